package import CivilTime
package import SQLCore

/// One pass of a source: an upload, later a sync. It stays in the history whether it succeeded or not.
package struct Run: Equatable, Sendable {
  package enum State: String, Sendable { case done, failed }

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

  package init(
    id: Int64, source: String, mode: String, state: State, label: String, startedAt: Instant, endedAt: Instant,
    fetched: Int, stored: Int, rejected: Int, message: String
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
  package func save(_ run: Run, settingAside rows: [SetAside]) throws {
    try self.run(
      """
      INSERT INTO sync_runs (run_id, source_id, mode, state, label, started_at, ended_at, fetched, stored, rejected, message)
      VALUES (\(run.id), \(run.source), \(run.mode), \(run.state.rawValue), \(run.label), \(run.startedAt.seconds),
              \(run.endedAt.seconds), \(run.fetched), \(run.stored), \(run.rejected), \(run.message))
      """)
    guard !rows.isEmpty else { return }
    let writer = try bulkWriter(
      into: "rejected_rows", columns: ["run_id", "number", "place", "reason"], key: ["run_id", "number"],
      onConflict: .fail)
    for (number, row) in rows.enumerated() {
      writer.integer(run.id)
      writer.integer(Int64(number + 1))
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
  /// The latest runs, newest first.
  package func runs(limit: Int) async throws -> [Run] {
    try await store.read { db in
      try db.all(
        """
        SELECT run_id, source_id, mode, state, label, started_at, ended_at, fetched, stored, rejected, message
        FROM sync_runs ORDER BY run_id DESC LIMIT \(limit)
        """, Run.read)
    }
  }

  package func run(_ id: Int64) async throws -> Run? {
    try await store.read { db in
      try db.first(
        """
        SELECT run_id, source_id, mode, state, label, started_at, ended_at, fetched, stored, rejected, message
        FROM sync_runs WHERE run_id = \(id)
        """, Run.read)
    }
  }

  package func rowsSetAside(by run: Int64, limit: Int) async throws -> [SetAside] {
    try await store.read { db in
      try db.all("SELECT place, reason FROM rejected_rows WHERE run_id = \(run) ORDER BY number LIMIT \(limit)") {
        row in
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
}

extension Run {
  fileprivate static func read(_ row: borrowing Row) throws -> Run {
    Run(
      id: try row.integer(0), source: try row.text(1), mode: try row.text(2),
      state: State(rawValue: try row.text(3)) ?? .failed, label: try row.text(4),
      startedAt: Instant(seconds: try row.integer(5)), endedAt: Instant(seconds: try row.integer(6)),
      fetched: Int(try row.integer(7)), stored: Int(try row.integer(8)), rejected: Int(try row.integer(9)),
      message: try row.text(10))
  }
}
