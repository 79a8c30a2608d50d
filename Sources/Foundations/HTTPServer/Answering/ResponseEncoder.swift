/// How a client finds the end of an answer.
enum ResponseFraming: Sendable, Equatable {
  /// There is no body, by definition of the status or of HEAD; the length is what a GET would have.
  case none(length: Int?)
  case length(Int)
  case chunked
  case untilClose
}

/// Writes heads and frames bodies; a pure function of the answer.
enum ResponseEncoder {
  /// What the server decides; a handler's own fields of these names are left out.
  private static let reserved = ["Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Date"]

  static func framing(of response: HTTPResponse, method: HTTPMethod, version: HTTPVersion) -> ResponseFraming {
    if response.status.forbidsContent { return .none(length: nil) }
    switch response.body {
    case .empty: return method == .head ? .none(length: 0) : .length(0)
    case .bytes(let bytes): return method == .head ? .none(length: bytes.count) : .length(bytes.count)
    case .cut(_, let length): return method == .head ? .none(length: length) : .length(length)
    case .stream:
      if method == .head { return .none(length: nil) }
      return version == .http11 ? .chunked : .untilClose
    }
  }

  static func writeHead(
    of response: HTTPResponse, framing: ResponseFraming, keepAlive: Bool, version: HTTPVersion, date: String,
    to bytes: inout [UInt8]
  ) {
    bytes.reserveCapacity(bytes.count + 256)
    bytes += "HTTP/1.1 \(response.status.code) ".utf8
    bytes += response.status.reason.utf8
    bytes += "\r\nDate: ".utf8
    bytes += date.utf8
    bytes += "\r\n".utf8
    for field in response.headers where !reserved.contains(where: field.name.isSameToken) { write(field, to: &bytes) }
    switch framing {
    case .none(nil), .untilClose: break
    case .none(let length?), .length(let length): bytes += "Content-Length: \(length)\r\n".utf8
    case .chunked: bytes += "Transfer-Encoding: chunked\r\n".utf8
    }
    if !keepAlive {
      bytes += "Connection: close\r\n".utf8
    } else if version == .http10 {
      bytes += "Connection: keep-alive\r\n".utf8
    }
    bytes += "\r\n".utf8
  }

  static func writeChunk(_ content: some Collection<UInt8>, to bytes: inout [UInt8]) {
    guard !content.isEmpty else { return }  // an empty chunk would end the body
    bytes += String(content.count, radix: 16).utf8
    bytes += "\r\n".utf8
    bytes += content
    bytes += "\r\n".utf8
  }

  static let lastChunk: [UInt8] = Array("0\r\n\r\n".utf8)
  static let goOn: [UInt8] = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// A value may hold what a visitor typed, so what would begin a new line becomes a space.
  private static func write(_ field: HTTPHeaders.Field, to bytes: inout [UInt8]) {
    guard !field.name.isEmpty, field.name.utf8.allSatisfy(\.isTokenCharacter) else { return }
    bytes += field.name.utf8
    bytes += ": ".utf8
    bytes += field.value.utf8.lazy.map { $0.isFieldValueCharacter ? $0 : .space }
    bytes += "\r\n".utf8
  }
}
