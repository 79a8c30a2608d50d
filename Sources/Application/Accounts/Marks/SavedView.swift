package import CivilTime
import SQLCore

/// A name for the address of a page, with everything that was chosen on it.
package struct SavedView: Sendable, Equatable {
  package var id: Int64
  package var name: String
  /// A path of ours with its query.
  package var address: String
  package var owner: String
  package var author: String
  package var isShared: Bool
  package var createdAt: Instant
}

extension AccountBook {
  package static let longestName = 80
  private static let mostViews = 500

  /// One's own and those that are shared, by name.
  package func views(for keeper: Keeper) async throws -> [SavedView] {
    try await store.read { db in
      try db.all(
        """
        SELECT view_id, name, address, owner, author, is_shared, created_at FROM saved_views
        WHERE owner = \(keeper.key) OR is_shared = 1 ORDER BY name, view_id
        """
      ) { row in
        SavedView(
          id: try row.integer(0), name: try row.text(1), address: try row.text(2), owner: try row.text(3),
          author: try row.text(4), isShared: try row.integer(5) != 0, createdAt: Instant(seconds: try row.integer(6)))
      }
    }
  }

  /// - Parameter address: checked before: a page of ours.
  package func keep(
    _ name: String, address: String, isShared: Bool, by keeper: Keeper
  ) async throws -> SavedView {
    let name = try MarkWords.line(name, longest: AccountBook.longestName, of: "the name")
    let now = clock()
    return try await store.write { db in
      let count: Int64 = try db.scalar("SELECT count(*) FROM saved_views WHERE owner = \(keeper.key)") ?? 0
      guard count < AccountBook.mostViews else { throw AccountError.tooManyMarks("views") }
      let id: Int64 = (try db.scalar("SELECT max(view_id) FROM saved_views") ?? 0) + 1
      let shared: Int64 = isShared ? 1 : 0
      try db.run(
        """
        INSERT INTO saved_views (view_id, owner, author, name, address, is_shared, created_at)
        VALUES (\(id), \(keeper.key), \(keeper.actor.name), \(name), \(address), \(shared), \(now.seconds))
        """)
      if isShared { try db.audit(.viewShared, by: keeper.actor, on: name, at: now) }
      return SavedView(
        id: id, name: name, address: address, owner: keeper.key, author: keeper.actor.name, isShared: isShared,
        createdAt: now)
    }
  }

  /// - Parameter anyones: whether shared views of others may go too.
  package func removeView(_ id: Int64, by keeper: Keeper, anyones: Bool) async throws {
    let now = clock()
    try await store.write { db in
      let known = try db.first("SELECT owner, name, is_shared FROM saved_views WHERE view_id = \(id)") { row in
        (owner: try row.text(0), name: try row.text(1), isShared: try row.integer(2) != 0)
      }
      // What others keep for themselves is nobody's business, not even that it is there.
      guard let known, known.owner == keeper.key || known.isShared else { throw AccountError.noMark("view") }
      guard anyones || known.owner == keeper.key else { throw AccountError.markOfOthers("view") }
      try db.run("DELETE FROM saved_views WHERE view_id = \(id)")
      if known.isShared { try db.audit(.viewRemoved, by: keeper.actor, on: known.name, at: now) }
    }
  }
}
