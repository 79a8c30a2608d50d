/// An answer that arrived whole.
package struct IncomingResponse: Sendable, Equatable {
  package var status: Int
  package var headers: HTTPHeaders
  /// Decompressed. Empty when the request took the body piece by piece.
  package var body: [UInt8]
  package var elapsed: Duration

  package init(status: Int, headers: HTTPHeaders = [], body: [UInt8] = [], elapsed: Duration = .zero) {
    self.status = status
    self.headers = headers
    self.body = body
    self.elapsed = elapsed
  }

  package var isSuccess: Bool { (200...299).contains(status) }
}
