/// Takes the chunks of a body apart (RFC 9112 §7.1): strict sizes, bounded extensions and trailers, both ignored.
struct ChunkedBody: Sendable {
  private enum State {
    case size
    case data(remaining: Int)
    case dataEnd
    case trailer
  }

  private let limit: Int
  private var received = 0
  private var extensionBytesLeft: Int
  private var state = State.size
  private var trailer: HeaderSection

  init(limits: HTTPServerConfiguration.Limits) {
    limit = limits.body
    extensionBytesLeft = limits.chunkExtensions
    trailer = HeaderSection(limits: limits)
  }

  mutating func next(from buffer: inout LineBuffer) throws(RequestRefusal) -> RequestParser.Event? {
    while true {
      switch state {
      case .size:
        guard let size = try readSize(from: &buffer) else { return nil }
        state = size == 0 ? .trailer : .data(remaining: size)
      case .data(let remaining):
        guard !buffer.isEmpty else { return nil }
        let piece = buffer.take(upTo: remaining)
        state = piece.count == remaining ? .dataEnd : .data(remaining: remaining - piece.count)
        return .body(piece)
      case .dataEnd:
        guard try line(from: &buffer, limit: 0, overlong: "a chunk is longer than its size") != nil else { return nil }
        state = .size
      case .trailer:
        return try trailer.read(from: &buffer) == nil ? nil : .end
      }
    }
  }

  private mutating func readSize(from buffer: inout LineBuffer) throws(RequestRefusal) -> Int? {
    // 15 hexadecimal digits always fit an Int.
    guard
      let line = try line(from: &buffer, limit: 15 + extensionBytesLeft, overlong: "the chunk extensions are too long")
    else { return nil }
    let digits = line.prefix { $0.hexDigitValue != nil }
    let rest = line[digits.endIndex...]
    guard !digits.isEmpty, digits.count <= 15, rest.isEmpty || rest.first == UInt8(ascii: ";"),
      rest.allSatisfy(\.isFieldValueCharacter)
    else { throw .malformed("a chunk does not begin with its size in hexadecimal digits") }
    extensionBytesLeft -= min(rest.count, extensionBytesLeft)
    let size = digits.reduce(0) { $0 << 4 | Int($1.hexDigitValue ?? 0) }
    guard size <= limit - received else {
      throw RequestRefusal(.bodyTooLarge, "the request body is larger than \(limit) bytes")
    }
    received += size
    return size
  }

  private func line(
    from buffer: inout LineBuffer, limit: Int, overlong: String
  ) throws(RequestRefusal) -> ArraySlice<UInt8>? {
    switch buffer.takeLine(limit: limit) {
    case .complete(let line): return line
    case .incomplete: return nil
    case .tooLong: throw .malformed(overlong)
    case .bareLineFeed: throw .malformed("a line between chunks ends in a line feed without a carriage return")
    }
  }
}
