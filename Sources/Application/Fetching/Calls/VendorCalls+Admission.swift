import HTTPClient
internal import Synchronization

/// How a call is let go: in line, within the limit, with credentials that are good, when a slot is free.
extension VendorCalls {
  struct Admission {
    var ticket: BudgetBucket.Ticket
    var headers: HTTPHeaders
  }

  /// Waits for the limit, then for a slot; whoever waits for one limit keeps no slot from those of another.
  func admitted(_ request: VendorRequest) async throws -> Admission {
    // The request for a token is not in the line: the first in it may be who waits for the token.
    guard !request.isOpen else { return try await foremost(request) }
    let line = line(for: request.bucket)
    try await line.take()
    defer { line.give() }
    return try await foremost(request)
  }

  private func foremost(_ request: VendorRequest) async throws -> Admission {
    var attempts = 0
    while true {
      attempts += 1
      let headers = request.isOpen ? [] : try await manners.credentials.headers(through: self)
      let waited = try await opening(for: request)
      kept.withLock { $0.waitedSeconds += waited }
      try await slots.take()
      if await mayGo(request, headers, attempts), let ticket = budget.start(in: request.bucket) {
        return Admission(ticket: ticket, headers: headers)
      }
      slots.give()
      try Task.checkCancellation()
    }
  }

  /// All of the waiting may have taken minutes, and the token may be one of before. A vendor whose tokens end at once gets
  /// them all the same.
  private func mayGo(_ request: VendorRequest, _ headers: HTTPHeaders, _ attempts: Int) async -> Bool {
    if request.isOpen || attempts > 3 { return true }
    return await manners.credentials.areCurrent(headers)
  }

  private func opening(for request: VendorRequest) async throws -> Double {
    do {
      return try await budget.opening(in: request.bucket, longestRest: patience.longestRest)
    } catch let closed as Budget.Closed {
      throw tooLong(closed.seconds, request)
    }
  }

  private func line(for bucket: String) -> Slots {
    lines.withLock { lines in
      if let line = lines[bucket] { return line }
      let line = Slots(1)
      lines[bucket] = line
      return line
    }
  }
}
