/// The content of a request, arriving. Nothing is read from the socket while nobody asks for the next piece,
/// so a slow reader slows its client instead of filling memory.
package struct RequestBody: Sendable, AsyncSequence {
  package typealias Element = [UInt8]

  enum Source: Sendable {
    case bytes([UInt8])
    case connection(Connection, exchange: Int)
  }

  let source: Source
  /// What `Content-Length` promised; nil when the body comes in chunks of unknown total.
  package let declaredLength: Int?

  /// A body that is already here.
  package init(_ bytes: [UInt8] = []) {
    source = .bytes(bytes)
    declaredLength = bytes.count
  }

  init(of connection: Connection, exchange: Int, declaredLength: Int?) {
    source = .connection(connection, exchange: exchange)
    self.declaredLength = declaredLength
  }

  package struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var source: Source

    package mutating func next() async throws -> [UInt8]? {
      switch source {
      case .bytes(let bytes):
        source = .bytes([])
        return bytes.isEmpty ? nil : bytes
      case .connection(let connection, let exchange):
        return try await connection.nextBodyPiece(in: exchange)
      }
    }
  }

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: source) }

  /// The whole body, if it is no longer than `limit`; a longer declared length is refused before a byte is read.
  package func collect(upTo limit: Int) async throws -> [UInt8] {
    guard declaredLength ?? 0 <= limit else { throw RequestBodyError.tooLarge(limit: limit) }
    var whole: [UInt8] = []
    whole.reserveCapacity(declaredLength ?? 0)
    for try await piece in self {
      guard whole.count + piece.count <= limit else { throw RequestBodyError.tooLarge(limit: limit) }
      whole += piece
    }
    return whole
  }
}

/// Why the rest of a body will not come. After one of these the connection closes with the answer.
package enum RequestBodyError: Error, Equatable, CustomStringConvertible {
  case tooLarge(limit: Int)
  case tooSlow
  case malformed(String)
  /// The client went away, or the request was answered already.
  case disconnected

  /// The status to answer with.
  package var status: HTTPStatus {
    switch self {
    case .tooLarge: .contentTooLarge
    case .tooSlow: .requestTimeout
    case .malformed, .disconnected: .badRequest
    }
  }

  package var description: String {
    switch self {
    case .tooLarge(let limit): "the request body is larger than the limit of \(limit) bytes"
    case .tooSlow: "the request body came too slowly; send it again over a better connection"
    case .malformed(let detail): "the request body is malformed: \(detail)"
    case .disconnected: "the client went away before its request body was complete"
    }
  }
}
