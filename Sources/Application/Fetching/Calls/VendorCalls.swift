package import CivilTime
package import HTTPClient
import JSONReader
internal import Synchronization

/// Calls one vendor's API: authorised, within its limits, so many at a time, repeated where that may help.
package final class VendorCalls: Sendable {
  package let baseURL: String
  package let manners: any VendorManners
  package let budget: Budget
  let sender: any HTTPSending
  let patience: Patience
  let pacemaker: Pacemaker
  let slots: Slots
  private let concurrency: Int
  /// Who wants to call waits in one line for each limit, so that one of them watches the limit, and none overtakes.
  let lines = Mutex<[String: Slots]>([:])
  let kept = Mutex(CallTally())
  /// What the vendor's clock showed when an answer came, and when that was by ours.
  let vendorClock = Mutex<(time: Instant, at: Double)?>(nil)

  /// - Parameter concurrency: calls in flight at most; fewer where the vendor stands fewer.
  package init(
    to baseURL: String, manners: any VendorManners, budget: Budget, sender: any HTTPSending, concurrency: Int = 30,
    patience: Patience = Patience(), pacemaker: Pacemaker = .real
  ) {
    self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
    self.manners = manners
    self.budget = budget
    self.sender = sender
    self.patience = patience
    self.pacemaker = pacemaker
    self.concurrency = max(1, min(concurrency, manners.concurrency ?? concurrency))
    slots = Slots(self.concurrency)
  }

  package var tally: CallTally { kept.withLock { $0 } }

  /// What the vendor's clock shows now; nothing before an answer told of it.
  package var vendorTime: Instant? {
    let now = pacemaker.now()
    return vendorClock.withLock { clock in clock.map { $0.time + Int64(now - $0.at) } }
  }

  /// - Throws: `VendorError`; `CancellationError` when the task was cancelled.
  package func send(_ request: VendorRequest) async throws -> VendorAnswer {
    var failures = 0
    var hasRenewed = false
    while true {
      try Task.checkCancellation()
      let (outcome, headers) = try await attempt(request, after: failures)
      switch outcome {
      case .answer(let answer): return answer
      case .renew:
        guard !request.isOpen, !hasRenewed, await manners.credentials.renew(insteadOf: headers) else {
          throw refusedCredentials(request)
        }
        hasRenewed = true
      case .fail(let error): throw error
      case .limited(let seconds):
        failures += 1
        if let seconds, seconds > patience.longestRest { throw tooLong(seconds, request) }
        guard failures < patience.attempts else { throw error(after: failures, of: request, .limited) }
        kept.withLock { $0.repeated += 1 }
      case .again(let seconds, let cause):
        failures += 1
        guard failures < attempts(for: cause) else { throw error(after: failures, of: request, cause) }
        try await pause(seconds, failures, request)
      }
    }
  }

  /// As many at once as slots and limits allow; the results in the order of the items.
  package func each<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: items.count)
      // More than can be in flight, so that one is ready when a slot is free; not thousands that wait.
      for index in items.indices.prefix(concurrency * 2) { group.addTask { (index, try await body(items[index])) } }
      var next = min(items.count, concurrency * 2)
      for try await (index, result) in group {
        results[index] = result
        guard next < items.count else { continue }
        let index = next
        group.addTask { (index, try await body(items[index])) }
        next += 1
      }
      return results.compactMap { $0 }
    }
  }
}

extension VendorCalls {
  enum Outcome {
    case answer(VendorAnswer)
    case renew
    case again(seconds: Double?, Setback)
    /// The limit is used up: the line waits, not this call alone.
    case limited(seconds: Double?)
    case fail(VendorError)
  }

  /// Why an attempt came to nothing that may succeed later.
  enum Setback: Sendable {
    case limited
    case status(Int)
    case connection(HTTPClientError)
    case unreadable(String)
  }

