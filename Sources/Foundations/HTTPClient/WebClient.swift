internal import Synchronization

/// Sends requests through libcurl: one thread, one pool of connections, any number of requests in flight.
package final class WebClient: HTTPSending {
  package struct Options: Sendable {
    /// Names this program to servers, as `Replyledger/<version>`.
    package var version: String
    package var connectionsPerHost = 6
    package var connections = 30
    /// Certificates to trust instead of the system's, such as a company's own authority.
    package var certificateFile: String?

    package init(version: String) { self.version = version }
  }

  private let thread: CurlThread
  private let nextOrder = Atomic<UInt64>(0)

  package init(_ options: Options) throws(HTTPClientError) {
    thread = try CurlThread.start(options)
  }

  deinit { thread.close() }

  package func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
    let deadline = ContinuousClock.now + request.deadlines.total
    let started = ContinuousClock.now
    var request = request
    var followed = 0
    while true {
      let answer = try await exchange(request)
      switch RedirectRule.step(
        after: request, status: answer.response.status, location: answer.location, followed: followed)
      {
      case .stay:
        var response = answer.response
        response.elapsed = ContinuousClock.now - started
        return response
      case .refuse(let why):
        throw request.error(.redirectRefused, why, hint: "check the address: the server says it is another one")
      case .follow(var next):
        followed += 1
        next.deadlines.total = deadline - ContinuousClock.now
        request = next
      }
    }
  }

  /// One request, one answer. Whoever cancels, the transfer ends on the curl thread, and the continuation resumes there,
  /// once.
  private func exchange(_ request: OutgoingRequest) async throws(HTTPClientError) -> Answer {
    try request.check()
    guard !Task.isCancelled else { throw request.cancelled }
    let id = nextOrder.add(1, ordering: .relaxed).newValue
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        thread.post(.start(Order(id: id, request: request, continuation: continuation)))
        // The handler below may have run before the order was posted; then its word came too early and is said again.
        if Task.isCancelled { thread.post(.cancel(id)) }
      }
    } onCancel: {
      thread.post(.cancel(id))
    }
    return try result.get()
  }
}

extension OutgoingRequest {
  /// Refuses what would be dangerous or meaningless to hand to libcurl.
  func check() throws(HTTPClientError) {
    guard WebAddress(url) != nil else {
      throw error(
        .other, "the address is not a plain http or https address",
        hint: "write it as https://host/path; user and password belong into a header")
    }
    for field in headers.fields where !field.isWellFormed {
      throw error(.other, "the header \(field.name.debugDescription) is not well formed", hint: "look for line breaks")
    }
    guard HTTPHeaders.Field(method, "").isWellFormed else { throw error(.other, "the method is not a word") }
    guard deadlines.total > .zero else { throw error(.timedOut, "the deadline has passed") }
  }

  var cancelled: HTTPClientError { error(.cancelled, "cancelled") }

  func error(_ kind: HTTPClientError.Kind, _ cause: String, retrySafe: Bool = false, hint: String? = nil)
    -> HTTPClientError
  {
    HTTPClientError(
      kind, method: method, target: WebAddress(url)?.shown ?? "(no address)", cause: cause, isRetrySafe: retrySafe,
      hint: hint)
  }
}
