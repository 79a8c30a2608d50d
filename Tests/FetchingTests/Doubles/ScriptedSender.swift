import CivilTime
import Fetching
import HTTPClient
import Synchronization

/// Answers calls as a test says, after a time, and keeps count.
final class ScriptedSender: HTTPSending {
  typealias Answering = @Sendable (OutgoingRequest, _ number: Int) async throws -> IncomingResponse

  private struct State {
    var sent: [OutgoingRequest] = []
    var inFlight = 0
    var peak = 0
  }

  private let state = Mutex(State())
  private let answering: Answering

  init(_ answering: @escaping Answering) { self.answering = answering }

  /// One answer after the other; the last one again and again.
  convenience init(_ answers: Result<IncomingResponse, HTTPClientError>...) {
    self.init { _, number in try answers[min(number, answers.count) - 1].get() }
  }

  var sent: [OutgoingRequest] { state.withLock { $0.sent } }
  var count: Int { sent.count }
  var peak: Int { state.withLock { $0.peak } }

  func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
    let number = state.withLock { state in
      state.sent.append(request)
      state.inFlight += 1
      state.peak = max(state.peak, state.inFlight)
      return state.sent.count
    }
    defer { state.withLock { $0.inFlight -= 1 } }
    do {
      return try await answering(request, number)
    } catch let error as HTTPClientError {
      throw error
    } catch {
      throw HTTPClientError(.cancelled, method: request.method, target: "vendor.example/", cause: "cancelled")
    }
  }
}

extension HTTPClientError {
  static func failing(_ kind: Kind) -> HTTPClientError {
    HTTPClientError(kind, method: "GET", target: "vendor.example/", cause: kind.rawValue)
  }
}

extension IncomingResponse {
  static func json(_ text: String = "{}", status: Int = 200, _ headers: HTTPHeaders = []) -> IncomingResponse {
    IncomingResponse(status: status, headers: headers, body: Array(text.utf8))
  }

  static func status(_ status: Int, _ headers: HTTPHeaders = []) -> IncomingResponse {
    .json("{\"message\": \"no\"}", status: status, headers)
  }
}

/// A vendor as most of them are.
struct PlainManners: VendorManners {
  var vendor = "Acme Desk"
  var credentials: any Credentials = FixedCredentials.bearer("key")
  var paces: [String: Pace] = [:]
  /// The window of the limit that `X-Limit` and `X-Left` tell of; nothing for a fixed one of a minute.
  var rollingWindow: Double?

  func allowance(in response: IncomingResponse, to request: VendorRequest) -> Allowance? {
    guard let left = response.headers["X-Left"].flatMap({ Int($0) }) else { return nil }
    return Allowance(
      limit: response.headers["X-Limit"].flatMap { Int($0) }, remaining: left,
      resetsIn: response.headers["X-Reset"].flatMap { Double($0) }, window: rollingWindow ?? 60,
      isRolling: rollingWindow != nil)
  }
}

extension VendorCalls {
  convenience init(
    _ sender: ScriptedSender, _ manners: PlainManners = PlainManners(), in time: VirtualTime, concurrency: Int = 30,
    patience: Patience = Patience(), budget: Budget? = nil, chance: @escaping @Sendable () -> Double = { 0.999 },
    at moment: Instant? = nil
  ) {
    var pacemaker = time.pacemaker(chance: chance)
    pacemaker.time = { moment }
    self.init(
      to: "https://vendor.example/api", manners: manners,
      budget: budget ?? Budget(paces: manners.paces, pacemaker: pacemaker), sender: sender, concurrency: concurrency,
      patience: patience, pacemaker: pacemaker)
  }
}

extension VendorRequest {
  static func list(_ number: Int = 1, bucket: String = "all") -> VendorRequest {
    VendorRequest("GET", "/tickets", [("page", "\(number)")], to: "list the tickets", bucket: bucket)
  }
}
