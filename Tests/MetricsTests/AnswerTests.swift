import CivilTime
import Foundation
import Support
import Testing

@testable import Metrics

let berlin: Zone = {
  let file = URL(filePath: "/usr/share/zoneinfo/Europe/Berlin")
  let bytes = (try? [UInt8](Data(contentsOf: file))) ?? []
  return (try? ZoneFile.zone(named: "Europe/Berlin", from: bytes)) ?? .utc
}()

func day(_ text: String) throws -> LocalDay { try #require(LocalDay(iso8601: text)) }

@Suite struct `An answer` {
  /// Long after the last event, so that every silence has lasted; and in the middle of them.
  static let moments = [Instant(seconds: 1_800_000_000), Instant(seconds: RandomLedger.start + 30 * 86_400)]

  struct Question: Sendable {
    var query: MetricQuery
    var asOf: Instant
  }

  static func questions(_ random: inout SeededGenerator) -> [Question] {
    (0..<40).compactMap { _ in
      let metric =
        [Metric.conversationsCreated, .humanReplies, .firstResponse].randomElement(using: &random) ?? .humanReplies
      let from = LocalDay(number: Int32(20_138 + Int.random(in: -2...60, using: &random)))
      guard let period = Period(from: from, to: from + Int.random(in: 1...40, using: &random)) else { return nil }
      var query = MetricQuery(metric, over: period, zone: "Europe/Berlin")
      query.by = Array(Dimension.allCases.shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)))
      if Bool.random(using: &random) { query.filters.append(Filter(.source, ["facebook"])) }
      if Bool.random(using: &random) { query.filters.append(Filter(.person, ["Oscar Solis", "Priya Nair"])) }
      if metric == .conversationsCreated {
        query.by.removeAll(where: \.isPersonal)
        query.filters.removeAll { $0.dimension == .person }
      }
      return Question(query: query, asOf: moments.randomElement(using: &random) ?? moments[0])
    }
  }

  @Test(arguments: 1...12) func `equals a naive recount of the same rows`(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let ledger = RandomLedger(seed: UInt64(seed) &* 977, conversations: 300)
    let columns = FactColumns()
    columns.replace(ledger.rows)
    for question in An_answer.questions(&random) {
      let answer = columns.answer(question.query, in: berlin, asOf: question.asOf)
      let recount = Recount(question.query, ledger.rows, asOf: question.asOf)
      #expect(answer.value == recount.value, "\(question.query.pairs)")
      #expect(answer.excluded == recount.excluded, "\(question.query.pairs)")
    }
  }

  typealias An_answer = `An answer`

  @Test(arguments: 1...12) func `has as many rows behind it and beside it as it says`(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let columns = FactColumns()
    columns.replace(RandomLedger(seed: UInt64(seed), conversations: 300).rows)
    for question in An_answer.questions(&random) {
      let answer = columns.answer(question.query, in: berlin, asOf: question.asOf)
      let rows = columns.receipt(of: question.query, in: berlin, asOf: question.asOf)
      #expect(rows.count == answer.sample)
      switch answer.value {
      case .count(let count): #expect(rows.reduce(0) { $0 + ($1.value ?? 0) } == Int64(count))
      case .durations(let summary): #expect(rows.compactMap(\.value).max() == summary.max)
      case .none: #expect(rows.isEmpty)
      case .amount, .share, .score: Issue.record("\(question.query.metric) has no such value")
      }
      for left in answer.excluded {
        let rows = columns.receipt(of: question.query, leftOut: left.rule, in: berlin, asOf: question.asOf)
        #expect(rows.count == left.count)
        #expect(rows.allSatisfy { $0.leftOut == left.rule && $0.value == nil })
      }
    }
  }

  @Test(arguments: 1...12) func `is the sum of its groups, and each group answers for itself`(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let columns = FactColumns()
    columns.replace(RandomLedger(seed: UInt64(seed), conversations: 300).rows)
    for question in An_answer.questions(&random) where !question.query.by.isEmpty {
      let answer = columns.answer(question.query, in: berlin, asOf: question.asOf)
      #expect(answer.addsUp == true)
      #expect(answer.groups.reduce(0) { $0 + $1.sample } == answer.sample)
      guard let axis = question.query.by.first, axis.isFilter, question.query.by.count == 1 else { continue }
      for group in answer.groups {
        var alone = question.query.narrowed(to: axis, group.labels[0])
        alone.by = []
        #expect(columns.answer(alone, in: berlin, asOf: question.asOf).value == group.value)
      }
    }
  }

  @Test(arguments: 1...8) func `does not depend on the order in which conversations came and changed`(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let older = RandomLedger(seed: 5, conversations: 400).rows
    let newer = RandomLedger(seed: UInt64(seed) + 50, conversations: 250).rows
    let changed = FactColumns()
    for part in stride(from: 0, to: older.count, by: 37) {
      changed.replace(Array(older[part..<min(part + 37, older.count)]))
    }
    changed.replace(newer.shuffled(using: &random))
    changed.replace(newer)
    let fresh = FactColumns()
    let replaced = Set(newer.map(\.key))
    fresh.replace((older.filter { !replaced.contains($0.key) } + newer).shuffled(using: &random))
    #expect(changed.messageCount == fresh.messageCount)
    for question in An_answer.questions(&random) {
      let left = changed.answer(question.query, in: berlin, asOf: question.asOf)
      let right = fresh.answer(question.query, in: berlin, asOf: question.asOf)
      #expect(left == right)
      #expect(
        changed.receipt(of: question.query, in: berlin, asOf: question.asOf)
          == fresh.receipt(of: question.query, in: berlin, asOf: question.asOf))
    }
  }

  @Test func `cuts days where the zone cuts them`() throws {
    let columns = FactColumns()
    let midnight = berlin.start(of: try day("2025-03-31"))
    columns.replace(
      [-1, 0, 3_600].enumerated().map { number, offset in
        .created(at: midnight + Int64(offset), number: number)
      })
    func created(_ text: String) throws -> MetricValue {
      let period = try #require(Period(from: day(text), to: day(text) + 1))
      return columns.answer(
        .init(.conversationsCreated, over: period, zone: "Europe/Berlin"), in: berlin, asOf: midnight
      ).value
    }
    // Midnight itself belongs to the new day; 30 March 2025 has 23 hours.
    #expect(try created("2025-03-30") == .count(1))
    #expect(try created("2025-03-31") == .count(2))
    #expect(try created("2025-04-01") == .count(0))
  }

  @Test func `has nothing to say of an empty ledger`() throws {
    let period = try #require(Period(from: day("2025-03-01"), to: day("2025-04-01")))
    for metric in Metric.allCases {
      let answer = FactColumns().answer(.init(metric, over: period, zone: "UTC"), in: .utc, asOf: Instant(seconds: 0))
      #expect(answer.value == .none && answer.excluded.isEmpty)
    }
  }

  @Test func `runs on no business clock without a calendar, and says so`() throws {
    let columns = FactColumns()
    columns.replace(RandomLedger(seed: 1, conversations: 20).rows)
    let period = try #require(Period(from: day("2025-03-01"), to: day("2025-04-01")))
    let query = MetricQuery(.firstResponse, over: period, zone: "UTC", clock: .business)
    let answer = columns.answer(query, in: .utc, asOf: Instant(seconds: 1_800_000_000))
    #expect(answer.value == .none)
    #expect(answer.notAvailable.map(\.source) == ["shop", "facebook"])
    #expect(columns.receipt(of: query, in: .utc, asOf: Instant(seconds: 1_800_000_000)).isEmpty)
  }

  @Test func `does not take a misspelled source for a quiet one`() throws {
    let columns = FactColumns()
    columns.replace(RandomLedger(seed: 1, conversations: 20).rows)
    let period = try #require(Period(from: day("2025-03-01"), to: day("2025-04-01")))
    let query = MetricQuery(.humanReplies, over: period, zone: "UTC", filters: [Filter(.source, ["facebok"])])
    let answer = columns.answer(query, in: .utc, asOf: Instant(seconds: 1_800_000_000))
    #expect(answer.value == .none)
    #expect(answer.notAvailable == [.init(source: "facebok", why: "the ledger holds nothing from it")])
  }

  @Test func `lists who waits, the longest first, until silence ends the wait`() {
    let columns = FactColumns()
    let start = Instant(seconds: 1_750_000_000)
    columns.replace([
      .waiting(since: start + 60, lapses: start + 86_460, number: 1),
      .waiting(since: start, lapses: start + 86_400, number: 2), .waiting(since: start + 30, lapses: nil, number: 3),
    ])
    #expect(columns.waiting(asOf: start + 100).map(\.conversation) == ["facebook:2", "facebook:3", "facebook:1"])
    #expect(columns.waiting(asOf: start + 86_400).map(\.conversation) == ["facebook:3", "facebook:1"])
    #expect(columns.waiting(asOf: start + 90_000).map(\.conversation) == ["facebook:3"])
    #expect(columns.waiting(asOf: start + 10).map(\.conversation) == ["facebook:2"])
  }
}

extension FactRow {
  static func created(at instant: Instant, number: Int) -> FactRow {
    let none = ResponseFact(kind: .noCustomerMessage, since: nil, seconds: nil, person: nil, lapses: nil)
    return FactRow(
      key: ConversationKey(source: "facebook", vendorID: String(number)), channel: "direct_message", createdAt: instant,
      standing: .counted, response: none, openWait: nil, messages: [])
  }

  static func waiting(since: Instant, lapses: Instant?, number: Int) -> FactRow {
    var row = created(at: since, number: number)
    row.openWait = OpenWait(since: since, lapses: lapses)
    return row
  }
}
