package import Metrics
package import SQLCore

/// What a source's account may not read, although others of its kind can.
package struct Withheld: Equatable, Sendable {
  package var source: String
  package var need: Need
  /// With the permission that is missing, as far as the vendor names it.
  package var why: String
  /// It never told any of it: what is known all the same follows from other things, and no figure counts it.
  package var isGuessed: Bool
}

extension SQLConnection {
  /// - Parameter why: nothing when it may be read.
  package func note(_ need: Need, of source: String, withheld why: String?) throws {
    let known = try withheld().first { $0.source == source && $0.need == need }
    guard known?.why != why else { return }
    let isGuessed = try known?.isGuessed ?? !hasTold(need, source)
    let name = withheldName(need, source)
    try run("DELETE FROM ledger_state WHERE name = \(name)")
    if let why {
      try run("INSERT INTO ledger_state (name, number, text) VALUES (\(name), \(isGuessed ? 1 : 0), \(why))")
    }
    try run("UPDATE ledger_state SET number = number + 1 WHERE name = 'directory'")
  }

  func withheld() throws -> [Withheld] {
    try all("SELECT name, number, text FROM ledger_state WHERE name LIKE 'withheld %' ORDER BY name") { row in
      let words = try row.text(0).split(separator: " ", maxSplits: 3).map(String.init)
      guard words.count == 4, let need = Need(rawValue: words[1]) else { return nil }
      return Withheld(source: words[3], need: need, why: try row.text(2), isGuessed: try row.integer(1) == 1)
    }.compactMap { (found: Withheld?) in found }
  }

  /// Whether the source ever told any of it itself.
  ///
  /// How a conversation began is told by all of them, and is no history. Of a rating that stands under an answer only the
  /// time is guessed: it was given all the same.
  private func hasTold(_ need: Need, _ source: String) throws -> Bool {
    guard need != .companies else {
      return try first("SELECT 1 FROM conversations WHERE source_id = \(source) AND company_id IS NOT NULL LIMIT 1") {
        _ in true
      } ?? false
    }
    let (kind, least, isRating): (String, Int64, Bool) =
      switch need {
      case .stateHistory: ("state", 1, false)
      case .assignments: ("assignment", 0, false)
      case .ratings: ("rating", 0, true)
      case .timeEntries: ("time_entry", 0, false)
      default: ("public_reply", 0, false)
      }
    return try first(
      """
      SELECT 1 FROM events e JOIN conversations c ON c.conversation_key = e.conversation_key
      WHERE c.source_id = \(source) AND e.kind = \(kind) AND e.inferred <= \(isRating ? 1 : 0)
        AND e.occurred_at >= COALESCE(c.created_at, 0) + \(least) LIMIT 1
      """
    ) { _ in true } ?? false
  }
}

extension Ledger {
  /// What the source's account may not read, as the last sync found it.
  package func withheld(from source: String) async throws -> [Withheld] {
    try await store.read { db in try db.withheld().filter { $0.source == source } }
  }
}

extension Naming {
  /// With what the accounts of sources may not read.
  func withholding(_ found: [Withheld]) -> Naming {
    var naming = self
    for withheld in found {
      if withheld.need == .companies {
        naming.withholdClients(from: withheld.source, because: withheld.why, isGuessed: withheld.isGuessed)
      }
      for metric in Metric.allCases where metric.definition.needs.contains(withheld.need) {
        naming.withhold(metric, from: withheld.source, because: withheld.why, isGuessed: withheld.isGuessed)
      }
    }
    return naming
  }
}

private func withheldName(_ need: Need, _ source: String) -> String { "withheld \(need.rawValue) from \(source)" }
