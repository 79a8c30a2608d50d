internal import HTTPServer
internal import Synchronization

/// Serves one double on this machine, at a free port.
///
///     try await DoubleServer.serve(HelpScoutDouble(telling: story)) { server, address in
///       server.faults.fail(percent: 33, with: [.status(503), .cut])
///       // … sync from `address` …
///       #expect(server.log.count(.get, "/v2/conversations") == 12)
///     }
package final class DoubleServer: Sendable {
  package let faults = Faults()
  package let log = CallLog()
  private let double: any VendorDouble
  private let watcher = Mutex<(@Sendable (DoubleRequest) -> Void)?>(nil)
  private let rewriter = Mutex<(@Sendable (DoubleRequest, DoubleAnswer) -> DoubleAnswer)?>(nil)
  private let server = Mutex<HTTPServer?>(nil)

  package init(_ double: any VendorDouble) { self.double = double }

  /// Starts and returns the address to use as `base_url`: `http://127.0.0.1:41234`, without a slash at its end.
  package func start() throws -> String {
    var configuration = HTTPServerConfiguration()
    configuration.limits.connectionsPerAddress = 4_096
    configuration.limits.target = 65_536
    configuration.limits.headerLine = 65_536
    configuration.limits.headerTotal = 131_072
    configuration.deadlines.drain = .milliseconds(200)  // what is held back by a fault would never end
    let server = HTTPServer(configuration: configuration) { [self] request in await handle(request) }
    self.server.withLock { $0 = server }
    return "http://127.0.0.1:\(try server.start())"
  }

  package func stop() async {
    let running = server.withLock { server in
      defer { server = nil }
      return server
    }
    await running?.stop()
  }

  /// Serves while `body` runs.
  package static func serve<Result>(
    _ double: any VendorDouble, _ body: (DoubleServer, String) async throws -> Result
  ) async throws -> Result {
    let server = DoubleServer(double)
    let address = try server.start()
    do {
      let result = try await body(server, address)
      await server.stop()
      return result
    } catch {
      await server.stop()
      throw error
    }
  }

  /// Called with each call before it is answered: for what happens at the vendor's while a client pages.
  package func watch(_ watcher: @escaping @Sendable (DoubleRequest) -> Void) {
    self.watcher.withLock { $0 = watcher }
  }

  /// What is given out instead of the double's answers: for servers that write the same otherwise.
  package func rewrite(_ rewriter: @escaping @Sendable (DoubleRequest, DoubleAnswer) -> DoubleAnswer) {
    self.rewriter.withLock { $0 = rewriter }
  }
}

extension DoubleServer {
  private func handle(_ request: HTTPRequest) async -> HTTPResponse {
    let body: [UInt8]
    do {
      body = try await request.body.collect(upTo: 64 << 20)
    } catch {
      return .text("\(error)\n", status: (error as? RequestBodyError)?.status ?? .badRequest)
    }
    let call = DoubleRequest(request, body: body)
    let number = log.began(call)
    let fault = faults.fate(of: call)
    // Both waits end early when the client leaves or the server stops; then nobody is there to be answered.
    try? await Task.sleep(for: faults.latency)
    guard fault != .timeout else {
      log.answered(number, status: nil, fault: fault)
      try? await Task.sleep(for: .seconds(86_400))
      log.ended(number)
      return .text("too late\n", status: .gatewayTimeout)
    }
    watcher.withLock { $0 }?(call)
    let told = fault?.answer(of: double) ?? double.answer(to: call)
    let answer = rewriter.withLock { $0 }?(call, told) ?? told
    log.answered(number, status: answer.status, fault: fault)
    return deliver(answer, spoilt: fault, to: call.method) { [log] in log.ended(number) }
  }

  /// `ended` is called when the answer is given, which for a stream is when its last piece is written.
  private func deliver(
    _ answer: DoubleAnswer, spoilt fault: Fault?, to method: HTTPMethod, ended: @escaping @Sendable () -> Void
  ) -> HTTPResponse {
    let body = Delivery.body(of: answer.body, spoilt: method == .head ? nil : fault, ended: ended)
    if case .stream = body, !Task.isCancelled {} else { ended() }  // nobody reads the stream of a client that left
    return HTTPResponse(HTTPStatus(code: answer.status, reason: ""), headers: answer.headers, body: body)
  }
}
