import JSONReader
import Testing

struct Sentence: CustomTestStringConvertible, Sendable {
  let text: String
  let message: String

  init(_ text: String, _ message: String) {
    self.text = text
    self.message = message
  }

  var testDescription: String { text.count > 40 ? "\(text.prefix(40))…" : text }
}

@Suite struct `A document` {
  @Test func `keeps its members in order and its numbers exact`() throws {
    let value = try JSONValue(#" {"b": 12345678901234567890, "a": [1.50, true, null, ""], "é": {}} "#)
    guard case .object(let object) = value else {
      Issue.record("no object")
      return
    }
    #expect(object.members.map(\.key) == ["b", "a", "é"])
    guard case .number(let number)? = object["b"] else {
      Issue.record("no number")
      return
    }
    #expect(number.text == "12345678901234567890")
    #expect(number.int == nil)
    #expect(number.double == 12_345_678_901_234_567_168)
    #expect(try value["a"].array.map { $0.value?.kind } == [.number, .bool, .null, .text])
  }

  @Test func `gives the last of equal keys`() throws {
    #expect(try JSONValue(#"{"a": 1, "a": 2}"#)["a"].int == 2)
  }

  static let escapes = [
    Sentence(#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    Sentence(#""\u00e9\u20AC""#, "é€"),
    Sentence(#""\ud83d\ude00""#, "😀"),
    Sentence(#""a\ud83d""#, "a\u{FFFD}"),
    Sentence(#""\ud83dx""#, "\u{FFFD}x"),
    Sentence(#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    Sentence(#""\ud83d\u0041""#, "\u{FFFD}A"),
    Sentence(#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
    Sentence(#""\u0000""#, "\u{0}"),
    Sentence(#""12345678\u0041""#, "12345678A"),
    Sentence("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
  ]

  @Test(arguments: escapes) func `reads escapes, and half a surrogate pair as a replacement`(_ example: Sentence) throws
  {
    #expect(try JSONValue(example.text) == .text(example.message))
  }

  static let faults = [
    Sentence("", "line 1, column 1 (byte 0): expected a value, found the end of the text"),
    Sentence("  \n ", "line 2, column 2 (byte 4): expected a value, found the end of the text"),
    Sentence("[1 2]", "line 1, column 4 (byte 3): expected “,” or “]”, found “2”"),
    Sentence("[1,]", "line 1, column 4 (byte 3): expected a value, found “]”"),
    Sentence("[,1]", "line 1, column 2 (byte 1): expected a value, found “,”"),
    Sentence("{\"a\"}", "line 1, column 5 (byte 4): expected “:”, found “}”"),
    Sentence("{\"a\":1,}", "line 1, column 8 (byte 7): expected a key, found “}”"),
    Sentence("{a:1}", "line 1, column 2 (byte 1): expected a key or “}”, found “a”"),
    Sentence("{\"a\":1", "line 1, column 7 (byte 6): expected “,” or “}”, found the end of the text"),
    Sentence("[1}", "line 1, column 3 (byte 2): expected “,” or “]”, found “}”"),
    Sentence("1 1", "line 1, column 3 (byte 2): expected the end of the text, found “1”"),
    Sentence("nul", "line 1, column 4 (byte 3): expected null, found the end of the text"),
    Sentence("nulL", "line 1, column 4 (byte 3): expected null, found “L”"),
    Sentence("True", "line 1, column 1 (byte 0): expected a value, found “T”"),
    Sentence("01", "line 1, column 2 (byte 1): expected the end of the text, found “1”"),
    Sentence("1.", "line 1, column 3 (byte 2): expected a digit, found the end of the text"),
    Sentence("-", "line 1, column 2 (byte 1): expected a digit, found the end of the text"),
    Sentence("1e+", "line 1, column 4 (byte 3): expected a digit, found the end of the text"),
    Sentence("+1", "line 1, column 1 (byte 0): expected a value, found “+”"),
    Sentence(".5", "line 1, column 1 (byte 0): expected a value, found “.”"),
    Sentence("\"ab", "line 1, column 4 (byte 3): expected a closing quote, found the end of the text"),
    Sentence("\"a\nb\"", "line 1, column 3 (byte 2): expected a control character to be escaped, found byte 0x0a"),
    Sentence(
      "\"a\\x\"", "line 1, column 4 (byte 3): expected one of \" \\ / b f n r t u after a backslash, found “x”"),
    Sentence("\"\\u12g4\"", "line 1, column 6 (byte 5): expected four hexadecimal digits after \\u, found “g”"),
    Sentence(
      "\"\\u12", "line 1, column 6 (byte 5): expected four hexadecimal digits after \\u, found the end of the text"),
    Sentence("[1,\r\n 'a']", "line 2, column 2 (byte 6): expected a value, found “'”"),
  ]

  @Test(arguments: faults) func `says where it is broken and what should stand there`(_ example: Sentence) {
    let error = #expect(throws: JSONError.self) { try JSONValue(example.text) }
    #expect(error?.description == example.message)
  }

  static let notUTF8: [[UInt8]] = [
    [0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
  ]

  @Test(arguments: notUTF8) func `is refused where it is not UTF-8`(_ bytes: [UInt8]) {
    for text in [[UInt8]("\"abc".utf8) + bytes + [0x22], Array("\"a\\n".utf8) + bytes + [0x22]] {
      let error = #expect(throws: JSONError.self) { try JSONValue(utf8: text) }
      #expect(error?.kind == .encoding)
      #expect(error?.position.offset == 4)
    }
  }

  @Test func `may begin with a byte order mark`() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(try JSONValue(utf8: mark + Array("[]".utf8)) == .array([]))
    let error = #expect(throws: JSONError.self) { try JSONValue(utf8: mark + Array("]".utf8)) }
    #expect(error?.position == JSONPosition(offset: 3, line: 1, column: 1))
  }

  @Test func `has limits of size, depth and number of values`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue(nested(128))
    #expect(throws: JSONError.self) { try JSONValue(nested(129)) }
    #expect(throws: JSONError.self) { try JSONValue(String(repeating: "[", count: 100_000)) }
    #expect(throws: JSONError.self) { try JSONValue("[1,2]", limits: JSONLimits(bytes: 4)) }
    #expect(throws: JSONError.self) { try JSONValue("[1,2]", limits: JSONLimits(values: 2)) }
    #expect(try JSONValue("[1,2]", limits: JSONLimits(bytes: 5, values: 3)) == JSONValue("[1, 2]"))
  }
}

@Suite struct `A place in a document` {
  let value: JSONValue

  init() throws { value = try JSONValue(#"{"a": {"b": null, "n": 1.5, "big": 1e999}, "list": [{"id": "x"}, 7]}"#) }

  @Test func `names its path when something else stands there`() {
    func message<Value>(_ body: () throws(JSONMismatch) -> Value) -> String? {
      #expect(throws: JSONMismatch.self) { try body() }?.description
    }
    let value = value
    #expect(message { () throws(JSONMismatch) in try value["a"]["b"].string } == "a.b: expected text, found null")
    #expect(
      message { () throws(JSONMismatch) in try value["a"]["c"]["d"].int }
        == "a.c.d: expected a whole number, found nothing")
    #expect(
      message { () throws(JSONMismatch) in try value["a"]["n"].int }
        == "a.n: expected a whole number, found the number 1.5"
    )
    #expect(
      message { () throws(JSONMismatch) in try value["a"]["big"].double }
        == "a.big: expected a number, found the number 1e999")
    #expect(
      message { () throws(JSONMismatch) in try value["list"].array[1]["id"].string }
        == "list[1].id: expected text, found nothing")
    #expect(
      message { () throws(JSONMismatch) in try value.root.array } == "the document: expected an array, found an object")
  }

  @Test func `gives what stands there`() throws {
    #expect(try value["a"]["n"].double == 1.5)
    #expect(try value["list"].array[0]["id"].string == "x")
    #expect(try value["list"].array[1].int == 7)
    #expect(try value["a"].object.members.count == 3)
    #expect(value["a"]["b"].isMissingOrNull)
    #expect(try value["a"]["b"].ifPresent?.string == nil)
    #expect(try JSONValue("true").root.bool)
  }

  @Test func `lends a text as bytes, whether or not it was read`() throws {
    let json = try JSONValue(#"{"plain":"né","escaped":"a\u0062","none":"","number":7}"#)
    func bytes(_ field: JSONField) throws -> [UInt8] {
      try field.withText { text in text.indices.map { text[$0] } }
    }
    #expect(try bytes(json["plain"]) == Array("né".utf8))
    #expect(try bytes(json["escaped"]) == Array("ab".utf8))
    #expect(try bytes(json["none"]).isEmpty)
    #expect(try bytes(JSONField(.text("made"))) == Array("made".utf8))
    #expect(throws: JSONMismatch.self) { try bytes(json["number"]) }
    #expect(throws: JSONMismatch.self) { try bytes(json["missing"]) }
  }

  @Test func `stands as another when both are the very same bytes`() throws {
    let json = try JSONValue(
      #"{"a":{"id":12345678,"b":"1"},"b":{"id":12345678,"b":"1"},"c":{"id":12345679,"b":"1"},"d":{"b":"1","id":12345678}}"#
    )
    let other = try JSONValue(#"{"e":{"id":12345678,"b":"1"},"text":"1","number":1}"#)
    #expect(json["a"].stands(as: json["b"]))
    #expect(json["a"].stands(as: other["e"]))
    #expect(!json["a"].stands(as: json["c"]))
    #expect(!json["a"].stands(as: json["d"]))
    #expect(!other["text"].stands(as: other["number"]))
    #expect(!json["missing"].stands(as: json["missing"]))
    #expect(!JSONField(.null).stands(as: JSONField(.null)))
  }
}
