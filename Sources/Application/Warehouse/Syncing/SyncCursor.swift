package import CivilTime
package import SQLCore

/// How far a pass of a source has come: up to when everything is known, and the walk that is under way.
package struct SyncCursor: Equatable, Sendable {
  /// What changed before this instant is in the ledger: the start of the last walk that reached its end.
  package var knownUntil: Instant?
  package var walk: Walk?

  /// A walk that has not reached its end, as its last committed page left it.
  package struct Walk: Equatable, Sendable {
    /// What the walk is to reach, in the engine's words.
    package var reach: String
    package var begunAt: Instant
    package var position: String?
    package var page: Int

    package init(reach: String, begunAt: Instant, position: String? = nil, page: Int = 0) {
      self.reach = reach
      self.begunAt = begunAt
      self.position = position
      self.page = page
    }
  }

  package init(knownUntil: Instant? = nil, walk: Walk? = nil) {
    self.knownUntil = knownUntil
    self.walk = walk
  }
}

extension SQLConnection {
  package func cursor(of source: String, pass: String) throws -> SyncCursor {
    let found = try first(
      """
      SELECT cursor_at, walk_reach, walk_begun_at, walk_position, walk_page FROM sync_cursors
      WHERE source_id = \(source) AND pass = \(pass)
      """
    ) { row -> SyncCursor in
      let walk = try row.textOrNull(1).flatMap { reach in
        try row.integerOrNull(2).map { begun in
          SyncCursor.Walk(
            reach: reach, begunAt: Instant(seconds: begun), position: try row.textOrNull(3),
            page: Int(try row.integer(4)))
        }
      }
      return SyncCursor(knownUntil: try row.integerOrNull(0).map(Instant.init(seconds:)), walk: walk)
    }
    return found ?? SyncCursor()
  }

  package func save(_ cursor: SyncCursor, of source: String, pass: String, at now: Instant) throws {
    try run(
      """
      INSERT INTO sync_cursors
        (source_id, pass, cursor_at, walk_reach, walk_begun_at, walk_position, walk_page, updated_at)
      VALUES (\(source), \(pass), \(cursor.knownUntil?.seconds), \(cursor.walk?.reach), \(cursor.walk?.begunAt.seconds),
              \(cursor.walk?.position), \(cursor.walk?.page ?? 0), \(now.seconds))
      ON CONFLICT (source_id, pass) DO UPDATE SET
        cursor_at = excluded.cursor_at, walk_reach = excluded.walk_reach, walk_begun_at = excluded.walk_begun_at,
        walk_position = excluded.walk_position, walk_page = excluded.walk_page, updated_at = excluded.updated_at
      """)
  }
}
