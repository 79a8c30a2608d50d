/// Whoever can send a request and bring back the answer: `WebClient` in the product, a double in tests.
package protocol HTTPSending: Sendable {
  /// Every answer that arrived whole is a response, whatever its status; only what came to nothing is an error.
  func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse
}
