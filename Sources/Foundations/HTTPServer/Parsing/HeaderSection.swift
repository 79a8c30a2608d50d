/// The field lines of a head, or the trailer of a chunked body, under their limits.
struct HeaderSection: Sendable {
  private let longestLine: Int
  private let most: Int
  private var bytesLeft: Int
  private var headers = HTTPHeaders()

  init(limits: HTTPServerConfiguration.Limits) {
    self.init(longestLine: limits.headerLine, total: limits.headerTotal, most: limits.headerCount)
  }

  init(longestLine: Int, total: Int, most: Int) {
    (self.longestLine, bytesLeft, self.most) = (longestLine, total, most)
  }

  /// The fields, once the empty line that ends them has come; nil until then.
  mutating func read(from buffer: inout LineBuffer) throws(RequestRefusal) -> HTTPHeaders? {
    while true {
      switch buffer.takeLine(limit: min(longestLine, bytesLeft)) {
      case .incomplete: return nil
      case .tooLong: throw tooLong
      case .bareLineFeed: throw .malformed("a header line ends in a line feed without a carriage return")
      case .complete(let line):
        if line.isEmpty { return headers }
        bytesLeft -= line.count
        guard headers.count < most else {
          throw RequestRefusal(.headerTooLarge, "the request has more than \(most) header fields")
        }
        let field = try HTTPHeaders.Field(line)
        headers.add(field.name, field.value)
      }
    }
  }

  private var tooLong: RequestRefusal {
    bytesLeft < longestLine
      ? RequestRefusal(.headerTooLarge, "the header fields of the request are too large together")
      : RequestRefusal(.headerTooLarge, "a header line of the request is longer than \(longestLine) bytes")
  }
}
