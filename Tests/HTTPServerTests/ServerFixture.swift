import HTTPServer
import Synchronization
import TestKit

/// A server for the length of one test.
func withServer<Result: Sendable>(
  _ adjust: (inout HTTPServerConfiguration) -> Void = { _ in }, observe: (@Sendable (RequestRecord) -> Void)? = nil,
  handler: @escaping HTTPHandler, _ body: (HTTPServer, Int) async throws -> Result
) async throws -> Result {
  var configuration = HTTPServerConfiguration()
  configuration.deadlines.drain = .seconds(2)
  configuration.deadlines.linger = .seconds(10)  // a loaded machine may keep a client from reading for long
  adjust(&configuration)
  let server = HTTPServer(configuration: configuration, handler: handler, observe: observe)
  let port = try server.start()
  do {
    let result = try await body(server, port)
    await server.stop()
    return result
  } catch {
    await server.stop()
    throw error
  }
}

/// Answers with what it understood of the request.
@Sendable func echo(_ request: HTTPRequest) async -> HTTPResponse {
  do {
    let body = try await request.body.collect(upTo: 1 << 20)
    return .text("\(request.method) \(request.path) \(String(decoding: body, as: UTF8.self))")
  } catch let error as RequestBodyError {
    return .text("\(error)", status: error.status)
  } catch {
    return .text("\(error)", status: .internalServerError)
  }
}

/// Waits until something is so; tests that would hang fail by their own time limit instead.
func eventually(_ condition: @Sendable () -> Bool) async -> Bool {
  for _ in 0..<2_000 {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))  // a cancelled test looks quickly and is done
  }
  return condition()
}

/// A gate that handlers wait at until the test opens it.
final class Gate: Sendable {
  private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  var waiting: Int { state.withLock { $0.waiting.count } }

  func open() {
    let waiting = state.withLock { state in
      defer { state = (true, []) }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}

/// Counts and remembers, from any thread.
final class Notebook<Entry: Sendable>: Sendable {
  private let state = Mutex<[Entry]>([])

  func write(_ entry: Entry) { state.withLock { $0.append(entry) } }

  var entries: [Entry] { state.withLock { $0 } }

  /// Lets go of what was written, where that would keep the notebook alive in turn.
  func clear() { state.withLock { $0 = [] } }
}
