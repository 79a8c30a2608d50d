/// Takes a `multipart/form-data` body apart (RFC 7578): bytes in, events out, never more than a delimiter held back.
struct MultipartParser: Sendable {
  enum Event: Equatable {
    case part(MultipartPart)
    case data([UInt8])
    case partEnd
    /// The closing delimiter; what follows it is no content.
    case end
  }

  private enum State {
    case start
    case behindDelimiter
    case headers
    case data
    case dataEnd
    case finished
  }

  private let limits: MultipartReader.Limits
  private let delimiter: [UInt8]
  private var buffer = LineBuffer()
  private var state = State.start
  private var section: HeaderSection
  private var parts = 0

  init(boundary: [UInt8], limits: MultipartReader.Limits) {
    self.limits = limits
    delimiter = Array("\r\n--".utf8) + boundary
    section = Self.section(limits)
    // The first delimiter has no line before it; with this one they all look alike.
    buffer.append([.carriageReturn, .lineFeed])
  }

  mutating func append(_ bytes: some Sequence<UInt8>) { buffer.append(bytes) }

  /// The next event; nil when more bytes are needed.
  mutating func next() throws(MultipartError) -> Event? {
    while true {
      switch state {
      case .start:
        let (before, found) = buffer.take(before: delimiter)
        guard before.isEmpty else { throw .malformed("it does not begin with its boundary") }
        guard found else { return nil }
        state = .behindDelimiter
      case .behindDelimiter:
        guard let isLast = try readDelimiterEnd() else { return nil }
        state = isLast ? .finished : .headers
        if isLast { return .end }
      case .headers:
        guard let headers = try readHeaders() else { return nil }
        state = .data
        return .part(try MultipartPart(headers))
      case .data:
        let (bytes, found) = buffer.take(before: delimiter)
        if found { state = .dataEnd }
        if !bytes.isEmpty { return .data(bytes) }
        if !found { return nil }
      case .dataEnd:
        state = .behindDelimiter
        return .partEnd
      case .finished:
        _ = buffer.take(upTo: buffer.count)
        return nil
      }
    }
  }

  /// Two hyphens behind a boundary close the form, a line's end begins the next part.
  private mutating func readDelimiterEnd() throws(MultipartError) -> Bool? {
    guard buffer.count >= 2 else { return nil }
    switch buffer.take(upTo: 2) {
    case [UInt8(ascii: "-"), UInt8(ascii: "-")]: return true
    case [.carriageReturn, .lineFeed]: break
    default: throw .malformed("its boundary goes on where it should end")
    }
    parts += 1
    guard parts <= limits.parts else { throw .tooManyParts(limit: limits.parts) }
    section = Self.section(limits)
    return false
  }

  private mutating func readHeaders() throws(MultipartError) -> HTTPHeaders? {
    do {
      return try section.read(from: &buffer)
    } catch {
      throw .malformed(error.detail)
    }
  }

  private static func section(_ limits: MultipartReader.Limits) -> HeaderSection {
    HeaderSection(longestLine: limits.headerLine, total: limits.headerTotal, most: limits.headerCount)
  }
}
