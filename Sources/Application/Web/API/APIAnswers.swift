import HTTPServer
import JSONReader

extension HTTPResponse {
  /// An answer of the API: a client that has it already is told so.
  static func described(_ bytes: [UInt8]) -> HTTPResponse {
    var response = HTTPResponse.json(bytes).withETag(for: bytes)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
  }

  static func object(_ members: (inout JSONWriter) throws -> Void) rethrows -> HTTPResponse {
    var json = JSONWriter()
    try json.object(members)
    return described(json.bytes)
  }
}

extension HTTPQuery {
  func number(_ name: String, _ range: ClosedRange<Int>) throws(WebError) -> Int? {
    guard let text = first(name) else { return nil }
    guard text.utf8.count <= 12, let number = Int(text), range.contains(number), !text.hasPrefix("+") else {
      throw .badRequest("\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// `1` and `0`, or the words that forms and programs write for them.
  func flag(_ name: String) throws(WebError) -> Bool {
    guard let text = first(name) else { return false }
    return try flagValue(text, of: name)
  }
}

func flagValue(_ text: String, of name: String) throws(WebError) -> Bool {
  switch text.lowercased() {
  case "1", "true", "yes", "on": return true
  case "0", "false", "no", "off", "": return false
  default: throw .unprocessable("\(name) must be true or false")
  }
}
