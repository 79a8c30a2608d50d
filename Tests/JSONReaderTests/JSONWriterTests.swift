import JSONReader
import Testing

@Suite struct `The writer` {
  private func written(_ style: JSONWriter.Style = .compact, _ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(style)
    body(&json)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func answer(_ json: inout JSONWriter) {
    json.object {
      $0.member("id", "M05")
      $0.member("value", 387)
      $0.member("share", 0.25)
      $0.member("zone", String?.none)
      $0.member("adds_up", true)
      $0.member("rows") {
        $0.array {
          $0.value(1)
          $0.object { _ in }
          $0.array { _ in }
        }
      }
    }
  }

  @Test func `writes nested values`() {
    #expect(
      written { answer(&$0) }
        == #"{"id":"M05","value":387,"share":0.25,"zone":null,"adds_up":true,"rows":[1,{},[]]}"#)
  }

  @Test func `indents by two spaces when asked`() {
    #expect(
      written(.pretty) { answer(&$0) }
        == """
        {
          "id": "M05",
          "value": 387,
          "share": 0.25,
          "zone": null,
          "adds_up": true,
          "rows": [
            1,
            {},
            []
          ]
        }
        """)
  }

  static let numbers: [(Double, String)] = [
    (0, "0"), (-0.0, "-0"), (2, "2"), (-17, "-17"), (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"), (1e20, "1e+20"),
    (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    (123_456_789.5, "123456789.5"),
    (.nan, "null"), (.infinity, "null"),
  ]

  @Test(arguments: numbers) func `writes doubles in the shortest form that reads back the same`(
    _ number: Double, _ text: String
  ) throws {
    #expect(written { $0.value(number) } == text)
    if number.isFinite { #expect(try JSONValue(text).root.double == number) }
  }

  @Test func `escapes what must not stand in a string`() {
    #expect(
      written { $0.value("a\"b\\c\n\r\t\u{1}\u{1F}\u{7F}é😀") } == "\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u001f\u{7F}é😀\"")
    #expect(written { $0.value("x\u{2028}y\u{2029}z\u{2027}\u{202A}€") } == "\"x\\u2028y\\u2029z\u{2027}\u{202A}€\"")
    #expect(written { $0.value("</script>") } == "\"</script>\"")
    var json = JSONWriter(escapingAngleBrackets: true)
    json.value("</script>")
    #expect(String(decoding: json.bytes, as: UTF8.self) == "\"\\u003c/script>\"")
  }

  @Test func `is read back as what was written`() throws {
    var random = Seeded(seed: 7)
    for _ in 0..<500 {
      let value = anyValue(&random, depth: 0)
      for style in [JSONWriter.Style.compact, .pretty] {
        var json = JSONWriter(style)
        json.value(value)
        #expect(try JSONValue(utf8: json.bytes) == value)
      }
    }
  }

  @Test func `can be emptied while it writes`() {
    var json = JSONWriter()
    var parts: [UInt8] = []
    json.array {
      for number in 0..<100 {
        $0.value(number)
        parts += $0.take()
      }
    }
    parts += json.take()
    #expect(String(decoding: parts, as: UTF8.self) == "[\((0..<100).map(String.init).joined(separator: ","))]")
  }

  private func anyValue(_ random: inout Seeded, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 4 ? 4 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .number(JSONNumber(.random(in: .min ... .max, using: &random)))
    case 3: return .text(anyText(&random))
    case 4: return .array((0..<3).map { _ in anyValue(&random, depth: depth + 1) })
    default:
      var object = JSONObject()
      for _ in 0..<3 { object.append(anyText(&random), anyValue(&random, depth: depth + 1)) }
      return .object(object)
    }
  }

  private func anyText(_ random: inout Seeded) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      let limit: UInt32 = Bool.random(using: &random) ? 0x80 : 0x11_0000
      text.append(Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) ?? "\u{2028}")
    }
    return String(text)
  }
}
