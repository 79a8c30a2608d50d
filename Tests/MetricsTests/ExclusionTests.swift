import CivilTime
import Testing

@testable import Metrics

/// Every rule that leaves a row out of a table.
private struct RulesSeen: TableVisitor {
  let asked: Asked

  func count(_ table: some RowTable) -> Set<Exclusion> { seen(table) }
  func measure(_ table: some MeasuredTable) -> Set<Exclusion> { seen(table) }
  func share(_ table: some ShareTable) -> Set<Exclusion> { seen(table) }
  func distinct(_ table: some KeyedTable) -> Set<Exclusion> { seen(table) }
  func sum(_ table: some WeighedTable) -> Set<Exclusion> { seen(table) }

  private func seen(_ table: some RowTable) -> Set<Exclusion> {
    let tally = Tally(of: Scan(table, asked), by: Breakdown(asked, [], classes: []))
    return Set(Exclusion.allCases.filter { tally.count(of: $0) > 0 })
  }
}

@Suite struct `What a number leaves out` {
  /// A row that is left out under a rule which the definition does not know would be missing without a word.
  @Test(arguments: 1...6) func `is named by its definition`(_ seed: Int) throws {
    let period = try #require(Period(from: try day("2025-02-20"), to: try day("2025-04-10")))
    let columns = RandomLedger(seed: UInt64(seed), conversations: 300).columns
    for metric in Metric.allCases {
      for now in `An answer`.moments {
        let query = MetricQuery(metric, over: period, zone: "Europe/Berlin")
        let asked = Asked(query, over: columns, in: berlin, asOf: now, weekStart: 0)
        let unnamed = (asked.visit(RulesSeen(asked: asked)) ?? []).subtracting(metric.definition.exclusions)
        #expect(unnamed.isEmpty, "\(metric.id): \(unnamed.map(\.id).sorted())")
      }
    }
  }
}
