import CivilTime
import Support
import Testing

@testable import Metrics

/// Every mode of METRICS §4, on random histories: whose a row is, and whether people's parts make up the whole.
@Suite struct `A figure per person` {
  static let now = Instant(seconds: 1_800_000_000)

  private func period() throws -> Period {
    try #require(Period(from: try day("2025-02-10"), to: try day("2025-05-10")))
  }

  private func answer(_ metric: Metric, _ mode: Attribution, _ ledger: RandomLedger) throws -> Answer {
    let query = MetricQuery(metric, over: try period(), zone: "Europe/Berlin", attribution: mode, by: [.person])
    return ledger.columns.answer(query, in: berlin, asOf: `A figure per person`.now)
  }

  @Test(arguments: 1...6) func `credits who held the conversation, then or now`(_ seed: Int) throws {
    let ledger = RandomLedger(seed: UInt64(seed), conversations: 200)
    let interval = try period().interval(in: berlin)
    for mode in [Attribution.holderThen, .holderNow] {
      var expected: [String: Int] = [:]
      for told in ledger.rows where told.facts.standing == .counted || told.facts.standing == .excludedPerson {
        guard told.facts.dropped.value(before: interval.to) == nil else { continue }
        for reply in told.facts.messages where reply.role == .reply {
          guard reply.at >= interval.from, reply.at < interval.to else { continue }
          let holder = mode == .holderThen ? reply.holder : told.facts.circumstances.holder.last
          expected[holder?.name ?? "Unassigned", default: 0] += 1
        }
      }
      let answer = try answer(.humanReplies, mode, ledger)
      #expect(answer.addsUp == true)
      #expect(answer.groups.count == expected.count)
      for group in answer.groups { #expect(group.value == .count(expected[group.labels[0]] ?? -1)) }
    }
  }

  /// Where a row does not know its holder, the assignments tell.
  @Test(arguments: 1...6) func `finds the holder of a rating by the assignments`(_ seed: Int) throws {
    let ledger = RandomLedger(seed: UInt64(seed), conversations: 300)
    let interval = try period().interval(in: berlin)
    var expected: [String: Double] = [:]
    for told in ledger.rows where told.facts.standing == .counted || told.facts.standing == .excludedPerson {
      guard told.facts.dropped.value(before: interval.to) == nil else { continue }
      for rating in told.facts.ratings where rating.at >= interval.from && rating.at < interval.to {
        let holder = told.facts.circumstances.holder.value(at: rating.at)
        expected[holder?.name ?? "Unassigned", default: 0] += 1
      }
    }
    let answer = try answer(.satisfaction, .holderThen, ledger)
    for group in answer.groups { #expect(group.value.weight == expected[group.labels[0]], "\(group.labels)") }
    #expect(answer.groups.count == expected.count)
  }

  @Test(arguments: 1...6) func `counts once per participant, or splits fairly`(_ seed: Int) throws {
    let ledger = RandomLedger(seed: UInt64(seed), conversations: 200)
    let interval = try period().interval(in: berlin)
    var once: [String: Double] = [:]
    var split: [String: Double] = [:]
    for told in ledger.rows where told.facts.standing == .counted || told.facts.standing == .excludedPerson {
      guard told.facts.dropped.value(before: interval.to) == nil else { continue }
      let people = Set(told.facts.messages.filter { $0.role == .reply }.map(\.actor.name))
      for closing in told.facts.closings where closing.at >= interval.from && closing.at < interval.to {
        for person in people.isEmpty ? ["Unassigned"] : people {
          once[person, default: 0] += 1
          split[person, default: 0] += 1 / Double(max(people.count, 1))
        }
      }
    }
    let participants = try answer(.resolutions, .participants, ledger)
    let fair = try answer(.resolutions, .fairSplit, ledger)
    #expect(participants.value == fair.value)
    #expect(fair.addsUp == true)
    for (answer, expected) in [(participants, once), (fair, split)] {
      #expect(answer.groups.count == expected.count)
      for group in answer.groups {
        #expect(abs(group.value.weight - (expected[group.labels[0]] ?? -1)) < 1e-6, "\(group.labels)")
      }
    }
    // More than one person answered in some conversation, so people's counts come to more than there is.
    #expect(participants.addsUp == false)
  }

  @Test(arguments: 1...4) func `gives products their shares, and a filter the same share`(_ seed: Int) throws {
    let ledger = RandomLedger(seed: UInt64(seed), conversations: 300)
    let columns = ledger.columns
    var query = MetricQuery(.conversationsCreated, over: try period(), zone: "Europe/Berlin", by: [.product])
    let answer = columns.answer(query, in: berlin, asOf: `A figure per person`.now)
    #expect(answer.addsUp == true)
    #expect(Set(answer.groups.map { $0.labels[0] }) == ["Neve", "Otter", "Unmapped"])
    query.by = []
    for group in answer.groups {
      query.filters = [Filter(.product, group.labels)]
      let alone = columns.answer(query, in: berlin, asOf: `A figure per person`.now)
      #expect(abs(alone.value.weight - group.value.weight) < 1e-6, "\(group.labels)")
    }
    query.filters = [Filter(.product, ["Neve", "Otter"])]
    let mapped = columns.answer(query, in: berlin, asOf: `A figure per person`.now)
    let unmapped = answer.groups.first { $0.labels == ["Unmapped"] }?.value.weight ?? 0
    #expect(abs(mapped.value.weight + unmapped - answer.value.weight) < 1e-6)
  }

  @Test(arguments: 1...4) func `balances the backlog day by day`(_ seed: Int) throws {
    let columns = RandomLedger(seed: UInt64(seed), conversations: 300).columns
    let days = try period()
    // Nobody's conversations are left out here only after a day: what moves the set of what counts moves no balance.
    let end = try #require(Period(from: days.from, to: days.from + 30))
    for offset in 1..<30 {
      let today = try #require(Period(from: end.from + offset, to: end.from + offset + 1))
      func ask(_ metric: Metric, _ period: Period) -> Double {
        columns.answer(
          MetricQuery(metric, over: period, zone: "Europe/Berlin"), in: berlin, asOf: `A figure per person`.now
        ).value.weight
      }
      let before = try #require(Period(from: today.from + -1, to: today.from))
      #expect(ask(.backlog, today) - ask(.backlog, before) == ask(.flow, today), "\(today.from)")
    }
  }
}
