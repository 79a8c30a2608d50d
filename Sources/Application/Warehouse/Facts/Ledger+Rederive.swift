package import CivilTime
import Metrics
import SQLCore
package import Support

extension Ledger {
  /// Derives everything anew when the rules, what was decided about them, or the derivation itself, are not those that
  /// the stored facts came from.
  ///
  /// One transaction: until it is done, everybody sees the figures of before. True when there was something to do.
  @discardableResult
  package func rederive(under rules: Rules, at now: Instant) async throws -> Bool {
    let isCurrent = try await store.read { db in
      try db.scalar("SELECT text FROM ledger_state WHERE name = 'rules'", as: String.self)
        == db.rules(on: rules).fingerprint
    }
    if isCurrent { return false }
    return try await store.write { db in
      let change = try db.nextChange()
      let wanted = try db.rules(on: rules).fingerprint
      try db.rederiveAll(under: rules, change: change)
      try db.run("DELETE FROM ledger_state WHERE name = 'rules'")
      try db.run("INSERT INTO ledger_state (name, number, text) VALUES ('rules', \(now.seconds), \(wanted))")
      return true
    }
  }
}

extension SQLConnection {
  /// - Parameter change: taken before anything is read, so that nobody else derives under older decisions afterwards.
  fileprivate func rederiveAll(under rules: Rules, change: Int64) throws {
    var last = ""
    let deriving = try FactDeriving(on: self, under: rules)
    while true {
      let keys = try all(
        "SELECT conversation_key FROM conversations WHERE conversation_key > \(last) ORDER BY conversation_key LIMIT 500"
      ) { row in try row.text(0) }
      guard let end = keys.last else { return }
      last = end
      let histories = try histories(of: keys)
      try deriving.derive(keys.compactMap { histories[$0] }, change: change)
      try Task.checkCancellation()
    }
  }
}

extension Rules {
  /// Raise the number when the derivation itself changes, so that stored facts are made anew.
  private static let derivation = 3

  fileprivate var fingerprint: String {
    let parts = ["\(Rules.derivation)", "\(PackedFacts.version)"] + lines
    return Fingerprint(of: Array(parts.joined(separator: "\n").utf8)).text
  }
}