  private func attempt(_ request: VendorRequest, after failures: Int) async throws -> (Outcome, HTTPHeaders) {
    let admission = try await admitted(request)
    let result = await exchange(request, admission.headers)
    slots.give()
    let outcome = judge(result, request)
    budget.finish(admission.ticket, in: request.bucket, hearing: word(of: result, outcome, request, after: failures))
    if case .failure(let error) = result, error.kind == .cancelled { throw CancellationError() }
    return (outcome, admission.headers)
  }

  private func exchange(_ request: VendorRequest, _ credentials: HTTPHeaders) async -> Result<
    IncomingResponse, HTTPClientError
  > {
    var outgoing = OutgoingRequest(request.method, address(of: request), headers: request.headers, body: request.body)
    for field in credentials.fields { outgoing.headers[field.name] = field.value }
    if request.wantsJSON, outgoing.headers["Accept"] == nil { outgoing.headers["Accept"] = "application/json" }
    outgoing.deadlines = request.deadlines
    // A redirect is an answer where the caller says so: the vendor's word for “merged”.
    if request.accepts.contains(where: { (300...399).contains($0) }) { outgoing.redirects = .report }
    kept.withLock { $0.calls += 1 }
    do throws(HTTPClientError) {
      let response = try await sender.send(outgoing)
      kept.withLock {
        $0.answered += 1
        $0.bytes += response.body.count
      }
      return .success(response)
    } catch {
      return .failure(error)
    }
  }

  private func pause(_ seconds: Double?, _ failures: Int, _ request: VendorRequest) async throws {
    kept.withLock { $0.repeated += 1 }
    if let seconds, seconds > patience.longestRest { throw tooLong(seconds, request) }
    try await pause(max(patience.pause(after: failures, chance: pacemaker.chance()), seconds ?? 0))
  }

  /// Waits, for a vendor's sake.
  package func pause(_ seconds: Double) async throws {
    kept.withLock { $0.waitedSeconds += seconds }
    try await pacemaker.sleep(seconds)
  }

  func tooLong(_ seconds: Double, _ request: VendorRequest) -> VendorError {
    VendorError(
      .exhausted, request.operation,
      cause: "\(manners.vendor) wants no calls for \(Int((seconds / 60).rounded(.up))) minutes",
      hint: "the next sync goes on where this one stopped")
  }

  private func attempts(for cause: Setback) -> Int {
    if case .connection(let error) = cause, error.kind == .connectFailed || error.kind == .nameNotFound {
      return patience.attemptsToConnect
    }
    return patience.attempts
  }

  private func error(after attempts: Int, of request: VendorRequest, _ cause: Setback) -> VendorError {
    let vendor = manners.vendor
    let times = "\(attempts) times"
    switch cause {
    case .limited:
      return VendorError(
        .exhausted, request.operation, cause: "\(vendor) refused it \(times): too many calls",
        hint: "run fewer at a time (sync.concurrency), or later")
    case .status(let status):
      return VendorError(
        .unreachable, request.operation, cause: "\(vendor) answered \(status), \(times)",
        hint: "its servers have a problem; the next sync goes on where this one stopped", status: status)
    case .connection(let error):
      return VendorError(.unreachable, request.operation, cause: "\(error.cause), \(times)", hint: error.hint)
    case .unreadable(let why):
      return VendorError(
        .broken, request.operation, cause: "\(vendor)'s answer cannot be read, \(times): \(why)",
        hint: "check the base_url; a wrong host often answers with a page")
    }
  }

  private func refusedCredentials(_ request: VendorRequest) -> VendorError {
    VendorError(
      .credentials, request.operation, cause: "\(manners.vendor) does not accept the credentials",
      hint: "check the key or token in the settings; it may have been revoked or replaced", status: 401)
  }

  private func address(of request: VendorRequest) -> String {
    let start = request.path.hasPrefix("http") ? request.path : baseURL + request.path
    guard !request.query.isEmpty else { return start }
    let pairs = request.query.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }
    return start + (start.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
  }
}

/// Only the unreserved characters of RFC 3986 stay as they are.
package func percentEncoded(_ text: String) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var encoded: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      encoded.append(byte)
    default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: encoded, as: UTF8.self)
}
