/// Status and headers, line by line as libcurl hands them over.
struct ResponseHead {
  private(set) var status = 0
  private(set) var headers: HTTPHeaders = []
  private(set) var bytes = 0
  /// The empty line came that ends every head.
  private(set) var isComplete = false
  /// Fields after the body (trailers) are left out: nobody may add to the headers once they were acted upon.
  var isClosed = false

  mutating func take(_ line: String) {
    bytes += line.utf8.count
    if line.hasPrefix("HTTP/") { return begin(line) }
    if line == "\r\n" || line == "\n" { isComplete = true }
    guard !isClosed, let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
    headers.append(String(line[..<colon]), trimmed(line[line.utf8.index(after: colon)...]))
  }

  /// A status line. An interim answer (100 Continue) comes before the final one and leaves nothing behind.
  private mutating func begin(_ line: String) {
    let words = line.split(whereSeparator: \.isWhitespace)
    status = words.count > 1 ? Int(words[1]) ?? 0 : 0
    headers = []
    isClosed = false
    isComplete = false
  }

  private func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.unicodeScalars.first, first.properties.isWhitespace { text.unicodeScalars.removeFirst() }
    while let last = text.unicodeScalars.last, last.properties.isWhitespace { text.unicodeScalars.removeLast() }
    return String(text)
  }
}
