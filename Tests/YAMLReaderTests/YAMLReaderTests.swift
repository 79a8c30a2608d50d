import Testing

@testable import YAMLReader

private func node(_ text: String) throws -> YAMLNode { try YAMLDocument(parsing: text, file: "a.yaml").root }

@Suite struct `A YAML text` {
  @Test func `keeps the order, the quotes and the place of every value`() throws {
    let root = try node("name: Acme\nport: \"8080\"\nlist: [1, {a: b}]\n")
    #expect(root.pairs?.map(\.key) == ["name", "port", "list"])
    #expect(root["port"] == YAMLNode(.scalar("8080", isPlain: false), at: YAMLMark(line: 2, column: 7)))
    #expect(root["list"]?.elements?.last?["a"]?.mark == YAMLMark(line: 3, column: 15))
    #expect(root.pairs?.last?.keyMark == YAMLMark(line: 3, column: 1))
  }

  @Test func `gives numbers and truth only where no quotes stand`() throws {
    let root = try node("a: 12\nb: \"12\"\nc: true\nd: yes\ne: -3\nf: !!str 12")
    #expect(root["a"]?.integer == 12)
    #expect(root["b"]?.integer == nil)
    #expect(root["c"]?.boolean == true)
    #expect(root["d"]?.boolean == nil)
    #expect(root["e"]?.integer == -3)
    #expect(root["f"]?.integer == nil)
    #expect(root["b"]?.string == "12")
  }

  @Test func `tells null from an empty text`() throws {
    let root = try node("a:\nb: ~\nc: \"\"\nd: \"null\"")
    #expect(root["a"]?.isNull == true)
    #expect(root["b"]?.isNull == true)
    #expect(root["c"]?.string == "")
    #expect(root["d"]?.string == "null")
    #expect(root["e"] == nil)
  }

  @Test func `may be empty`() throws {
    #expect(try node("").isNull)
    #expect(try node("# only a comment\n").isNull)
  }

  @Test func `keeps letters beyond ASCII and block scalars`() throws {
    let root = try node("name: Zoë – 東京\nnote: |\n  two\n  lines\n")
    #expect(root["name"]?.string == "Zoë – 東京")
    #expect(root["note"]?.string == "two\nlines\n")
  }

  @Test func `lists the keys that were written twice`() throws {
    let document = try YAMLDocument(parsing: "a: 1\nb: {c: 1, c: 2}\na: 3", file: "a.yaml")
    #expect(document.root["a"]?.integer == 1)
    #expect(document.duplicateKeys.map(\.key) == ["c", "a"])
    #expect(document.duplicateKeys.map(\.mark) == [YAMLMark(line: 2, column: 11), YAMLMark(line: 3, column: 1)])
    #expect(document.duplicateKeys.last?.firstMark == YAMLMark(line: 1, column: 1))
  }

  static let refusals: [(text: String, says: String)] = [
    ("a: [1, 2\n", "a.yaml:2:1: while parsing a flow sequence, did not find expected ',' or ']'"),
    ("a: 1\n b: 2", "a.yaml:2:3: mapping values are not allowed in this context"),
    ("a:\n\t- 1", "a.yaml:2:1: while scanning for the next token, found character that cannot start any token"),
    ("a: &x 1\nb: *x", "a.yaml:2:4: the alias *x is not followed — write the value out again"),
    ("a: 1\n---\nb: 2", "a.yaml:2:1: a second document begins — keep everything above the `---`"),
    ("a: !!binary aGk=", "a.yaml:1:4: the tag tag:yaml.org,2002:binary is not read here — leave it out"),
    ("{a: 1}: b", "a.yaml:1:1: a key is not a single word — quote it, if it begins with { or ["),
    ("a: \u{1}", "a.yaml:1:4: control characters are not allowed"),
  ]

  @Test(arguments: refusals) func `is refused with its place and the reason`(text: String, says: String) {
    let error = #expect(throws: YAMLError.self) { try node(text) }
    #expect(error?.description == says)
  }

  @Test func `is refused beyond its limits`() {
    var limits = YAMLLimits()
    limits.depth = 3
    limits.nodes = 5
    limits.bytes = 40
    let says = { (text: String) -> String? in
      do {
        _ = try YAMLDocument(parsing: text, file: "a.yaml", limits: limits)
        return nil
      } catch { return "\(error)" }
    }
    #expect(says("[[1]]") == nil)
    #expect(says("[[[1]]]") == "a.yaml:1:4: values are nested more than 3 deep")
    #expect(says("[1, 2, 3, 4, 5]") == "a.yaml:1:14: there are more than 5 values")
    #expect(
      says(String(repeating: "a", count: 41))
        == "a.yaml:1:1: the text has 41 bytes — at most 40 are read")
  }

  @Test func `survives every cut and every changed byte of a good text`() {
    let good = Array("a: {b: [1, 'two', \"three\"], c: |\n  x\n}\n? d\n: e # f\n".utf8)
    var read = 0
    for index in good.indices {
      for byte: UInt8 in [0, 9, 10, 0x22, 0x26, 0x2A, 0x5B, 0x7B, 0xC3, 0xFF] {
        var bytes = good
        bytes[index] = byte
        for text in [String(decoding: bytes, as: UTF8.self), String(decoding: good[..<index], as: UTF8.self)] {
          if (try? node(text)) != nil { read += 1 }  // A refusal is as good: what counts is that neither crashes.
        }
      }
    }
    #expect(read > 0)
  }
}
