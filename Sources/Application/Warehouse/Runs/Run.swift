package import CivilTime
package import SQLCore

/// One upload or one sync of a source. It stays in the history whether it succeeded or not.
package struct Run: Equatable, Sendable {
  package enum State: String, Sendable {
    case running, done, failed
    /// Ended from outside before it was through; the next run goes on where it was.
    case stopped
    /// Says that it runs, and nobody is at it any more: its process died. Told when it is read, never written.
    case interrupted
  }

  package var id: Int64
  package var source: String
  package var mode: String
  package var state: State
  /// What the run was about, such as the name of the file.
  package var label: String
  package var startedAt: Instant
  package var endedAt: Instant
  /// Conversations read, and those that were new or had changed.
  package var fetched: Int
  package var stored: Int
  package var rejected: Int
  /// Why it failed, or a word about it; never customer text.
  package var message: String
  package var calls: Calls
  package var warnings: [String]

  /// How a sync stands with the vendor. `endedAt` of one that runs is when this was written.
  package struct Calls: Equatable, Sendable {
    /// Which list is being walked, how many of its pages are booked, and how many items it has where the vendor says so.
    package var pass = ""
    package var page = 0
    package var total: Int?
    package var made = 0
    package var repeated = 0
    /// Refused because of the vendor's limit.
    package var refused = 0
    package var waitedSeconds = 0
    package var limit: Int?
    package var left: Int?

    package init() {}
  }

  package init(
    id: Int64, source: String, mode: String, state: State, label: String, startedAt: Instant, endedAt: Instant,
    fetched: Int, stored: Int, rejected: Int, message: String, calls: Calls = Calls(), warnings: [String] = []
  ) {
    self.id = id
    self.source = source
    self.mode = mode
    self.state = state
    self.label = label
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.fetched = fetched
    self.stored = stored
    self.rejected = rejected
    self.message = message
    self.calls = calls
    self.warnings = warnings
  }

  /// Ordered by time, and apart when two processes begin in the same second.
  package static func newID(at now: Instant) -> Int64 { now.seconds << 20 | Int64.random(in: 0..<1 << 20) }
}

/// A row that was set aside: where it stood and why.
package struct SetAside: Equatable, Sendable {
  package var place: String
  package var reason: String

  package init(place: String, reason: String) {
    self.place = place
    self.reason = reason
  }
}

extension SQLConnection {
  /// Writes a run, or how it stands now, and the rows that were set aside since it was last written.
  ///
  /// - Parameter number: how many rows of this run were set aside before these.
  package func save(_ run: Run, settingAside rows: [SetAside], after number: Int = 0) throws {
    let writer = try bulkWriter(
      into: "sync_runs", columns: Run.columns, key: ["run_id"], onConflict: .replace)
    run.write(to: writer)
    try writer.endRow()
    try writer.finish()
    guard !rows.isEmpty else { return }
    try save(rows, of: run.id, after: number)
  }

  private func save(_ rows: [SetAside], of run: Int64, after number: Int) throws {
    let writer = try bulkWriter(
      into: "rejected_rows", columns: ["run_id", "number", "place", "reason"], key: ["run_id", "number"],
      onConflict: .replace)
    for (offset, row) in rows.enumerated() {
      writer.integer(run)
      writer.integer(Int64(number + offset + 1))
      writer.text(row.place)
      writer.text(row.reason)
      try writer.endRow()
    }
    try writer.finish()
  }

  /// Remembers the source; a known one stays as it is.
  package func know(source: String, kind: String, at now: Instant) throws {
    try run(
      """
      INSERT INTO sources (source_id, kind, created_at) VALUES (\(source), \(kind), \(now.seconds))
      ON CONFLICT (source_id) DO NOTHING
      """)
  }
}

