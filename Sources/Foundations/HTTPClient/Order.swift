/// A request on its way to the curl thread, and who waits for the answer.
struct Order: Sendable {
  var id: UInt64
  var request: OutgoingRequest
  var continuation: CheckedContinuation<Result<Answer, HTTPClientError>, Never>
}

/// A response, and where it points if it points elsewhere.
struct Answer: Sendable {
  var response: IncomingResponse
  var location: String?
}
