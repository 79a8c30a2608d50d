import Metrics
import SQLCore
package import Support

extension Ledger {
  /// The settings' rules with what was decided: those that facts are derived under.
  package func rules(on settings: Rules) async throws -> Rules {
    try await store.read { db in try db.rules(on: settings) }
  }
}

extension SQLConnection {
  /// Numbers that go up whenever something is called otherwise.
  func numbersOfNames() throws -> [String: Int64] {
    var numbers: [String: Int64] = [:]
    try rows("SELECT name, number FROM ledger_state WHERE name IN ('directory', 'identity')") { row in
      numbers[try row.text(0)] = try row.integer(1)
    }
    return numbers
  }

  /// The settings' names with what sources call things, and with what was decided.
  func naming(on settings: Naming, deciding decisions: DecisionsInForce = .all) throws -> Naming {
    var naming = settings.withholding(try withheld())
    try addNames(of: [.team, .inbox, .pipeline, .company], to: &naming.directory)
    return naming.with(
      try identityBook().holding(decisions), callings: try callings(), companies: try entries(of: [.company]),
      contacts: try entries(of: [.contact]).compactMap { Contact($0.entry, in: $0.source) })
  }
}

extension SQLConnection {
  func rules(on settings: Rules, deciding decisions: DecisionsInForce = .all) throws -> Rules {
    let book = try identityBook().holding(decisions)
    return settings.with(book, callings: book.decidesFacts ? try callings() : [])
  }
}

extension Contact {
  /// Nothing for a contact without an address.
  package init?(_ entry: DirectoryEntry, in source: String) {
    guard let email = entry.email, email.contains("@") else { return nil }
    self.init(
      entry.name, email: email, isActive: entry.isActive, companies: entry.details["companies"] ?? [], in: source)
  }
}
