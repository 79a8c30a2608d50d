package import CivilTime
package import SQLCore
package import Support

extension SQLConnection {
  /// Writes what a source calls its people, teams and inboxes. Entries that are not among them stay.
  package func save(_ entries: [DirectoryEntry], of source: String, at now: Instant) throws {
    guard !entries.isEmpty else { return }
    let writer = try bulkWriter(
      into: "directory",
      columns: ["source_id", "kind", "vendor_id", "name", "email", "is_active", "details", "observed_at"],
      key: ["source_id", "kind", "vendor_id"], onConflict: .replace)
    for entry in entries {
      writer.text(source)
      writer.text(entry.kind.rawValue)
      writer.text(entry.id)
      writer.text(entry.name)
      writer.text(entry.email)
      writer.bool(entry.isActive)
      writer.text(StoredLists.text(lists: entry.details))
      writer.integer(now.seconds)
      try writer.endRow()
    }
    try writer.finish()
  }
}

extension Ledger {
  /// What a source calls by an id, all of it or one kind, by name.
  package func directory(of source: String, kind: DirectoryEntry.Kind? = nil) async throws -> [DirectoryEntry] {
    let condition: SQL = kind.map { "AND kind = \($0.rawValue)" } ?? ""
    return try await store.read { db in
      try db.all(
        """
        SELECT kind, vendor_id, name, email, is_active, details FROM directory
        WHERE source_id = \(source) \(condition) ORDER BY kind, name, vendor_id
        """
      ) { row in
        DirectoryEntry(
          DirectoryEntry.Kind(rawValue: try row.text(0)) ?? .field, id: try row.text(1), name: try row.text(2),
          email: try row.textOrNull(3), isActive: try row.integer(4) != 0,
          details: StoredLists.lists(try row.textOrNull(5)))
      }
    }
  }
}
