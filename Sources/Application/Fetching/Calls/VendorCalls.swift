package import HTTPClient
import JSONReader
internal import Synchronization

/// Calls one vendor's API: authorised, within its limits, so many at a time, repeated where that may help.
package final class VendorCalls: Sendable {
  package let baseURL: String
  package let manners: any VendorManners
  package let budget: Budget
  private let sender: any HTTPSending
  private let patience: Patience
  private let pacemaker: Pacemaker
  private let slots: Slots
  private let kept = Mutex(CallTally())

  /// - Parameter concurrency: calls in flight at most.
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
    slots = Slots(concurrency)
  }

  package var tally: CallTally { kept.withLock { $0 } }

  /// - Throws: `VendorError`; `CancellationError` when the task was cancelled.
  package func send(_ request: VendorRequest) async throws -> VendorAnswer {
    var failures = 0
    var hasRenewed = false
    while true {
      try Task.checkCancellation()
      let (outcome, headers) = try await attempt(request)
      switch outcome {
      case .answer(let answer): return answer
      case .renew:
        guard !hasRenewed, await manners.credentials.renew(insteadOf: headers) else {
          throw refusedCredentials(request)
        }
        hasRenewed = true
      case .fail(let error): throw error
      case .again(let seconds, let cause):
        failures += 1
        guard failures < attempts(for: cause) else { throw error(after: failures, of: request, cause) }
        try await pause(seconds, failures, cause, request)
      }
    }
  }

  /// Everything at once, as far as slots and limits allow; the results in the order of the items.
  package func each<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      for (index, item) in items.enumerated() { group.addTask { (index, try await body(item)) } }
      var results = [Result?](repeating: nil, count: items.count)
      for try await (index, result) in group { results[index] = result }
      return results.compactMap { $0 }
    }
  }
}

extension VendorCalls {
  private enum Outcome {
    case answer(VendorAnswer)
    case renew
    case again(seconds: Double?, Setback)
    case fail(VendorError)
  }

  /// Why an attempt came to nothing that may succeed later.
  private enum Setback: Sendable {
    case limited
    case status(Int)
    case connection(HTTPClientError)
    case unreadable(String)
  }

  private func attempt(_ request: VendorRequest) async throws -> (Outcome, HTTPHeaders) {
    let credentials = request.isOpen ? [] : try await manners.credentials.headers(through: self)
    let (ticket, waited) = try await budget.admit(to: request.bucket)
    kept.withLock { $0.waitedSeconds += waited }
    do {
      try await slots.take()
    } catch {
      budget.finish(ticket, in: request.bucket, telling: nil)
      throw error
    }
    let result = await exchange(request, credentials)
    slots.give()
    let allowance = (try? result.get()).flatMap { manners.allowance(in: $0, to: request) }  // only answers tell of it
    budget.finish(ticket, in: request.bucket, telling: allowance)
    switch result {
    case .success(let response): return (judge(response, request), credentials)
    case .failure(let error):
      if error.kind == .cancelled { throw CancellationError() }
      return (judge(error, request), credentials)
    }
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
      kept.withLock { $0.bytes += response.body.count }
      return .success(response)
    } catch {
      return .failure(error)
    }
  }

  private func judge(_ response: IncomingResponse, _ request: VendorRequest) -> Outcome {
    note(response)
    switch manners.verdict(on: response, to: request) {
    case .renew: return .renew
    case .fail(let error): return .fail(error)
    case .again(let seconds): return .again(seconds: seconds, .status(response.status))
    case .wait(let seconds):
      kept.withLock { $0.refused += 1 }
      return .again(seconds: seconds, .limited)
    case .answer: return read(response, request)
    }
  }

  private func judge(_ error: HTTPClientError, _ request: VendorRequest) -> Outcome {
    switch error.kind {
    case .timedOut, .connectFailed, .nameNotFound, .truncated: .again(seconds: nil, .connection(error))
    default: .fail(VendorError(.unreachable, request.operation, cause: "\(error)", hint: error.hint))
    }
  }

  /// An answer that breaks off, or a page in HTML from something in between, is no answer.
  private func read(_ response: IncomingResponse, _ request: VendorRequest) -> Outcome {
    func answer(_ json: JSONValue) -> Outcome {
      .answer(
        VendorAnswer(status: response.status, headers: response.headers, body: response.body, json: json))
    }
    guard request.wantsJSON else { return answer(.null) }
    do throws(JSONError) {
      return answer(try JSONValue(utf8: response.body, limits: JSONLimits(bytes: 64 << 20, values: 4_000_000)))
    } catch {
      if !response.isSuccess { return answer(.null) }
      return .again(seconds: nil, .unreadable(response.isHTML ? "a page in HTML instead of JSON" : "\(error)"))
    }
  }

  private func pause(_ seconds: Double?, _ failures: Int, _ cause: Setback, _ request: VendorRequest) async throws {
    let backoff = patience.pause(after: failures, chance: pacemaker.chance())
    kept.withLock { $0.repeated += 1 }
    if let seconds, seconds > patience.longestRest {
      throw VendorError(
        .exhausted, request.operation,
        cause: "\(manners.vendor) wants no calls for \(Int(seconds / 60)) minutes",
        hint: "the next sync goes on where this one stopped")
    }
    if case .limited = cause {
      budget.refused(in: request.bucket, seconds: seconds, otherwise: max(1, backoff))
      return
    }
    let rest = max(backoff, seconds ?? 0)
    kept.withLock { $0.waitedSeconds += rest }
    try await pacemaker.sleep(rest)
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

  /// Vendors announce the end of a version in headers (RFC 8594, RFC 9745, and their own).
  private func note(_ response: IncomingResponse) {
    for name in ["Sunset", "Deprecation", "Legacy", "X-API-Warn"] {
      guard let value = response.headers[name] else { continue }
      let line = "\(manners.vendor) announces: \(name): \(value.prefix(120))"
      kept.withLock { if !$0.lifecycle.contains(line) { $0.lifecycle.append(line) } }
    }
  }
}

extension IncomingResponse {
  package var isHTML: Bool { headers["Content-Type"]?.lowercased().contains("html") ?? false }
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
