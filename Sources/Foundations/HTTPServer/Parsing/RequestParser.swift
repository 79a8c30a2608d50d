/// Reads requests from a connection: bytes in, events out, no socket in sight.
///
/// However the bytes are cut, the events are the same, and so is the refusal, after which nothing more is read.
struct RequestParser: Sendable {
  enum Event: Equatable {
    /// `end` follows unless its framing is `.none`.
    case head(RequestHead)
    case body([UInt8])
    case end
  }

  private enum State {
    case requestLine
    case fields(RequestLine)
    case length(remaining: Int)
    case chunked(ChunkedBody)
    case refused(RequestRefusal)
  }

  private let limits: HTTPServerConfiguration.Limits
  private var buffer = LineBuffer()
  private var state = State.requestLine
  private var section: HeaderSection
  private var blankLines = 0

  init(limits: HTTPServerConfiguration.Limits) {
    self.limits = limits
    section = HeaderSection(limits: limits)
  }

  /// Whether bytes wait that belong to no event yet.
  var hasLeftover: Bool { !buffer.isEmpty }

  /// Whether a request has begun whose head is not complete.
  var isInsideHead: Bool {
    switch state {
    case .requestLine: !buffer.isEmpty || blankLines > 0
    case .fields: true
    case .length, .chunked, .refused: false
    }
  }

  mutating func append(_ bytes: some Sequence<UInt8>) { buffer.append(bytes) }

  /// The next event; nil when more bytes are needed.
  mutating func next() throws(RequestRefusal) -> Event? {
    do {
      return try step()
    } catch {
      state = .refused(error)
      throw error
    }
  }

  private mutating func step() throws(RequestRefusal) -> Event? {
    while true {
      switch state {
      case .requestLine:
        guard let line = try requestLine() else { return nil }
        (state, section) = (.fields(line), HeaderSection(limits: limits))
      case .fields(let line):
        guard let headers = try section.read(from: &buffer) else { return nil }
        return .head(try begin(RequestHead(line: line, headers: headers)))
      case .length(let remaining):
        return lengthEvent(remaining)
      case .chunked(var body):
        let event = try body.next(from: &buffer)
        state = event == .end ? .requestLine : .chunked(body)
        return event
      case .refused(let refusal):
        throw refusal
      }
    }
  }

  private mutating func requestLine() throws(RequestRefusal) -> RequestLine? {
    // 40: a long method, a version and their spaces.
    switch buffer.takeLine(limit: limits.target + 40) {
    case .incomplete: return nil
    case .tooLong:
      throw RequestRefusal(.targetTooLong, "the request target is longer than \(limits.target) bytes")
    case .bareLineFeed: throw .malformed("the request line ends in a line feed without a carriage return")
    case .complete(let line) where line.isEmpty:
      // Some old clients send an empty line after a form (RFC 9112 §2.2); more of them are noise.
      blankLines += 1
      guard blankLines <= 1 else { throw .malformed("the request begins with empty lines") }
      return try requestLine()
    case .complete(let line):
      blankLines = 0
      return try RequestLine(line, longestTarget: limits.target)
    }
  }

  private mutating func begin(_ head: RequestHead) -> RequestHead {
    state =
      switch head.framing {
      case .none: .requestLine
      case .length(let count): .length(remaining: count)
      case .chunked: .chunked(ChunkedBody(limits: limits))
      }
    return head
  }

  private mutating func lengthEvent(_ remaining: Int) -> Event? {
    guard remaining > 0 else {
      state = .requestLine
      return .end
    }
    guard !buffer.isEmpty else { return nil }
    let piece = buffer.take(upTo: remaining)
    state = .length(remaining: remaining - piece.count)
    return .body(piece)
  }
}
