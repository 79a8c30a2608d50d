import JSONReader

/// One row of a table: what stands in each column, as text.
package struct TableEntry: Equatable, Sendable {
  /// Counted from 1; the header is a line too, and rows may hold line breaks.
  package let line: Int
  /// In the order of the file, without the empty ones.
  package let cells: [Cell]

  package struct Cell: Equatable, Sendable {
    package let column: Column
    package let value: String
  }

  /// A column's name as it is written, and as it is compared: header names differ in case and in spaces.
  package struct Column: Hashable, Sendable {
    package let name: String
    let folded: String

    package init(_ name: String) {
      self.name = name.stripped
      folded = TableEntry.folded(name)
    }
  }

  package init(line: Int, cells: [Cell]) {
    self.line = line
    self.cells = cells.filter { !$0.value.isEmpty }
  }

  /// What stands in a column, by its folded name; nothing where it is blank.
  subscript(column: String) -> String? { cells.first { $0.column.folded == column }?.value }

  /// In all columns whose folded name begins so, with the rest of the name as it is written.
  func cells(beginning prefix: String) -> [(rest: String, value: String)] {
    cells.compactMap { cell in
      guard cell.column.folded.hasPrefix(prefix) else { return nil }
      return (String(cell.column.name.dropFirst(prefix.count)).stripped, cell.value)
    }
  }

  package static func folded(_ column: String) -> String {
    column.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// For the ledger: the row as an object.
  var payload: [UInt8] {
    var json = JSONWriter()
    json.object { for cell in cells { $0.member(cell.column.name, cell.value) } }
    return json.bytes
  }
}

extension TableEntry {
  /// An object of a JSON file. Lists of values stand in one cell; objects in objects are passed over.
  init(line: Int, _ object: JSONObject) {
    self.init(
      line: line,
      cells: object.members.compactMap { member in
        TableEntry.text(of: member.value).map { Cell(column: Column(member.key), value: $0.stripped) }
      })
  }

  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .text(let text): text
    case .number(let number): number.text
    case .bool(let flag): flag ? "true" : "false"
    case .array(let values): values.compactMap { text(of: $0) }.joined(separator: "; ")
    case .object, .null: nil
    }
  }
}
