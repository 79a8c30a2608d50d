package import CivilTime
package import SQLCore
package import Support

extension SQLConnection {
  /// Writes what a source calls its people, teams and inboxes, and answers what of it is new or says something else.
  /// Entries that are not among them stay.
  @discardableResult
  package func save(_ entries: [DirectoryEntry], of source: String, at now: Instant) throws -> [DirectoryEntry] {
    var former: [DirectoryEntry] = []
    let news = try news(among: entries, of: source, replacing: &former)
    guard !news.isEmpty else { return [] }
    try keepNames(of: former, in: source, until: now)
    let writer = try bulkWriter(
      into: "directory",
      columns: ["source_id", "kind", "vendor_id", "name", "email", "is_active", "details", "observed_at"],
      key: ["source_id", "kind", "vendor_id"], onConflict: .replace)
    for entry in news {
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
    try run("UPDATE ledger_state SET number = number + 1 WHERE name = 'directory'")
    return news
  }

  /// People who are called otherwise now stay who they are: old facts go on naming them as they were called then.
  private func keepNames(of people: [DirectoryEntry], in source: String, until now: Instant) throws {
    for person in people {
      let name: SQL = "source_id = \(source) AND vendor_id = \(person.id) AND name = \(person.name)"
      try run("DELETE FROM former_names WHERE \(name)")
      try run(
        """
        INSERT INTO former_names (source_id, vendor_id, name, until_at)
        VALUES (\(source), \(person.id), \(person.name), \(now.seconds))
        """)
    }
  }

  /// - Parameter former: gets the people among them as they were, where they had another name.
  private func news(
    among entries: [DirectoryEntry], of source: String, replacing former: inout [DirectoryEntry]
  ) throws -> [DirectoryEntry] {
    guard !entries.isEmpty else { return [] }
    var known: [DirectoryEntry.Kind: [String: DirectoryEntry]] = [:]
    for kind in Set(entries.map(\.kind)) {
      let ids = Array(Set(entries.lazy.filter { $0.kind == kind }.map(\.id)))
      for start in stride(from: 0, to: ids.count, by: 1_000) {
        let some = Array(ids[start..<min(start + 1_000, ids.count)])
        let condition: SQL = "AND kind = \(kind.rawValue) AND vendor_id IN (\(list: some))"
        for entry in try directory(of: source, where: condition) { known[kind, default: [:]][entry.id] = entry }
      }
    }
    var news: [DirectoryEntry] = []
    for entry in entries {
      // As it will be read again: lists are kept as lines.
      let kept = StoredLists.lists(StoredLists.text(lists: entry.details))
      var plain = entry
      plain.details = kept
      guard known[entry.kind]?[entry.id] != plain else { continue }
      if let old = known[entry.kind]?[entry.id], old.kind == .person, old.name != entry.name { former.append(old) }
      known[entry.kind, default: [:]][entry.id] = plain
      news.append(plain)
    }
    return news
  }

  func contacts(of source: String) throws -> [DirectoryEntry] {
    try directory(of: source, where: "AND kind = \(DirectoryEntry.Kind.contact.rawValue)")
  }

  fileprivate func directory(of source: String, where condition: SQL) throws -> [DirectoryEntry] {
    try all(
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

extension Ledger {
  /// What a source calls by an id, all of it or one kind, by name.
  package func directory(of source: String, kind: DirectoryEntry.Kind? = nil) async throws -> [DirectoryEntry] {
    let condition: SQL = kind.map { "AND kind = \($0.rawValue)" } ?? ""
    return try await store.read { db in try db.directory(of: source, where: condition) }
  }
}
