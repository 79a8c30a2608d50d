internal import HTTPServer

/// How an answer reaches the client.
enum Delivery {
  /// Thrown in the middle of a stream: the server resets the connection.
  private struct Broken: Error {}

  static func body(
    of bytes: [UInt8], spoilt fault: Fault?, ended: @escaping @Sendable () -> Void
  ) -> HTTPResponse.Body {
    guard !bytes.isEmpty else { return fault == .cut || fault == .reset ? .cut([], length: 1) : .empty }
    let half = Array(bytes.prefix(bytes.count / 2))
    switch fault {
    case .cut: return .cut(half, length: bytes.count)
    case .reset:
      return .stream { writer in
        defer { ended() }
        try await writer.write(half)
        throw Broken()
      }
    case .slow(let duration):
      return .stream { writer in
        defer { ended() }
        try await write(bytes, to: writer, during: duration)
      }
    case .emptyBody: return .empty
    case .status, .rateLimited, .timeout, .html, nil: return .bytes(bytes)
    }
  }

  private static func write(_ bytes: [UInt8], to writer: ResponseWriter, during duration: Duration) async throws {
    let steps = 10
    let step = max(1, (bytes.count + steps - 1) / steps)
    for start in stride(from: 0, to: bytes.count, by: step) {
      try await Task.sleep(for: duration / steps)
      try await writer.write(Array(bytes[start..<min(start + step, bytes.count)]))
    }
  }
}
