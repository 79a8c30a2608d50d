import CivilTime
import Metrics
import SQLCore
import Support

/// How far facts are made anew under other rules: beside those that are counted, part by part, in the order of keys.
package struct Rederivation: Equatable, Sendable {
  /// The fingerprint of the rules.
  var rules: String
  /// The last conversation that is done; whoever goes on after an end in the middle begins behind it.
  var reach: String
  package var done: Int
  /// How many conversations there were at the beginning.
  package var total: Int
}

/// Facts of some conversations in a row.
struct RederivedPart: Sendable {
  /// The key before the first, and the last.
  var start: String
  var end: String
  var conversations: Int
  /// The fingerprint of the rules that they were derived under.
  var rules: String
  var facts: [DerivedFacts]
}

package enum RederivationError: Error, Equatable, CustomStringConvertible {
  case otherSettings

  package var description: String {
    "another process derives facts under other rules: two processes with different settings share this store. "
      + "Stop one, or give both the same settings file, and start again; the figures are those of before"
  }
}

extension SQLConnection {
  func rederivation() throws -> Rederivation? {
    try first(
      """
      SELECT made.text, reach.text, made.number, reach.number
      FROM ledger_state made JOIN ledger_state reach ON reach.name = 'next facts reach' WHERE made.name = 'next facts'
      """
    ) { row in
      Rederivation(
        rules: try row.text(0), reach: try row.text(1), done: Int(try row.integer(2)), total: Int(try row.integer(3)))
    }
  }

  /// Begins, or goes on with what was begun under the same rules; nothing where the facts that count are those.
  ///
  /// - Parameter former: what the caller had begun before; nobody else goes on with it.
  func beginRederivation(under rules: Rules, insteadOf former: Rederivation?) throws -> Rederivation? {
    try waitForWriters()
    let begun = try rederivation()
    let wanted = try self.rules(on: rules).fingerprint
    if try fingerprintOfFacts() == wanted {
      if begun != nil, begun?.rules == former?.rules { try dropRederivation() }
      return nil
    }
    if let begun, begun.rules == wanted { return begun }
    try dropRederivation()
    let total: Int64 = try scalar("SELECT count(*) FROM conversations") ?? 0
    try run("INSERT INTO ledger_state (name, number, text) VALUES ('next facts', 0, \(wanted))")
    try run("INSERT INTO ledger_state (name, number, text) VALUES ('next facts reach', \(total), '')")
    return Rederivation(rules: wanted, reach: "", done: 0, total: Int(total))
  }

  /// Derives the conversations that follow one; nothing behind the last.
  func derivePart(after start: String, under rules: Rules) throws -> RederivedPart? {
    let keys = try all(
      "SELECT conversation_key FROM conversations WHERE conversation_key > \(start) ORDER BY conversation_key LIMIT 500"
    ) { row in try row.text(0) }
    guard let end = keys.last else { return nil }
    let histories = try histories(of: keys)
    let deriving = try FactDeriving(on: self, under: rules)
    return RederivedPart(
      start: start, end: end, conversations: keys.count, rules: deriving.rules.fingerprint,
      facts: try deriving.facts(of: keys.compactMap { histories[$0] }))
  }

  /// Stores a part, and answers how far it is then; nothing where other rules are wanted by now, or all is done.
  ///
  /// What is stored already stays: it was booked while this part was derived, and is newer.
  func take(_ part: RederivedPart, of begun: Rederivation) throws -> Rederivation? {
    guard part.rules == begun.rules else { return nil }
    let isNext =
      try run(
        """
        UPDATE ledger_state SET text = \(part.end)
        WHERE name = 'next facts reach' AND text = \(part.start)
          AND EXISTS (SELECT 1 FROM ledger_state made WHERE made.name = 'next facts' AND made.text = \(begun.rules))
        """) == 1
    if isNext {
      try run(
        "UPDATE ledger_state SET number = number + \(Int64(part.conversations)) WHERE name = 'next facts'")
      let change = try FactReader(db: self).latestChange()
      try FactWriter(db: self, change: change, tables: .next, onlyAdds: true).write(part.facts)
    }
    // Another process may have brought it to its end.
    guard let state = try rederivation() else { return nil }
    guard state.rules == begun.rules else { throw RederivationError.otherSettings }
    return state
  }

  /// Counts what was made from now on; false where other rules are wanted by now, or another process did it first.
  func endRederivation(_ begun: Rederivation, under rules: Rules, at now: Instant) throws -> Bool {
    try waitForWriters()
    guard try self.rules(on: rules).fingerprint == begun.rules, try rederivation()?.rules == begun.rules else {
      return false
    }
    for table in [\FactTables.packed, \FactTables.summaries] {
      let (inForce, next) = (FactTables.inForce[keyPath: table], FactTables.next[keyPath: table])
      try rename(inForce, to: "former_facts")
      try rename(next, to: inForce)
      try rename("former_facts", to: next)
    }
    try run("DELETE FROM ledger_state WHERE name IN ('next facts', 'next facts reach', 'rules')")
    try run("INSERT INTO ledger_state (name, number, text) VALUES ('rules', \(now.seconds), \(begun.rules))")
    try run("UPDATE ledger_state SET number = number + 1, text = \(begun.rules) WHERE name = 'facts'")
    _ = try nextChange()
    return true
  }

  /// Takes the facts of before away, unless others are made in their tables already.
  func dropFormerFacts() throws {
    try waitForWriters()
    if try rederivation() == nil { try dropRederivation() }
  }

  private func dropRederivation() throws {
    try run("DELETE FROM ledger_state WHERE name IN ('next facts', 'next facts reach')")
    for table in [FactTables.next.packed, FactTables.next.summaries] {
      let name = SQL(raw: table)
      try run(dialect == .sqlite ? "DELETE FROM \(name)" : "TRUNCATE \(name)")
    }
  }

  func fingerprintOfFacts() throws -> String? {
    try scalar("SELECT text FROM ledger_state WHERE name = 'rules'")
  }

  /// Whoever books something has ended, or waits until this transaction has.
  private func waitForWriters() throws { try run("UPDATE ledger_state SET number = number WHERE name = 'change'") }

  private func rename(_ table: String, to name: String) throws {
    try run("ALTER TABLE \(SQL(raw: table)) RENAME TO \(SQL(raw: name))")
  }
}
