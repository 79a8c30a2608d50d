import CivilTime
import Support
import Testing

@testable import Metrics

@Suite struct `A sheet of conversations` {
  private func sheet(_ asOf: Instant, filters: [Filter] = []) throws -> ConversationSheet {
    let period = try #require(Period(from: day("2025-02-20"), to: day("2025-04-02")))
    return ConversationSheet(over: period, in: berlin, filters: filters, asOf: asOf)
  }

  /// The column of a title, as numbers; empty cells are nothing.
  private func column(_ title: String, _ rows: [[String]]) throws -> [Double?] {
    let place = try #require(ConversationSheet.header.firstIndex(of: title), "\(title)")
    return rows.map { Double($0[place]) }
  }

  @Test(arguments: 1...4) func `has columns whose totals are the numbers`(_ seed: Int) throws {
    let ledger = RandomLedger(seed: UInt64(seed), conversations: 300)
    let whole = ledger.columns
    for asOf in `An answer`.moments {
      for filters in [[], [Filter(.source, ["shop"])]] {
        let sheet = try sheet(asOf, filters: filters)
        // Written in parts, as from the store.
        var rows: [[String]] = []
        for start in stride(from: 0, to: ledger.rows.count, by: 70) {
          rows += sheet.rows(
            of: RandomLedger.columns(Array(ledger.rows[start..<min(start + 70, ledger.rows.count)])))
        }
        #expect(rows.allSatisfy { $0.count == ConversationSheet.header.count })
        for wanted in ConversationSheet.columns {
          let query = MetricQuery(
            wanted.metric, over: sheet.period, zone: "Europe/Berlin", clock: wanted.clock, filters: filters)
          let answer = whole.answer(query, in: berlin, asOf: asOf)
          let cells = try wanted.titles.map { try column($0, rows) }
          let first = cells[0].compactMap { $0 }
          switch (wanted.form, answer.value) {
          case (.count, let value): #expect(abs(first.reduce(0, +) - value.weight) < 1e-6, "\(query.pairs)")
          case (.value, .durations(let summary)):
            #expect(first.count == summary.n && first.max() == Double(summary.max), "\(query.pairs)")
            #expect(abs(first.reduce(0, +) / Double(summary.n) - summary.mean) < 1e-6, "\(query.pairs)")
          case (.countAndValue, .durations(let summary)):
            #expect(first.reduce(0, +) == Double(summary.n), "\(query.pairs)")
            let total = cells[1].compactMap { $0 }.reduce(0, +)
            #expect(abs(total / Double(summary.n) - summary.mean) < 1e-6, "\(query.pairs)")
          case (.share, .share(let share)):
            #expect(first.reduce(0, +) == share.denominator, "\(query.pairs)")
            #expect(cells[1].compactMap { $0 }.reduce(0, +) == share.numerator, "\(query.pairs)")
          case (_, .none): #expect(first.allSatisfy { $0 == 0 }, "\(query.pairs)")
          default: Issue.record("\(query.pairs) has another kind of value")
          }
        }
      }
    }
  }

  @Test func `names each conversation, what it is about, and why it is left out`() throws {
    let ledger = RandomLedger(seed: 4, conversations: 300)
    let rows = try sheet(`An answer`.moments[0]).rows(of: ledger.columns)
    let places = Dictionary(uniqueKeysWithValues: ConversationSheet.header.enumerated().map { ($1, $0) })
    #expect(places.count == ConversationSheet.header.count, "no title twice")
    let (key, leftOut) = (try #require(places["key"]), try #require(places["left out"]))
    #expect(Set(rows.map { $0[key] }).count == rows.count)
    for row in rows {
      let told = try #require(ledger.rows.first { $0.key.text == row[key] })
      #expect(row[leftOut] == (told.facts.standing == .excludedPerson ? "" : Exclusion(told.facts.standing)?.id ?? ""))
      #expect(row[try #require(places["source"])] == told.key.source)
    }
    #expect(rows.contains { !$0[leftOut].isEmpty })
  }
}
