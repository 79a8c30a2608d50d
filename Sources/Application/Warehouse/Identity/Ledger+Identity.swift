package import CivilTime
import SQLCore
package import Support

extension Ledger {
  /// Everything that was decided about who is who.
  package func identityBook() async throws -> IdentityBook {
    try await store.read { db in try db.identityBook() }
  }

  /// Writes decisions, numbered in their order, and lets everybody who follows the ledger know.
  ///
  /// - Parameter check: sees what holds before, in the same transaction, and may refuse.
  package func decide(
    _ decisions: [IdentityDecision], check: @escaping @Sendable (IdentityBook) throws -> Void = { _ in }
  ) async throws -> [IdentityDecision] {
    guard !decisions.isEmpty else { return [] }
    return try await store.write { db in
      // Whoever decides at the same time waits here, so numbers follow each other.
      try db.run("UPDATE ledger_state SET number = number + 1 WHERE name = 'identity'")
      try check(try db.identityBook())
      let written = try db.write(decisions)
      try db.noteVersion(of: written)
      return written
    }
  }

  /// Whom the sources list as their people.
  package func callings() async throws -> [Calling] { try await store.read { db in try db.callings() } }

  /// All entries of some kinds, whatever source they are of.
  package func directory(
    kinds: [DirectoryEntry.Kind]
  ) async throws -> [(source: String, entry: DirectoryEntry)] {
    try await store.read { db in try db.entries(of: kinds) }
  }
}

extension SQLConnection {
  func identityBook() throws -> IdentityBook {
    IdentityBook(
      try all(
        """
        SELECT decision_id, kind, subject, source_id, vendor_id, calling, other, email, match_kind,
          confidence_millionths, undoes, from_at, to_at, decided_by, decided_at
        FROM identity_decisions ORDER BY decision_id
        """
      ) { row -> IdentityDecision? in
        // A later program may decide what this one does not know.
        guard let kind = IdentityDecision.Kind(rawValue: try row.text(1)) else { return nil }
        return IdentityDecision(
          kind, try row.text(2), number: try row.integer(0), source: try row.textOrNull(3),
          vendorID: try row.textOrNull(4), calling: try row.textOrNull(5), other: try row.textOrNull(6),
          email: try row.textOrNull(7), match: try row.textOrNull(8).flatMap(MatchKind.init),
          confidence: try row.integerOrNull(9).map { Double($0) / 1_000_000 }, undoes: try row.integerOrNull(10),
          from: try row.integerOrNull(11).map(Instant.init(seconds:)),
          to: try row.integerOrNull(12).map(Instant.init(seconds:)), by: try row.text(13),
          at: Instant(seconds: try row.integer(14)))
      }.compactMap { $0 })
  }

  fileprivate func write(_ decisions: [IdentityDecision]) throws -> [IdentityDecision] {
    var last: Int64 = try scalar("SELECT max(decision_id) FROM identity_decisions") ?? 0
    var written: [IdentityDecision] = []
    for var decision in decisions {
      last += 1
      decision.number = last
      let confidence = decision.confidence.map { Int64(($0 * 1_000_000).rounded()) }
      try run(
        """
        INSERT INTO identity_decisions (decision_id, kind, subject, source_id, vendor_id, calling, other, email,
          match_kind, confidence_millionths, undoes, from_at, to_at, decided_by, decided_at)
        VALUES (\(last), \(decision.kind.rawValue), \(decision.subject), \(decision.source), \(decision.vendorID),
          \(decision.calling), \(decision.other), \(decision.email), \(decision.match?.rawValue), \(confidence),
          \(decision.undoes), \(decision.from?.seconds), \(decision.to?.seconds), \(decision.by), \(decision.at.seconds))
        """)
      written.append(decision)
    }
    return written
  }

  func entries(of kinds: [DirectoryEntry.Kind]) throws -> [(source: String, entry: DirectoryEntry)] {
    try all(
      """
      SELECT source_id, kind, vendor_id, name, email, is_active, details FROM directory
      WHERE kind IN (\(list: kinds.map(\.rawValue))) ORDER BY source_id, kind, name, vendor_id
      """
    ) { row in
      let entry = DirectoryEntry(
        DirectoryEntry.Kind(rawValue: try row.text(1)) ?? .field, id: try row.text(2), name: try row.text(3),
        email: try row.textOrNull(4), isActive: try row.integer(5) != 0,
        details: StoredLists.lists(try row.textOrNull(6)))
      return (try row.text(0), entry)
    }
  }

  func callings() throws -> [Calling] {
    var former: [String: [String]] = [:]
    try rows("SELECT source_id, vendor_id, name FROM former_names ORDER BY until_at") { row in
      former["\(try row.text(0))\t\(try row.text(1))", default: []].append(try row.text(2))
    }
    return try all(
      """
      SELECT name, vendor_id, email, source_id FROM directory WHERE kind = \(DirectoryEntry.Kind.person.rawValue)
      ORDER BY source_id, vendor_id
      """
    ) { row in
      let (name, id, source) = (try row.text(0), try row.text(1), try row.text(3))
      var calling = Calling(name, id: id, email: try row.textOrNull(2), in: source)
      calling.former = (former["\(source)\t\(id)"] ?? []).filter { $0 != name }
      return calling
    }
  }
}

/// A client without a contact, and since when.
package struct UnlinkedClient: Equatable, Sendable {
  package var client: String
  package var state: ClientLink.State
  package var why: String
  package var firstSeen: Instant
  package var lastSeen: Instant
}

extension Ledger {
  /// Writes down which clients have no contact now; those that have one are struck out.
  package func log(_ links: [ClientLink], at now: Instant) async throws {
    let open = links.filter { $0.state != .linked }
    try await store.write { db in
      var known: [String: Int64] = [:]
      try db.rows("SELECT client, first_seen_at FROM unlinked_clients") { row in
        known[try row.text(0)] = try row.integer(1)
      }
      try db.run("DELETE FROM unlinked_clients")
      for link in open {
        let first = known[link.client] ?? now.seconds
        try db.run(
          """
          INSERT INTO unlinked_clients (client, state, why, first_seen_at, last_seen_at)
          VALUES (\(link.client), \(link.state.rawValue), \(link.why), \(first), \(now.seconds))
          """)
      }
    }
  }

  package func unlinkedClients() async throws -> [UnlinkedClient] {
    try await store.read { db in
      try db.all("SELECT client, state, why, first_seen_at, last_seen_at FROM unlinked_clients ORDER BY client") {
        row in
        UnlinkedClient(
          client: try row.text(0), state: ClientLink.State(rawValue: try row.text(1)) ?? .noContact,
          why: try row.text(2), firstSeen: Instant(seconds: try row.integer(3)),
          lastSeen: Instant(seconds: try row.integer(4)))
      }
    }
  }
}
