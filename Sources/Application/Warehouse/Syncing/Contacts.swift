package import SQLCore
package import Support

extension SQLConnection {
  /// Removes contacts that a source has no more, with their names and addresses; answers how many of them were known.
  @discardableResult
  package func forget(contacts ids: [String], of source: String) throws -> Int {
    var count = 0
    for start in stride(from: 0, to: ids.count, by: 1_000) {
      let some = Array(ids[start..<min(start + 1_000, ids.count)])
      count += try run(
        """
        DELETE FROM directory WHERE source_id = \(source) AND kind = \(DirectoryEntry.Kind.contact.rawValue)
          AND vendor_id IN (\(list: some))
        """)
    }
    if count > 0 { try run("UPDATE ledger_state SET number = number + 1 WHERE name = 'directory'") }
    return count
  }

  /// Removes what contacts were before they got another address, which gives them another id at the vendor's: whoever has
  /// the same lasting id is the same person.
  package func forgetFormer(of contacts: [DirectoryEntry], in source: String) throws {
    let lasting = Set(contacts.flatMap(\.lastingIDs))
    guard !lasting.isEmpty else { return }
    let present = Set(contacts.map(\.id))
    let former = try self.contacts(of: source).filter { known in
      !present.contains(known.id) && known.lastingIDs.contains { lasting.contains($0) }
    }
    try forget(contacts: former.map(\.id), of: source)
  }
}

extension DirectoryEntry {
  /// Those of a contact that stay when its address changes, each with its name.
  fileprivate var lastingIDs: [String] {
    guard kind == .contact else { return [] }
    return ["contact_id", "unique_email_id"].flatMap { name in (details[name] ?? []).map { "\(name) \($0)" } }
  }
}
