import CivilTime
import Support
import Testing

@testable import Metrics

/// What whole blocks come to, against a look at each of their rows, which a filter forces that everything passes.
@Suite struct `Totals of blocks` {
  static let metrics: [Metric] = [
    .conversationsCreated, .humanReplies, .replyTurns, .privateNotes, .firstResponse, .resolutions,
    .conversationsResolved, .customersResolved, .closuresPerPersonAndDay, .netClosures, .backlog, .backlogAge,
    .unreplied, .flow, .satisfaction,
  ]
  static let breakdowns: [[Dimension]] = [
    [], [.person], [.day], [.week], [.month], [.weekday], [.hour], [.person, .week], [.source], [.team], [.product],
  ]

  /// Nobody's conversations are left out, for which rows have to be looked at one by one.
  static func rows(seed: UInt64, conversations: Int) -> [Told] {
    var rules = RandomLedger.rules
    rules.excluded = []
    return RandomLedger(seed: seed, conversations: conversations, under: rules).rows
  }

  @Test(arguments: 1...4) func `answer as all of their rows do`(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let first = `Totals of blocks`.rows(seed: UInt64(seed), conversations: 9_000)
    await Task.yield()
    let columns = RandomLedger.columns(first)
    columns.settle()
    if seed % 2 == 0 { columns.naming = Naming(hasCalendars: true) }
    for round in 0..<2 {
      if round == 1 {
        columns.replace(`Totals of blocks`.rows(seed: UInt64(seed) + 100, conversations: 150).map(\.row))
      }
      for metric in `Totals of blocks`.metrics {
        for by in `Totals of blocks`.breakdowns {
          let question = try question(metric, by, &random)
          try compare(columns, question.query, asOf: question.asOf)
          await Task.yield()
        }
      }
    }
  }

  private func question(
    _ metric: Metric, _ by: [Dimension], _ random: inout SeededGenerator
  ) throws -> (query: MetricQuery, asOf: Instant) {
    let from = LocalDay(number: Int32(20_138 + Int.random(in: 0...20, using: &random)))
    let period = try #require(Period(from: from, to: from + Int.random(in: 20...50, using: &random)))
    var query = MetricQuery(metric, over: period, zone: "Europe/Berlin")
    query.by = by
    if metric.definition.attributions.isEmpty { query.by.removeAll { $0.isPersonal } }
    query.attribution = metric.definition.attributions.randomElement(using: &random)
    if metric.definition.clocks.contains(.business), random.below(4) == 0 { query.clock = .business }
    let middle = Instant(seconds: RandomLedger.start + 30 * 86_400)
    return (query, random.below(3) == 0 ? middle : Instant(seconds: 1_800_000_000))
  }

  private func compare(_ columns: FactColumns, _ query: MetricQuery, asOf: Instant) throws {
    let answer = columns.answer(query, in: berlin, asOf: asOf)
    var looking = query
    looking.filters = [Filter(.source, ["facebook", "shop"])]
    var looked = columns.answer(looking, in: berlin, asOf: asOf)
    looked.query = answer.query
    #expect(answer == looked, "\(query.pairs) as of \(asOf)")
    #expect(answer.sample > 0 || asOf.seconds < 1_800_000_000)
    guard query.attribution != .participants, query.attribution != .fairSplit, !query.by.isEmpty else { return }
    var whole = columns.answer(query.by([]), in: berlin, asOf: asOf)
    guard whole.by.isEmpty else { return }
    whole.addsUp = nil
    #expect(answer.whole == whole, "\(query.pairs) as of \(asOf)")
  }

  @Test func `of verdicts keep apart what stands in one byte`() {
    let verdicts = Standing.allCases.compactMap { Exclusion($0)?.rawValue } + [Verdict.counts, Verdict.gone]
    var column = VerdictColumn()
    for verdict in verdicts {
      for code in MessageCode.allCases { column.append(verdict, kind: code.rawValue) }
    }
    for (row, verdict) in verdicts.enumerated() {
      for (offset, code) in MessageCode.allCases.enumerated() {
        let place = row * MessageCode.allCases.count + offset
        #expect(column[place] == verdict && column.kind(place) == code.rawValue)
      }
    }
    column.bury(0)
    #expect(column[0] == Verdict.gone && column.kind(0) == MessageCode.customer.rawValue)
  }
}
