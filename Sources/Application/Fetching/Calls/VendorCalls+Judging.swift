import CivilTime
import HTTPClient
import JSONReader
internal import Synchronization

/// What an answer means, or none.
extension VendorCalls {
  func judge(_ result: Result<IncomingResponse, HTTPClientError>, _ request: VendorRequest) -> Outcome {
    switch result {
    case .success(let response): judge(response, request)
    case .failure(let error): judge(error, request)
    }
  }

  private func judge(_ response: IncomingResponse, _ request: VendorRequest) -> Outcome {
    note(response)
    switch manners.verdict(on: dated(response), to: request) {
    case .renew: return .renew
    case .fail(let error): return .fail(error)
    case .again(let seconds): return .again(seconds: seconds, .status(response.status))
    case .wait(let seconds):
      kept.withLock { $0.refused += 1 }
      return .limited(seconds: seconds)
    case .answer: return read(response, request)
    }
  }

  /// With the time of its coming where it has none of its own (RFC 9110 §6.6.1): `Retry-After` may be a date.
  private func dated(_ response: IncomingResponse) -> IncomingResponse {
    guard response.headers["Date"] == nil, let time = pacemaker.time() else { return response }
    var dated = response
    dated.headers["Date"] = time.iso8601
    return dated
  }

  private func judge(_ error: HTTPClientError, _ request: VendorRequest) -> Outcome {
    switch error.kind {
    case .timedOut, .connectFailed, .nameNotFound, .truncated: .again(seconds: nil, .connection(error))
    // The same answer will be as large the next time, and it is this one only.
    case .tooLarge: .fail(VendorError(.refused, request.operation, cause: error.place, hint: error.hint))
    default: .fail(VendorError(.unreachable, request.operation, cause: error.place, hint: error.hint))
    }
  }

  /// An answer that breaks off, or a page in HTML from something in between, is no answer.
  private func read(_ response: IncomingResponse, _ request: VendorRequest) -> Outcome {
    func answer(_ json: JSONValue) -> Outcome {
      .answer(
        VendorAnswer(status: response.status, headers: response.headers, body: response.body, json: json))
    }
    guard request.wantsJSON, response.status != 204 else { return answer(.null) }
    do throws(JSONError) {
      return answer(try JSONValue(utf8: response.body, limits: JSONLimits(bytes: 64 << 20, values: 4_000_000)))
    } catch {
      if !response.isSuccess { return answer(.null) }
      let why = response.body.isEmpty ? "it is empty" : response.isHTML ? "a page in HTML instead of JSON" : "\(error)"
      return .again(seconds: nil, .unreadable(why))
    }
  }

  /// What an outcome tells of the limit.
  func word(
    of result: Result<IncomingResponse, HTTPClientError>, _ outcome: Outcome, _ request: VendorRequest,
    after failures: Int
  ) -> BudgetBucket.Word {
    guard case .success(let response) = result else { return .nothing }
    if case .limited(let seconds) = outcome {
      let backoff = max(1, patience.pause(after: failures + 1, chance: pacemaker.chance()))
      // A vendor that wants us back at once, and refuses us again, does not know its own limit.
      return .refused(seconds: seconds.map { failures < 2 ? $0 : max($0, backoff) }, otherwise: backoff)
    }
    if let allowance = manners.allowance(in: response, to: request) { return .told(allowance) }
    return response.status < 429 ? .silence : .nothing
  }

  /// Keeps what the vendor's clock shows, and what it says of the end of a version.
  private func note(_ response: IncomingResponse) {
    if let time = response.headers["Date"].flatMap({ HTTPDate.instant($0) }) {
      let now = pacemaker.now()
      vendorClock.withLock { $0 = (time, now) }
    }
    noteLifecycle(response)
  }

  /// Vendors announce the end of a version in headers (RFC 8594, RFC 9745, and their own).
  private func noteLifecycle(_ response: IncomingResponse) {
    for name in ["Sunset", "Deprecation", "Legacy", "X-API-Warn"] {
      guard let value = response.headers[name] else { continue }
      let line = "\(manners.vendor) announces: \(name): \(value.prefix(120))"
      kept.withLock { if !$0.lifecycle.contains(line) { $0.lifecycle.append(line) } }
    }
  }
}

extension HTTPClientError {
  /// Where it happened and why; the hint has a place of its own in the error of the call.
  fileprivate var place: String { "\(method) \(target): \(cause)" }
}

extension IncomingResponse {
  package var isHTML: Bool { headers["Content-Type"]?.lowercased().contains("html") ?? false }
}
