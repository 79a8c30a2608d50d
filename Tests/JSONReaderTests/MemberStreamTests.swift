import JSONReader
import Testing

/// What a stream tells of a file, as text, whatever the sizes of its chunks.
struct Telling: Equatable {
  var events: [String] = []
  var error: String?

  init(_ file: [UInt8], chunks: Int = .max, longestRow: Int = 1 << 20, keepsTexts: Bool = false) {
    var stream = MemberStream(longestRow: longestRow, keepsTexts: keepsTexts)
    do throws(JSONError) {
      var start = 0
      while start < file.count {
        let end = chunks == .max ? file.count : min(file.count, start + chunks)
        stream.feed(Array(file[start..<end]))
        while let event = try stream.next() { events.append(Telling.text(event)) }
        start = end
      }
      try stream.finish()
    } catch {
      self.error = error.description
    }
  }

  init(_ file: String, chunks: Int = .max, longestRow: Int = 1 << 20, keepsTexts: Bool = false) {
    self.init(Array(file.utf8), chunks: chunks, longestRow: longestRow, keepsTexts: keepsTexts)
  }

  private static func text(_ event: MemberStream.Event) -> String {
    switch event {
    case .member(let member): "member \(name(member)) at \(member.position.offset)"
    case .row(let bytes, let place):
      "row \(place.index) at \(place.position.line):\(place.position.column): \(String(decoding: bytes, as: UTF8.self))"
    case .rowTooLong(let count, let place): "row \(place.index) of \(count) bytes"
    case .rowTooDeep(let place): "row \(place.index) too deep"
    case .memberEnd: "end"
    case .notAnArray(let member, let kind): "\(name(member)) is \(kind.rawValue)"
    case .text(let member, let bytes): "\(name(member)) says \(String(decoding: bytes, as: UTF8.self))"
    }
  }

  private static func name(_ member: MemberStream.Member) -> String {
    switch member.key {
    case .success(let key): key
    case .failure(let error): "unreadable: \(error.description)"
    }
  }
}

@Suite struct `The member stream` {
  @Test func `cuts rows as they are written`() {
    let file = "{\"a\": [1, {\"x\": [\"]}\\\"\"]},\r\n  null], \"b\":[] , \"c\\u0064\":[\"\"]}\n"
    let expected = [
      "member a at 1", "row 0 at 1:8: 1", "row 1 at 1:11: {\"x\": [\"]}\\\"\"]}", "row 2 at 2:3: null", "end",
      "member b at 37", "end", "member cd at 46", "row 0 at 2:30: \"\"", "end",
    ]
    for chunks in 1...file.utf8.count {
      let telling = Telling(file, chunks: chunks)
      #expect(telling.error == nil)
      #expect(telling.events == expected)
    }
  }

