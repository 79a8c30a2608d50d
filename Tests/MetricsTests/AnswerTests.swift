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
      let metric = Ask.metrics.randomElement(using: &random) ?? .humanReplies
      let from = LocalDay(number: Int32(20_138 + Int.random(in: -2...60, using: &random)))
      guard let period = Period(from: from, to: from + Int.random(in: 1...40, using: &random)) else { return nil }
      var query = MetricQuery(metric, over: period, zone: "Europe/Berlin")
      let dimensions = Dimension.allCases.filter { $0 != .class }
      query.by = Array(dimensions.shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)))
      if Bool.random(using: &random) { query.filters.append(Filter(.source, ["facebook"])) }
      if Bool.random(using: &random) { query.filters.append(Filter(.person, ["Oscar Solis", "Priya Nair"])) }
      query.attribution = metric.definition.attributions.isEmpty ? nil : .actor
      if metric.definition.attributions.isEmpty || metric.definition.basis == .asOf {
        query.by.removeAll { $0.isPersonal }
        query.filters.removeAll { $0.dimension == .person }
      }
      if metric.definition.clocks.contains(.business), Bool.random(using: &random) { query.clock = .business }
      return Question(query: query, asOf: moments.randomElement(using: &random) ?? moments[0])
    }
  }

  @Test(arguments: 1...12) func `equals a naive recount of the same rows`(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let ledger = RandomLedger(seed: UInt64(seed) &* 977, conversations: 300)
    let columns = ledger.columns
    for question in An_answer.questions(&random) {
      let answer = columns.answer(question.query, in: berlin, asOf: question.asOf)
      let recount = Recount(question.query, ledger.rows, asOf: question.asOf)
      #expect(answer.value == recount.value, "\(question.query.pairs) as of \(question.asOf)")
      #expect(answer.excluded == recount.excluded, "\(question.query.pairs) as of \(question.asOf)")
    }
  }

  typealias An_answer = `An answer`

  @Test(arguments: 1...12) func `has as many rows behind it and beside it as it says`(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let columns = RandomLedger(seed: UInt64(seed), conversations: 300).columns
    for question in An_answer.questions(&random) {
      let answer = columns.answer(question.query, in: berlin, asOf: question.asOf)
      let rows = columns.receipt(of: question.query, in: berlin, asOf: question.asOf)
      #expect(rows.count == answer.sample, "\(question.query.pairs)")
      switch answer.value {
      case .count(let count) where question.query.metric.definition.kind == .count:
        #expect(rows.reduce(0) { $0 + ($1.value ?? 0) } == Int64(count), "\(question.query.pairs)")
      case .durations(let summary): #expect(rows.compactMap(\.value).max() == summary.max)
      case .share(let share) where question.query.metric != .reopenRate:
        #expect(rows.reduce(0) { $0 + ($1.value ?? 0) } == Int64(share.numerator))
      case .none: #expect(rows.isEmpty)
      default: break
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
    let columns = RandomLedger(seed: UInt64(seed), conversations: 300).columns
    for question in An_answer.questions(&random) where !question.query.by.isEmpty {
      let answer = columns.answer(question.query, in: berlin, asOf: question.asOf)
      guard answer.addsUp == true else { continue }
      if !question.query.by.contains(where: { $0 == .product }) {
        #expect(answer.groups.reduce(0) { $0 + $1.sample } == answer.sample, "\(question.query.pairs)")
      }
      guard let axis = question.query.by.first, axis.isFilter, question.query.by.count == 1 else { continue }
      for group in answer.groups {
        var alone = question.query.narrowed(to: axis, group.labels[0])
        alone.by = []
        #expect(columns.answer(alone, in: berlin, asOf: question.asOf).value == group.value, "\(alone.pairs)")
      }
    }
  }

  @Test(arguments: 1...8) func `does not depend on the order in which conversations came and changed`(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let older = RandomLedger(seed: 5, conversations: 400).rows
    let newer = RandomLedger(seed: UInt64(seed) + 50, conversations: 250).rows
    let changed = RandomLedger.columns()
    for part in stride(from: 0, to: older.count, by: 37) {
      changed.replace(older[part..<min(part + 37, older.count)].map(\.row))
    }
    changed.replace(newer.shuffled(using: &random).map(\.row))
    changed.replace(newer.map(\.row))
    let fresh = RandomLedger.columns()
    let replaced = Set(newer.map(\.key))
    fresh.replace((older.filter { !replaced.contains($0.key) } + newer).shuffled(using: &random).map(\.row))
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
      try [-1, 0, 3_600].enumerated().map { number, offset in
        try asked(at: midnight + Int64(offset), number: number, hasStates: true)
      })
    func created(_ text: String) throws -> MetricValue {
      let period = try #require(Period(from: day(text), to: day(text) + 1))
      return columns.answer(
        .init(.conversationsCreated, over: period, zone: "Europe/Berlin"), in: berlin, asOf: midnight + 90_000
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
    let columns = RandomLedger(seed: 1, conversations: 20).columns
    columns.naming.hasCalendars = false
    let period = try #require(Period(from: day("2025-03-01"), to: day("2025-04-01")))
    let query = MetricQuery(.firstResponse, over: period, zone: "UTC", clock: .business)
    let answer = columns.answer(query, in: .utc, asOf: Instant(seconds: 1_800_000_000))
    #expect(answer.value == .none)
    #expect(answer.notAvailable.map(\.source) == ["shop", "facebook"])
    #expect(columns.receipt(of: query, in: .utc, asOf: Instant(seconds: 1_800_000_000)).isEmpty)
  }

  @Test func `does not take a misspelled source for a quiet one`() throws {
    let columns = RandomLedger(seed: 1, conversations: 20).columns
    let period = try #require(Period(from: day("2025-03-01"), to: day("2025-04-01")))
    let query = MetricQuery(.humanReplies, over: period, zone: "UTC", filters: [Filter(.source, ["facebok"])])
    let answer = columns.answer(query, in: .utc, asOf: Instant(seconds: 1_800_000_000))
    #expect(answer.value == .none)
    #expect(answer.notAvailable == [.init(source: "facebok", why: "the ledger holds nothing from it")])
  }

  @Test func `lists who waits, the longest first, until silence ends the wait`() throws {
    let columns = FactColumns()
    let start = Instant(seconds: 1_750_000_000)
    columns.replace([
      try asked(at: start + 60, number: 1, hasStates: false), try asked(at: start, number: 2, hasStates: false),
      try asked(at: start + 30, number: 3, hasStates: true),
    ])
    func waiting(_ seconds: Int64) throws -> [String] {
      let moment = start + seconds
      let today = Zone.utc.day(of: moment)
      let period = try #require(Period(from: today, to: today + 1))
      let query = MetricQuery(.waitingOnUs, over: period, zone: "UTC")
      let longest = columns.longest(10, of: query, in: .utc, asOf: moment)
      #expect(columns.answer(query, in: .utc, asOf: moment).value == .count(longest.count))
      #expect(Array(longest.prefix(2)) == columns.longest(2, of: query, in: .utc, asOf: moment))
      return longest.map(\.conversation)
    }
    #expect(try waiting(100) == ["facebook:2", "facebook:3", "facebook:1"])
    #expect(try waiting(86_401) == ["facebook:3", "facebook:1"])
    #expect(try waiting(90_000) == ["facebook:3"])
    #expect(try waiting(10) == ["facebook:2"])
  }
}

/// A conversation in which a customer asked something, and nothing else happened.
func asked(at instant: Instant, number: Int, hasStates: Bool) throws -> (key: ConversationKey, facts: PackedFacts) {
  let key = ConversationKey(source: "facebook", vendorID: String(number))
  let conversation = Conversation(key: key, channel: .directMessage, customerID: "c", hasStates: hasStates)
  let event = Event(
    id: "1", occurredAt: instant, observedAt: instant, sequence: 1,
    actor: Actor(kind: .customer, id: "c", name: "Customer"), happening: .message(.publicReply), text: "text")
  return try #require(Told(History(conversation, events: [event]), under: Rules())).row
}
