package import Support

/// Reads a table under a mapping: what stands in its columns, and a record for each row.
package struct TableDecoder: Sendable {
  package enum Told: Sendable {
    case record(Record, [DirectoryEntry])
    case rejected(RejectedRow)
  }

  package let mapping: any TableMapping
  private var desk: TableDesk
  private var file = TableFile()
  private var hasHeader = false
  private var seen: Set<TableEntry.Column> = []
  /// Each with our word for it; nothing for what is passed over.
  package private(set) var columns: [(name: String, use: String?)] = []

  package init(_ mapping: any TableMapping, at desk: TableDesk) {
    self.mapping = mapping
    self.desk = desk
  }

  /// Mappings that need no settings.
  package static let builtIn: [any TableMapping] = [HubSpotTable(), LiveChatTable()]

  /// - Throws: what breaks the file: then nothing of it may be kept.
  package mutating func read(_ bytes: [UInt8], _ tell: (Told) throws -> Void) throws {
    var copy = self
    try file.read(bytes) { try copy.take($0, tell) }
    (desk, columns, hasHeader, seen) = (copy.desk, copy.columns, copy.hasHeader, copy.seen)
  }

  package mutating func finish(_ tell: (Told) throws -> Void) throws {
    var copy = self
    try file.finish { try copy.take($0, tell) }
    (desk, columns, hasHeader, seen) = (copy.desk, copy.columns, copy.hasHeader, copy.seen)
  }

  private mutating func take(_ event: TableFile.Event, _ tell: (Told) throws -> Void) throws {
    switch event {
    case .columns(let columns): try begin(columns)
    case .rejected(let line, let why): try tell(.rejected(RejectedRow(where: "line \(line)", why: why)))
    case .row(let row):
      if !hasHeader { note(row) }
      do {
        let told = try mapping.told(by: row, at: desk)
        try tell(.record(told.record(of: row), told.directory))
      } catch let error as BadRecord {
        try tell(.rejected(RejectedRow(where: "line \(row.line)", why: error.description)))
      }
    }
  }

  private mutating func begin(_ header: [TableEntry.Column]) throws {
    hasHeader = true
    let missing = mapping.required.filter { name in !header.contains { mapping.means(name, by: $0) } }
    guard missing.isEmpty else { throw TableMismatch(mapping: mapping.name, missing: missing) }
    desk = try mapping.desk(desk, for: header)
    columns = header.map { ($0.name, mapping.use(of: $0.folded)) }
  }

  /// JSON has no header, and its objects need not have the same members.
  private mutating func note(_ row: TableEntry) {
    for cell in row.cells where seen.insert(cell.column).inserted {
      columns.append((cell.column.name, mapping.use(of: cell.column.folded)))
    }
  }
}
