package import CivilTime
package import Support

/// What the columns of a table mean.
package protocol TableMapping: Sendable {
  /// As `--as` calls it.
  var name: String { get }
  /// Our word for what stands in a column of this folded name; nothing when it is passed over.
  func use(of column: String) -> String?
  /// Columns without which no row can be used, by their usual names.
  var required: [String] { get }
  /// Whether a column is the required one of this name.
  func means(_ required: String, by column: TableEntry.Column) -> Bool
  /// What the header alone tells, before the first row.
  func desk(_ desk: TableDesk, for columns: [TableEntry.Column]) throws -> TableDesk
  /// - Throws: `BadRecord` for a row that cannot be used, `TableNeedsZone` when none can.
  func told(by row: TableEntry, at desk: TableDesk) throws -> TableCase
}

extension TableMapping {
  package func means(_ required: String, by column: TableEntry.Column) -> Bool {
    column.folded == TableEntry.folded(required)
  }

  package func desk(_ desk: TableDesk, for columns: [TableEntry.Column]) throws -> TableDesk { desk }
}

/// What rows are decoded with.
package struct TableDesk: Sendable {
  package var source: String
  /// Of times that name none.
  package var zone: Zone?
  package var observedAt: Instant
  /// Names and ids of programs.
  package var bots: Set<String>
  /// Labels of pipelines whose tickets are spam.
  package var spamPipelines: Set<String>
  /// Finds a zone by its name.
  package var zones: @Sendable (String) throws -> Zone

  package init(
    source: String, zone: Zone? = nil, observedAt: Instant, bots: Set<String> = [], spamPipelines: Set<String> = [],
    zones: @escaping @Sendable (String) throws -> Zone = { _ in .utc }
  ) {
    self.source = source
    self.zone = zone
    self.observedAt = observedAt
    self.bots = bots
    self.spamPipelines = spamPipelines
    self.zones = zones
  }

  func time(_ column: String, of row: TableEntry) throws -> Instant? {
    try row[TableEntry.folded(column)].map { try TableTime.instant($0, in: zone, column: column) }
  }
}

/// A row as a conversation, with what happened in it as far as the columns tell.
package struct TableCase: Sendable {
  package var conversation: Conversation
  /// Everything but the creation is inferred: a table tells how things stand, not what happened.
  package var events: [Event] = []
  package var directory: [DirectoryEntry] = []
  private let observedAt: Instant

  init(_ conversation: Conversation, createdAt: Instant, at desk: TableDesk) {
    self.conversation = conversation
    self.conversation.createdAt = createdAt
    observedAt = desk.observedAt
  }

  mutating func add(
    _ id: String, at time: Instant, _ order: Int, by actor: Actor, _ happening: Happening, _ text: String? = nil,
    isInferred: Bool = true
  ) {
    events.append(
      Event(
        id: id, occurredAt: time, observedAt: observedAt, sequence: order, actor: actor, happening: happening,
        text: text, isInferred: isInferred))
  }

  mutating func name(_ kind: DirectoryEntry.Kind, _ id: String?, as name: String? = nil, email: String? = nil) {
    guard let id else { return }
    directory.append(DirectoryEntry(kind, id: id, name: name ?? id, email: email))
  }

  func record(of row: TableEntry) -> Record {
    Record(conversation: conversation, events: events, payload: row.payload)
  }
}

/// A file whose columns are not those of the mapping.
package struct TableMismatch: Error, Equatable, CustomStringConvertible {
  package let mapping: String
  package let missing: [String]

  package init(mapping: String, missing: [String]) {
    self.mapping = mapping
    self.missing = missing
  }

  package var description: String {
    let names = missing.map { "“\($0)”" }.joined(separator: " and ")
    return "the file has no column \(names), which the mapping \(mapping) needs; is it another kind of export, "
      + "or in another language?"
  }
}
