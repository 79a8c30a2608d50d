import TableReader
import Testing

/// What a stream tells of a file, as text, whatever the sizes of its chunks.
struct Telling: Equatable {
  var events: [String] = []
  var error: String?

  /// The file arrives in pieces that end at these places.
  init(_ file: [UInt8], cuts: [Int] = [], longestRow: Int = 1_000) {
    var stream = TableStream(longestRow: longestRow)
    do throws(TableError) {
      var start = 0
      for end in cuts + [file.count] {
        stream.feed(Array(file[start..<end]))
        while let event = try stream.next() { events.append(Telling.text(event)) }
        start = end
      }
      if let event = try stream.finish() { events.append(Telling.text(event)) }
    } catch {
      self.error = error.description
    }
  }

  init(_ file: String, longestRow: Int = 1_000) { self.init(Array(file.utf8), longestRow: longestRow) }

  private static func text(_ event: TableStream.Event) -> String {
    switch event {
    case .header(let row): "header \(text(row))"
    case .row(let row): text(row)
    case .ragged(let row, let columns): "not \(columns): \(text(row))"
    case .rejected(let problem, let line): "\(line) rejected: \(problem)"
    }
  }

  private static func text(_ row: TableRow) -> String { "\(row.line) \(row.fields.joined(separator: "|"))" }
}

@Suite struct `The table stream` {
  static let files: [(String, [String])] = [
    ("a,b\n1,2\n3,4\n", ["header 1 a|b", "2 1|2", "3 3|4"]),
    ("a,b\r\n1,2\r\n3,4", ["header 1 a|b", "2 1|2", "3 3|4"]),
    ("a,b\r1,2\r3,4\r", ["header 1 a|b", "2 1|2", "3 3|4"]),
    ("\u{FEFF}\"a\",b\n1,2\n", ["header 1 a|b", "2 1|2"]),
    ("\n\r\n a , b \n\n\r\n\r1, \n", ["header 3  a | b ", "7 1| "]),
    ("a\n\n1\n\"\"\n", ["header 1 a", "3 1", "4 "]),
    ("a,b\n,\n1,\n,2\n", ["header 1 a|b", "2 |", "3 1|", "4 |2"]),
    // Quotes.
    ("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", ["header 1 a|b", "2 x,y|say \"hi\""]),
    ("a,b\n\"\",\"\"\"\"\n", ["header 1 a|b", "2 |\""]),
    ("a,b\n\"1\r\n2\r3\n\n4\",5\n6,7\n", ["header 1 a|b", "2 1\r\n2\r3\n\n4|5", "7 6|7"]),
    ("a,b\n5\" disk,\"\"\"q\"\"\"\n", ["header 1 a|b", "2 5\" disk|\"q\""]),
    ("\"a\nb\",c\n1,2", ["header 1 a\nb|c", "3 1|2"]),
    ("a,b\n\"x\"y,1\n2,3\n", ["header 1 a|b", "2 rejected: \(TableProblem.textBehindQuote)", "3 2|3"]),
    (
      "a,b\n\"x\" ,1\n\"x\"y\"z\n2,3\n",
      [
        "header 1 a|b", "2 rejected: \(TableProblem.textBehindQuote)", "3 rejected: \(TableProblem.textBehindQuote)",
        "4 2|3",
      ]
    ),
    ("a,b\n1,2\n\"x,1\n2,3\n", ["header 1 a|b", "2 1|2", "3 rejected: \(TableProblem.openQuote)"]),
    // Delimiters.
    ("a;b\n1,5;2\n", ["header 1 a|b", "2 1,5|2"]),
    ("a\tb\tc, d\n1\t2\t3\n", ["header 1 a|b|c, d", "2 1|2|3"]),
    ("\"a,b,c\";\"d\"\n1;2\n", ["header 1 a,b,c|d", "2 1|2"]),
    ("\"a\"\"\n,;;;\",d,e\n1,2,3\n", ["header 1 a\"\n,;;;|d|e", "3 1|2|3"]),
    ("5\"\",b\n1,2\n", ["header 1 5\"\"|b", "2 1|2"]),
    ("name\n1;2\n", ["header 1 name", "2 1;2"]),
    ("sep=;\r\na,b,c;d\r\n1;2", ["header 2 a,b,c|d", "3 1|2"]),
    ("\u{FEFF}sep=\t\n\na,b\n1", ["header 3 a,b", "4 1"]),
    ("sep=,x\n1,2\n", ["header 1 sep=|x", "2 1|2"]),
    // Ragged rows.
    ("a,b\n1\n1,2,3\n4,5\n", ["header 1 a|b", "not 2: 2 1", "not 2: 3 1|2|3", "4 4|5"]),
    ("a,b", ["header 1 a|b"]),
    ("Größe,😀\n\"é\",☃\n", ["header 1 Größe|😀", "2 é|☃"]),
  ]