extension Ledger {
  /// The latest runs, newest first; of one source or mode when named, and only those older than a run when that is named.
  package func runs(
    of source: String? = nil, mode: String? = nil, before run: Int64 = .max, limit: Int
  ) async throws -> [Run] {
    let ofSource: SQL = source.map { "AND source_id = \($0)" } ?? ""
    let condition: SQL = mode.map { "\(ofSource) AND mode = \($0)" } ?? ofSource
    return try await store.read { db in
      try db.all(
        """
        SELECT \(Run.selection) FROM sync_runs WHERE run_id < \(run) \(condition) ORDER BY run_id DESC LIMIT \(limit)
        """, Run.read)
    }
  }

  package func run(_ id: Int64) async throws -> Run? {
    try await store.read { db in
      try db.first("SELECT \(Run.selection) FROM sync_runs WHERE run_id = \(id)", Run.read)
    }
  }

  /// In the order in which they were set aside, from the one after `number` on.
  package func rowsSetAside(by run: Int64, after number: Int = 0, limit: Int) async throws -> [SetAside] {
    try await store.read { db in
      try db.all(
        """
        SELECT place, reason FROM rejected_rows WHERE run_id = \(run) AND number > \(number)
        ORDER BY number LIMIT \(limit)
        """
      ) { row in
        SetAside(place: try row.text(0), reason: try row.text(1))
      }
    }
  }

  /// The sources that have told us something, by name.
  package func sources() async throws -> [KnownSource] {
    try await store.read { db in
      try db.all("SELECT source_id, kind FROM sources ORDER BY source_id") { row in
        KnownSource(id: try row.text(0), kind: try row.text(1))
      }
    }
  }
}

package struct KnownSource: Equatable, Sendable {
  package var id: String
  package var kind: String

  package init(id: String, kind: String) {
    self.id = id
    self.kind = kind
  }
}

extension Run {
  fileprivate static let columns = [
    "run_id", "source_id", "mode", "state", "label", "started_at", "ended_at", "fetched", "stored", "rejected",
    "message",
    "pass", "page", "total", "calls", "repeated", "refused", "waited_seconds", "call_limit", "calls_left", "warnings",
  ]

  static let selection = columns.map { SQL("\(name: $0)") }.joined(separator: ", ")

  fileprivate func write(to writer: any BulkWriter) {
    writer.integer(id)
    for text in [source, mode, state.rawValue, label] { writer.text(text) }
    writer.integer(startedAt.seconds)
    writer.integer(endedAt.seconds)
    for number in [fetched, stored, rejected] { writer.integer(Int64(number)) }
    writer.text(message)
    writer.text(calls.pass)
    writer.integer(Int64(calls.page))
    writer.integer(calls.total.map(Int64.init))
    for number in [calls.made, calls.repeated, calls.refused, calls.waitedSeconds] { writer.integer(Int64(number)) }
    writer.integer(calls.limit.map(Int64.init))
    writer.integer(calls.left.map(Int64.init))
    writer.text(StoredLists.text(warnings) ?? "")
  }

  static func read(_ row: borrowing Row) throws -> Run {
    var run = Run(
      id: try row.integer(0), source: try row.text(1), mode: try row.text(2),
      state: State(rawValue: try row.text(3)) ?? .failed, label: try row.text(4),
      startedAt: Instant(seconds: try row.integer(5)), endedAt: Instant(seconds: try row.integer(6)),
      fetched: Int(try row.integer(7)), stored: Int(try row.integer(8)), rejected: Int(try row.integer(9)),
      message: try row.text(10))
    run.calls.pass = try row.text(11)
    run.calls.page = Int(try row.integer(12))
    run.calls.total = try row.integerOrNull(13).map { Int($0) }
    run.calls.made = Int(try row.integer(14))
    run.calls.repeated = Int(try row.integer(15))
    run.calls.refused = Int(try row.integer(16))
    run.calls.waitedSeconds = Int(try row.integer(17))
    run.calls.limit = try row.integerOrNull(18).map { Int($0) }
    run.calls.left = try row.integerOrNull(19).map { Int($0) }
    let warnings = try row.text(20)
    run.warnings = warnings.isEmpty ? [] : StoredLists.list(warnings)
    return run
  }
}
