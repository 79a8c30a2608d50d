import CivilTime
import Testing

@testable import Helpdesks

@Suite struct `A table's file` {
  private func events(_ text: String, chunks: Int = .max) throws -> [String] {
    var file = TableFile()
    var told: [String] = []
    func tell(_ event: TableFile.Event) {
      switch event {
      case .columns(let columns): told.append("columns \(columns.map(\.name).joined(separator: "|"))")
      case .row(let row):
        told.append("\(row.line) " + row.cells.map { "\($0.column.name)=\($0.value)" }.joined(separator: "|"))
      case .rejected(let line, let why): told.append("\(line) rejected: \(why)")
      }
    }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      try file.read(Array(rest.prefix(chunks)), tell)
      rest = rest.dropFirst(chunks)
    }
    try file.finish(tell)
    return told
  }

  @Test(arguments: [1, 2, 7, Int.max]) func `is CSV unless it begins like JSON`(chunks: Int) throws {
    let told = try events("\u{FEFF}ID;Name \n1;\" Ada;\nKern\"\n2;\n3;x;y\n", chunks: chunks)
    #expect(
      told == [
        "columns ID|Name", "2 ID=1|Name=Ada;\nKern", "4 ID=2", "5 rejected: the row has 3 fields, and the header 2",
      ])
  }

  @Test(arguments: [1, 2, 7, Int.max]) func `is an array of objects`(chunks: Int) throws {
    let text = """
      [
        {"id": 7, "tags": ["a", "b"], "done": true, "note": null, "more": {"x": 1}},
        "no object",
        {"id": "8"}
      ]
      """
    #expect(
      try events(text, chunks: chunks) == [
        "2 id=7|tags=a; b|done=true", "3 rejected: the row is text, not an object", "4 id=8",
      ])
  }

  @Test(arguments: [1, 2, 7, Int.max]) func `is an object a line`(chunks: Int) throws {
    let text = "\n{\"id\": 1}\r\n\n{\"id\": \n{\"id\": 3}"
    let told = try events(text, chunks: chunks)
    #expect(told.count == 3 && told[0] == "2 id=1" && told[2] == "5 id=3")
    #expect(told[1].hasPrefix("4 rejected: the row is not JSON"))
  }

  @Test(arguments: [1, 2, 7, Int.max], ["rows", "data", "results", "tickets"])
  func `is an object around one list of objects`(chunks: Int, name: String) throws {
    let text = """
      {
        "total": 3, "columns": ["id", "tags"], "none": [], "meta": {"page": 1},
        "\(name)": [
          {"id": 7, "tags": ["a", "b"]},
          "no object",
          {"id": "8"}
        ],
        "next": null
      }
      """
    #expect(
      try events(text, chunks: chunks) == [
        "4 id=7|tags=a; b", "5 rejected: the row is text, not an object", "6 id=8",
      ])
    #expect(try events(#"{"\#(name)": [null, {"id": 1}, {"id": 2}]}"#, chunks: chunks).count == 3)
    #expect(
      try events("{\"total\": 2, \"\(name)\": [{\"id\": 1}, {\"id\": 2}]}\n", chunks: chunks) == ["1 id=1", "1 id=2"])
    #expect(try events(#"{"\#(name)": []}"#, chunks: chunks) == [])
  }

  /// Whatever its length: what fits into no line is no line.
  @Test func `is an object around very many objects, on one line`() throws {
    let rows = (0..<60_000).map { #"{"id": \#($0), "subject": "What is it?"}"# }.joined(separator: ",")
    #expect(try events("{\"rows\": [\(rows)]}", chunks: 65_536).count == 60_000)
  }

  @Test(arguments: [1, 7, Int.max]) func `is an object a line although rows have lists of their own`(
    chunks: Int
  ) throws {
    let line = #"{"id": 1, "parts": [{"x": 1}]}"#
    #expect(try events("\(line)\n\(line)\n", chunks: chunks) == ["1 id=1", "2 id=1"])
    #expect(try events(#"{"id": 1, "subject": "Where?"}"#, chunks: chunks) == ["1 id=1|subject=Where?"])
  }

  @Test(
    arguments: [
      #"{"data": {"rows": [{"id": 1}]}}"#, #"{"rows": ["a", "b"]}"#, "{}", "{\n\"id\": 1,\n\"name\": \"x\"\n}",
      #"{"rows": [{"id": 1}], "more": [{"id": 2}]}"#, "{\n\"rows\": [{\"id\": 1}],\n\"more\": [{\"id\": 2}]\n}",
      "{\n\"rows\": null\n}",
    ], [1, Int.max])
  func `is refused in one sentence when it is an object without one`(text: String, chunks: Int) throws {
    let error = #expect(throws: TableFormMismatch.self) { try events(text, chunks: chunks) }
    #expect(error?.description.contains(#"{"rows": [{…}, {…}]}"#) == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test(arguments: ["[{\"id\": 1}, ", "[{\"id\": 1}] x", ""])
  func `is refused as a whole when it breaks`(text: String) {
    #expect(throws: (any Error).self) { try events(text) }
  }
}

@Suite struct `What stands in a table` {
  @Test(arguments: ["1.07597E+09", "1,07597E+09", "1E+10", "1.5e-3", ""])
  func `an id that a spreadsheet has rounded is none`(id: String) {
    #expect(throws: BadRecord.self) { try TableID.checked(id, column: "Ticket ID") }
  }

  @Test(arguments: ["1075966440", "RES-1E", "E+5", "T5A7E+Q", "abc"])
  func `other ids stay`(id: String) throws {
    #expect(try TableID.checked(id, column: "Ticket ID") == id)
  }

  @Test(arguments: [
    ("2025-03-14 09:05", "2025-03-14T08:05:00Z"), ("2025-07-14 09:05:31", "2025-07-14T07:05:31Z"),
    ("2025-03-14 09:05 CDT", "2025-03-14T14:05:00Z"), ("2025-03-14 09:05:31 utc", "2025-03-14T09:05:31Z"),
    ("2025-03-14T09:05:31.250Z", "2025-03-14T09:05:31Z"), ("2025-03-14 09:05:31+02:00", "2025-03-14T07:05:31Z"),
    ("2025-03-14", "2025-03-13T23:00:00Z"), ("1741943131000", "2025-03-14T09:05:31Z"),
    ("1741943131", "2025-03-14T09:05:31Z"), ("2025-10-26 02:30", "2025-10-26T00:30:00Z"),
    ("2025-03-30 02:30", "2025-03-30T01:00:00Z"),
  ])
  func `times, in a zone of their own or in the file's`(text: String, expected: String) throws {
    #expect(try TableTime.instant(text, in: .berlin, column: "Create date").iso8601 == expected)
  }

  @Test func `a time without a zone needs one`() {
    #expect(throws: TableNeedsZone(column: "Create date")) {
      try TableTime.instant("2025-03-14 09:05", in: nil, column: "Create date")
    }
    #expect(throws: BadRecord.self) { try TableTime.instant("yesterday", in: .utc, column: "Create date") }
    #expect(throws: BadRecord.self) { try TableTime.instant("2025-03-14 09:05 IST", in: .utc, column: "Create date") }
  }

  @Test(arguments: [("00:12:31", 751), ("27:04:09", 97_449), ("131:20:00", 472_800), ("90", 90), ("12.7", 12)])
  func `durations may be longer than a day`(text: String, seconds: Int64) throws {
    #expect(try TableTime.seconds(text, column: "d") == seconds)
  }

  @Test(arguments: ["1:61:00", "12:31", "soon", "-1:00:00"]) func `other durations are none`(text: String) {
    #expect(throws: BadRecord.self) { try TableTime.seconds(text, column: "d") }
  }
}