  @Test(arguments: files) func `cuts rows wherever the file is split`(_ file: String, _ expected: [String]) {
    let bytes = Array(file.utf8)
    for cut in 0...bytes.count {
      let telling = Telling(bytes, cuts: [cut])
      #expect(telling.events == expected, "split at \(cut)")
      #expect(telling.error == nil)
    }
    #expect(Telling(bytes, cuts: Array(1..<bytes.count)).events == expected)
  }

  static let unreadable: [([UInt8], TableError)] = [
    ([], .empty), (Array("\n\r\n\n".utf8), .empty), ([0xEF, 0xBB, 0xBF], .empty), (Array("sep=;\r\n".utf8), .empty),
    ([0xFF, 0xFE, 0x61, 0, 0x0A, 0], .utf16), ([0xFE, 0xFF, 0, 0x61], .utf16),
    ([0x61, 0xE9, 0x0A], .header(.notUTF8, line: 1)),
    (Array("\na,\"b\"c\n1,2,3".utf8), .header(.textBehindQuote, line: 2)),
    (Array("a,\"b\n1,2".utf8), .header(.openQuote, line: 1)),
  ]

  @Test(arguments: unreadable) func `refuses a file without a header`(_ file: [UInt8], _ error: TableError) {
    for cut in 0...file.count {
      #expect(Telling(file, cuts: [cut]) == Telling(file))
      #expect(Telling(file, cuts: [cut]).error == error.description)
    }
  }

  @Test func `tells a row that is not UTF-8, and goes on`() {
    let file = Array("a,b\n1,".utf8) + [0xE9] + Array("\n2,3\n".utf8)
    #expect(Telling(file).events == ["header 1 a|b", "2 rejected: \(TableProblem.notUTF8)", "3 2|3"])
  }

  @Test func `skips a row that is too long`() {
    let long = "\"" + String(repeating: "x\n\"\",", count: 100) + "\",y"
    let file = Array("a,b\n1,2\n\(long)\n3,4\n".utf8)
    for size in [1, 3, 50, 10_000] {
      let telling = Telling(file, cuts: Array(stride(from: size, to: file.count, by: size)), longestRow: 50)
      #expect(
        telling.events == [
          "header 1 a|b", "2 1|2", "3 rejected: \(TableProblem.tooLong(bytes: 504))",
          "104 3,4".replacing(",", with: "|"),
        ])
    }
    #expect(Telling("a,b\n\(String(repeating: "x", count: 48)),y\n", longestRow: 50).events.count == 2)
    #expect(
      Telling("a,b\n" + String(repeating: ",", count: 51), longestRow: 50).events.last?.hasSuffix("missing in it")
        == true)
  }

  @Test func `refuses a header that is too long`() {
    let header = String(repeating: "x", count: 51)
    #expect(Telling(header, longestRow: 50).error == TableError.headerTooLong(limit: 50).description)
    #expect(Telling("\(header)\n1", longestRow: 50).error == Telling(header, longestRow: 50).error)
    #expect(Telling("\(header.dropLast())\n1", longestRow: 50).events.count == 2)
  }

  @Test func `never depends on how a file arrives`() {
    var random = Seeded(seed: 4_180)
    let pieces = ["\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "x", "é", "\u{FEFF}", "sep=;\n", " ", "a,b\n"]
    for _ in 0..<3_000 {
      let file = (0..<14).flatMap { _ in Array((pieces.randomElement(using: &random) ?? "").utf8) }
      let cuts = (0..<3).map { _ in Int.random(in: 0...file.count, using: &random) }.sorted()
      #expect(Telling(file, cuts: cuts, longestRow: 12) == Telling(file, longestRow: 12), "\(file)")
    }
  }
}