  @Test func `passes over members that are no arrays`() {
    let file = #"{"a": {"b": [1, {}]}, "n": -1.5e3, "t": "x\"", "f": false, "z": null, "l": [[], {}]}"#
    for chunks in [1, 2, 3, 7, 1_000] {
      let telling = Telling(file, chunks: chunks)
      #expect(telling.error == nil)
      #expect(
        telling.events == [
          "a is an object", "n is a number", "t is text", "f is true or false", "z is null", "member l at 70",
          "row 0 at 1:77: []", "row 1 at 1:81: {}", "end",
        ])
    }
  }

  @Test func `gives out texts to those who want them`() {
    let file = #"{"t": "x\"]}", "long": "0123456789012345", "n": 1, "l": [1], "u": "\u00e2\u0080"}"#
    for chunks in 1...file.utf8.count {
      let telling = Telling(file, chunks: chunks, longestRow: 16, keepsTexts: true)
      #expect(telling.error == nil)
      #expect(
        telling.events == [
          #"t says "x\"]}""#, "long is text", "n is a number", "member l at 51", "row 0 at 1:58: 1", "end",
          #"u says "\u00e2\u0080""#,
        ])
    }
    let broken = Telling(#"{"t": "x"#, keepsTexts: true)
    #expect(broken.error == "line 1, column 9 (byte 8): expected a closing quote, found the end of the text")
  }

  @Test func `is content with an empty object, white space and a byte order mark`() {
    for file in ["{}", " \n{ } \r\n", "\u{FEFF}{}"] {
      for chunks in 1...3 { #expect(Telling(file, chunks: chunks) == Telling("{}")) }
    }
    #expect(Telling("\u{FEFF}{\"a\":[1]}").events == ["member a at 4", "row 0 at 1:7: 1", "end"])
    #expect(
      Telling([0xEF, 0xBB, 0x7B]).error == "line 1, column 3 (byte 2): expected a byte order mark, found “{”")
  }

  static let faults = [
    Sentence("", "line 1, column 1 (byte 0): expected an object, which begins with “{”, found the end of the text"),
    Sentence("[1]", "line 1, column 1 (byte 0): expected an object, which begins with “{”, found an array"),
    Sentence(" \"a\"", "line 1, column 2 (byte 1): expected an object, which begins with “{”, found text"),
    Sentence("hello", "line 1, column 1 (byte 0): expected an object, which begins with “{”, found “h”"),
    Sentence("{\"a\":[1]}x", "line 1, column 10 (byte 9): expected the end of the file, found “x”"),
    Sentence("{\"a\":[1]}{}", "line 1, column 10 (byte 9): expected the end of the file, found “{”"),
    Sentence("{\"a\":[1]", "line 1, column 9 (byte 8): expected “,” or “}”, found the end of the text"),
    Sentence("{\"a\":[1],}", "line 1, column 10 (byte 9): expected a key, found “}”"),
    Sentence("{\"a\":[1] \"b\":[]}", "line 1, column 10 (byte 9): expected “,” or “}”, found “\"”"),
    Sentence("{\"a\":[1 2]}", "line 1, column 9 (byte 8): expected “,” or “]”, found “2”"),
    Sentence("{\"a\":[1,]}", "line 1, column 9 (byte 8): expected a value, found “]”"),
    Sentence("{\"a\":[\n{\"b\":1 \"c\":2}]}", "line 2, column 8 (byte 14): expected “,” or “}”, found “\"”"),
    Sentence("{\"a\":[{\"b\" 1}]}", "line 1, column 12 (byte 11): expected “:”, found “1”"),
    Sentence("{\"a\":[[1}]}", "line 1, column 9 (byte 8): expected “,” or “]”, found “}”"),
    Sentence("{\"a\":[tru]}", "line 1, column 10 (byte 9): expected true, false or null, found “]”"),
    Sentence("{\"a\":[01]}", "line 1, column 8 (byte 7): expected “,” or “]”, found “1”"),
    Sentence("{\"a\":[-]}", "line 1, column 8 (byte 7): expected a digit, found “]”"),
    Sentence("{\"a\" []}", "line 1, column 6 (byte 5): expected “:”, found “[”"),
    Sentence("{\"a\":}", "line 1, column 6 (byte 5): expected a value, found “}”"),
    Sentence("{1:[]}", "line 1, column 2 (byte 1): expected a key or “}”, found “1”"),
    Sentence(
      "{\"a\":[{\"t\":\"unclosed}]}", "line 1, column 24 (byte 23): expected a closing quote, found the end of the text"
    ),
  ]

  @Test(arguments: faults) func `says where the file is broken`(_ example: Sentence) {
    for chunks in [1, 2, 5, 100] { #expect(Telling(example.text, chunks: chunks).error == example.message) }
  }

  @Test func `notices the end of a file that was cut anywhere`() {
    let file = Array(#"{"a": [{"t": "x\n", "n": -1.5, "l": [true, null]}], "b": []}"#.utf8)
    #expect(Telling(file).error == nil)
    for length in 0..<file.count {
      let error = Telling(Array(file[..<length])).error
      #expect(error?.contains("(byte \(length))") == true)
      #expect(error?.contains("found the end of the text") == true)
    }
  }

  @Test func `leaves what stands inside strings to the reader of the row`() {
    var file = Array("{\"a\":[\"".utf8)
    file += [0xFF, 0x01, 0x5C, 0x71, 0x0A]
    file += Array("\", 2]}".utf8)
    let telling = Telling(file)
    #expect(telling.error == nil)
    #expect(telling.events.count == 4)
    #expect(telling.events[2] == "row 1 at 2:4: 2")
  }

  @Test func `tells a key that cannot be read and goes on`() {
    var file = Array("{\"".utf8)
    file += [0xFF]
    file += Array("\":[1], \"\\q\":[]}".utf8)
    #expect(
      Telling(file, chunks: 2).events == [
        "member unreadable: line 1, column 3 (byte 2): expected text in UTF-8, found byte 0xff at 1",
        "row 0 at 1:7: 1", "end",
        "member unreadable: line 1, column 13 (byte 12): expected one of \" \\ / b f n r t u after a backslash, "
          + "found “q” at 10",
        "end",
      ])
  }

  @Test func `skips rows that are too long and goes on behind them`() {
    let long = String(repeating: "x", count: 100)
    for chunks in [1, 7, 64, 1_000] {
      let telling = Telling("{\"a\":[1,{\"t\":\"\(long)\"},2]}", chunks: chunks, longestRow: 50)
      #expect(telling.error == nil)
      #expect(
        telling.events == ["member a at 1", "row 0 at 1:7: 1", "row 1 of 108 bytes", "row 2 at 1:118: 2", "end"])
    }
    #expect(Telling("{\"\(long)\":[]}", chunks: 9, longestRow: 50).error?.contains("a key of at most 50 bytes") == true)
  }

  @Test func `skips rows that are too deep and goes on behind them`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + "\"]\\\"\"" + String(repeating: "]", count: depth)
    }
    for chunks in [1, 1_000, 1_000_000] {
      let telling = Telling("{\"a\":[\(nested(100_000)),\(nested(129)),7]}", chunks: chunks)
      #expect(telling.error == nil)
      #expect(Array(telling.events[1...2]) == ["row 0 too deep", "row 1 too deep"])
      #expect(telling.events.count == 5)
    }
    #expect(Telling("{\"a\":[\(nested(128))]}").events.count == 3)
    #expect(Telling("{\"a\":[" + String(repeating: "{\"a\":", count: 100_000)).error != nil)
    #expect(Telling("{\"a\":" + String(repeating: "[", count: 100_000)).error != nil)
  }

  // What `JSONValue` accepts and what the stream accepts must agree, apart from the insides of strings.
  @Test func `agrees with the document reader on what is broken`() {
    let sound = Array(#"{"a":[{"k":"v","n":[1,-0.5e7,true]},null,{}],"b":[[]],"c":{"d":"e"}}"#.utf8)
    let letters = Array(#"{}[]",:\0e-.tn "#.utf8)
    var random = Seeded(seed: 11)
    for _ in 0..<20_000 {
      var file = sound
      for _ in 0...Int.random(in: 0...1, using: &random) {
        let place = Int.random(in: 0..<file.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: file[place] = letters.randomElement(using: &random) ?? 0
        case 1: file.remove(at: place)
        default: file.insert(letters.randomElement(using: &random) ?? 0, at: place)
        }
      }
      if let disagreement = disagreement(on: file, chunks: .random(in: 1...80, using: &random)) {
        Issue.record("\(disagreement)")
        return
      }
    }
  }
}

private func disagreement(on file: [UInt8], chunks: Int) -> String? {
  let stream = Telling(file, chunks: chunks).error
  let text = String(decoding: file, as: UTF8.self)
  do throws(JSONError) {
    // The root is asked for, because the stream takes no other than an object.
    guard case .object = try JSONValue(utf8: file) else { return nil }
    return stream.map { "the stream refuses \(text): \($0)" }
  } catch {
    let isInsideString = error.expected.contains("backslash") || error.expected.contains("\\u")
    return stream == nil && !isInsideString ? "the stream accepts \(text): \(error)" : nil
  }
}
