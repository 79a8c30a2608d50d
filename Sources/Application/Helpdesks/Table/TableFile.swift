import JSONReader
import TableReader

/// Cuts a table into its rows while it arrives: comma-separated values, a JSON array of objects, such an array in an
/// object, or a JSON object a line.
///
/// The first character tells which; after a brace it is the first line. A row that cannot be read is told and skipped; what breaks the file is thrown.
package struct TableFile: Sendable {
  package enum Event: Equatable, Sendable {
    /// The header; JSON has none.
    case columns([TableEntry.Column])
    case row(TableEntry)
    case rejected(line: Int, why: String)
  }

  fileprivate enum Form: Sendable {
    case unknown(held: [UInt8])
    case values(TableStream, columns: [TableEntry.Column])
    case array(MemberStream)
    /// It begins with a brace: an object a line, or one object around all of them.
    case object(held: [UInt8])
    case wrapped(WrappedTable)
    case lines(JSONLines)
  }

  private var form = Form.unknown(held: [])
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  fileprivate static let longestRow = 1 << 20

  package init() {}

  /// Takes the next bytes and tells what they bring.
  package mutating func read(_ bytes: [UInt8], _ tell: (Event) throws -> Void) throws {
    guard case .unknown(let held) = form else { return try pass(bytes, tell) }
    let all = held + bytes
    let start = all.starts(with: TableFile.mark) ? 3 : 0
    guard let first = all[min(start, all.count)...].first(where: { ![9, 10, 13, 32].contains($0) }) else {
      form = .unknown(held: all)
      return
    }
    try begin(with: first, Array(all[start...]), tell)
  }

  package mutating func finish(_ tell: (Event) throws -> Void) throws {
    if case .unknown(let held) = form { try begin(with: 0, held, tell) }
    if case .object(let held) = form { try goOn(as: TableFile.form(ofWhole: held), held, tell) }
    switch form {
    case .unknown, .object: break
    case .values(var stream, let columns):
      if let event = try stream.finish() { try take(event, columns, tell) }
    case .array(var stream):
      stream.feed(Array("}".utf8))
      while let event = try stream.next() { try TableFile.take(event, tell) }
      try stream.finish()
    case .wrapped(var table): try table.finish()
    case .lines(var lines): try lines.finish(tell)
    }
  }

  private mutating func begin(with first: UInt8, _ bytes: [UInt8], _ tell: (Event) throws -> Void) throws {
    switch first {
    case UInt8(ascii: "["):
      // As the only member of an object, which the reader of large files knows how to cut.
      form = .array(MemberStream(longestRow: TableFile.longestRow))
      try pass(Array(#"{"rows":"#.utf8), tell)
    case UInt8(ascii: "{"): form = .object(held: [])
    default: form = .values(TableStream(longestRow: TableFile.longestRow), columns: [])
    }
    try pass(bytes, tell)
  }

  private mutating func pass(_ bytes: [UInt8], _ tell: (Event) throws -> Void) throws {
    switch form {
    case .unknown: break
    case .object(let held):
      let all = held + bytes
      guard let found = TableFile.form(ofBeginning: all) else {
        form = .object(held: all)
        return
      }
      try goOn(as: found, all, tell)
    case .values(var stream, var columns):
      stream.feed(bytes)
      while let event = try stream.next() {
        if case .header(let row) = event { columns = row.fields.map { TableEntry.Column($0) } }
        try take(event, columns, tell)
      }
      form = .values(stream, columns: columns)
    case .array(var stream):
      stream.feed(bytes)
      while let event = try stream.next() { try TableFile.take(event, tell) }
      form = .array(stream)
    case .wrapped(var table):
      try table.read(bytes, tell)
      form = .wrapped(table)
    case .lines(var lines):
      try lines.read(bytes, tell)
      form = .lines(lines)
    }
  }

  private mutating func goOn(as form: Form, _ bytes: [UInt8], _ tell: (Event) throws -> Void) throws {
    self.form = form
    try pass(bytes, tell)
  }

  /// What begins with a brace is an object a line where the first line is one and something follows, and one object where
  /// that does not end with the line. Nothing while that cannot be told.
  private static func form(ofBeginning bytes: [UInt8]) -> Form? {
    guard let end = bytes.endOfFirstLine else { return bytes.count > longestRow ? .ofWrapped : nil }
    do throws(JSONError) {
      _ = try JSONValue(utf8: Array(bytes[..<end]))
    } catch {
      return error.kind == .ended ? .ofWrapped : .ofLines
    }
    return bytes[end...].contains { !isSpace($0) } ? .ofLines : nil
  }

  /// One object on one line is a row if anything in it is a value and nothing a list of objects, and else around the
  /// rows, of which there may be none.
  private static func form(ofWhole bytes: [UInt8]) -> Form {
    guard let json = try? JSONValue(utf8: bytes), case .object(let object) = json else { return .ofLines }  // says why
    var lists = 0
    var values = 0
    for member in object.members {
      switch member.value {
      case .array(let rows):
        let isTable = rows.contains { $0.kind == .object } || rows.isEmpty && usualNames.contains(member.key)
        lists += isTable ? 1 : 0
      case .text, .number, .bool: values += 1
      case .object, .null: break
      }
    }
    return lists == 0 && values > 0 ? .ofLines : .ofWrapped
  }

  private static let usualNames = ["rows", "data", "results", "items", "records"]

  private static func isSpace(_ byte: UInt8) -> Bool { [9, 10, 13, 32].contains(byte) }

  private func take(_ event: TableStream.Event, _ columns: [TableEntry.Column], _ tell: (Event) throws -> Void) throws {
    switch event {
    case .header: try tell(.columns(columns))
    case .row(let row):
      let cells = zip(columns, row.fields).map { TableEntry.Cell(column: $0, value: $1.stripped) }
      try tell(.row(TableEntry(line: row.line, cells: cells)))
    case .ragged(let row, let expected):
      try tell(
        .rejected(line: row.line, why: "the row has \(row.fields.count) fields, and the header \(expected)"))
    case .rejected(let problem, let line): try tell(.rejected(line: line, why: "\(problem)"))
    }
  }

  private static func take(_ event: MemberStream.Event, _ tell: (Event) throws -> Void) throws {
    switch event {
    case .row(let bytes, let place): try JSONLines.tell(Array(bytes), line: place.position.line, tell)
    case .rowTooLong(let bytes, let place):
      try tell(.rejected(line: place.position.line, why: "the row is \(bytes) bytes long"))
    case .rowTooDeep(let place): try tell(.rejected(line: place.position.line, why: "the row is nested too deep"))
    case .member, .memberEnd, .notAnArray, .text: break
    }
  }
}

extension TableFile.Form {
  fileprivate static var ofWrapped: Self { .wrapped(WrappedTable(longestRow: TableFile.longestRow)) }
  fileprivate static var ofLines: Self { .lines(JSONLines(longest: TableFile.longestRow)) }
}

extension [UInt8] {
  /// The end of the first line that has anything in it.
  fileprivate var endOfFirstLine: Int? {
    guard let start = firstIndex(where: { ![9, 10, 13, 32].contains($0) }) else { return nil }
    return self[start...].firstIndex(of: 10)
  }
}

/// One JSON object a line.
struct JSONLines: Sendable {
  private let longest: Int
  private var held: [UInt8] = []
  private var line = 1

  init(longest: Int) { self.longest = longest }

  mutating func read(_ bytes: [UInt8], _ tell: (TableFile.Event) throws -> Void) throws {
    var start = 0
    while let end = bytes[start...].firstIndex(of: 10) {
      try endLine(held + bytes[start..<end], tell)
      held = []
      start = end + 1
    }
    // Of a line that is too long only the beginning is kept: it is told when it ends.
    if held.count <= longest { held += bytes[start...] }
  }

  mutating func finish(_ tell: (TableFile.Event) throws -> Void) throws {
    try endLine(held, tell)
    held = []
  }

  private mutating func endLine(_ bytes: [UInt8], _ tell: (TableFile.Event) throws -> Void) throws {
    defer { line += 1 }
    guard bytes.contains(where: { ![9, 13, 32].contains($0) }) else { return }
    guard bytes.count <= longest else {
      return try tell(.rejected(line: line, why: "the line is longer than \(longest) bytes"))
    }
    try JSONLines.tell(bytes, line: line, tell)
  }

  static func tell(_ bytes: [UInt8], line: Int, _ tell: (TableFile.Event) throws -> Void) throws {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(utf8: bytes)
    } catch {
      return try tell(.rejected(line: line, why: "the row is not JSON: \(error)"))
    }
    guard case .object(let object) = value else {
      return try tell(.rejected(line: line, why: "the row is \(value.kind.rawValue), not an object"))
    }
    try tell(.row(TableEntry(line: line, object)))
  }
}
