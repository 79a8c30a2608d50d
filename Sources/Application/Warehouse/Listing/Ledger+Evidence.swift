import SQLCore
package import Support

/// A conversation with its facts, which hold what was merged into it.
package struct ConversationEvidence: Sendable {
  package var history: History
  package var facts: Facts
  /// The rules that the facts follow, with what the source calls its people, teams, inboxes and companies.
  package var rules: Rules
}

extension Ledger {
  package func evidence(of keys: [String], under rules: Rules) async throws -> [String: ConversationEvidence] {
    try await store.read { db in
      var rules = rules
      try db.addNames(of: [.company], to: &rules.directory)
      let deriving = try FactDeriving(on: db, under: rules)
      return try db.histories(of: keys).mapValues(deriving.evidence)
    }
  }
}
