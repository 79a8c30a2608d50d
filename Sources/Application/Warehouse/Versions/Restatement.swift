package import CivilTime
import SQLCore

/// What a month that is over said, in the form of the API.
package struct MonthFigure: Equatable, Sendable {
  package var month: String
  package var metric: String
  package var value: String
  package var definition: Int

  package init(month: String, metric: String, value: String, definition: Int) {
    self.month = month
    self.metric = metric
    self.value = value
    self.definition = definition
  }
}

/// A figure of a month that was over, and says something else since.
package struct Restatement: Equatable, Sendable {
  package var number: Int
  package var month: String
  package var metric: String
  package var before: String
  package var after: String
  package var rulesBefore: Int
  package var rulesAfter: Int
  package var at: Instant
  /// What moved it: a sync, an import, other rules.
  package var cause: String
}

extension Ledger {
  /// Holds the figures of months that are over against what they said before, and writes down what moved.
  ///
  /// - Returns: how many figures moved. A figure that is stated for the first time moves nothing.
  @discardableResult
  package func state(_ figures: [MonthFigure], cause: String, at now: Instant) async throws -> Int {
    guard !figures.isEmpty else { return 0 }
    return try await store.write { db in
      let rules = try db.lastVersion()?.number ?? 0
      var known: [String: (value: String, rules: Int64)] = [:]
      try db.rows("SELECT month, metric, value, rules FROM month_figures") { row in
        known["\(try row.text(0))\t\(try row.text(1))"] = (try row.text(2), try row.integer(3))
      }
      let moved = figures.filter { figure in
        known["\(figure.month)\t\(figure.metric)"].map { $0.value != figure.value } ?? true
      }
      var number: Int64 = try db.scalar("SELECT max(restatement_id) FROM restatements") ?? 0
      var restated = 0
      for figure in moved {
        if let before = known["\(figure.month)\t\(figure.metric)"] {
          number += 1
          restated += 1
          try db.run(
            """
            INSERT INTO restatements
              (restatement_id, month, metric, value_before, value_after, rules_before, rules_after, at, cause)
            VALUES (\(number), \(figure.month), \(figure.metric), \(before.value), \(figure.value), \(before.rules),
              \(Int64(rules)), \(now.seconds), \(before.rules == Int64(rules) ? cause : "rules \(rules)"))
            """)
        }
      }
      try db.write(moved, rules: rules, at: now)
      return restated
    }
  }

  /// The latest first, of one month or of all.
  package func restatements(of month: String? = nil, limit: Int, offset: Int = 0) async throws -> [Restatement] {
    let condition: SQL = month.map { "WHERE month = \($0)" } ?? ""
    return try await store.read { db in
      try db.all(
        """
        SELECT restatement_id, month, metric, value_before, value_after, rules_before, rules_after, at, cause
        FROM restatements \(condition) ORDER BY restatement_id DESC LIMIT \(Int64(limit)) OFFSET \(Int64(offset))
        """
      ) { row in
        Restatement(
          number: Int(try row.integer(0)), month: try row.text(1), metric: try row.text(2), before: try row.text(3),
          after: try row.text(4), rulesBefore: Int(try row.integer(5)), rulesAfter: Int(try row.integer(6)),
          at: Instant(seconds: try row.integer(7)), cause: try row.text(8))
      }
    }
  }
}

extension SQLConnection {
  fileprivate func write(_ figures: [MonthFigure], rules: Int, at now: Instant) throws {
    let writer = try bulkWriter(
      into: "month_figures", columns: ["month", "metric", "value", "definition", "rules", "stated_at"],
      key: ["month", "metric"], onConflict: .replace)
    for figure in figures {
      writer.text(figure.month)
      writer.text(figure.metric)
      writer.text(figure.value)
      writer.integer(Int64(figure.definition))
      writer.integer(Int64(rules))
      writer.integer(now.seconds)
      try writer.endRow()
    }
    try writer.finish()
  }
}
