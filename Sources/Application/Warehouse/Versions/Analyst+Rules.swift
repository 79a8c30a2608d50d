import Metrics
import SQLCore
package import Support

extension Analyst {
  /// Fills the columns with facts as other rules would have them. Nothing is stored, and nothing is followed afterwards.
  ///
  /// - Parameters:
  ///   - rules: the settings', as other settings would have them.
  ///   - progress: hears how many conversations are done.
  package func derive(
    under rules: Rules, deciding decisions: DecisionsInForce = .all, progress: @Sendable (Int) -> Void = { _ in }
  ) async throws {
    let columns = FactColumns()
    columns.naming = try await naming(deciding: decisions)
    var last = ""
    var done = 0
    while true {
      let after = last
      let part = try await store.read { db -> DerivedPart? in
        let keys = try db.all(
          "SELECT conversation_key FROM conversations WHERE conversation_key > \(after) ORDER BY conversation_key LIMIT 500"
        ) { row in try row.text(0) }
        guard let end = keys.last else { return nil }
        let histories = try db.histories(of: keys)
        let facts = try FactDeriving(on: db, under: rules, deciding: decisions).facts(
          of: keys.compactMap { histories[$0] })
        return DerivedPart(end: end, rows: facts.map { ($0.key, $0.packed) })
      }
      guard let part else { break }
      last = part.end
      for row in part.rows { columns.load(row.key, row.facts) }
      done += part.rows.count
      progress(done)
      try Task.checkCancellation()
    }
    columns.settle()
    adopt(columns)
  }
}

private struct DerivedPart: Sendable {
  var end: String
  var rows: [(key: ConversationKey, facts: PackedFacts)]
}
