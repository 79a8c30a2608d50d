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

  @Test(arguments: 1...4) func `shares conversations that count once among their products, and keeps customers whole`(
    _ seed: Int
  ) throws {
    let ledger = RandomLedger(seed: UInt64(seed), conversations: 300)
    let columns = ledger.columns
    for metric in [Metric.conversationsResolved, .closuresPerPersonAndDay, .customersHelped, .customersResolved] {
      let recount = Recount(
        MetricQuery(metric, over: try period(), zone: "Europe/Berlin"), ledger.rows, asOf: `A figure per person`.now)
      let keepsWhole = metric == .customersHelped || metric == .customersResolved
      var expected: [String: [String: Double]] = [:]
      for row in recount.rows {
        let products = row.told.products(atEndOf: try period())
        for product in products {
          expected[product, default: [:]][row.key] = keepsWhole ? 1 : 1 / Double(products.count)
        }
      }
      var query = MetricQuery(metric, over: try period(), zone: "Europe/Berlin", by: [.product])
      let answer = columns.answer(query, in: berlin, asOf: `A figure per person`.now)
      #expect(answer.value == recount.value)
      #expect(answer.groups.count == expected.count)
      query.by = []
      for group in answer.groups {
        let amount = expected[group.labels[0]]?.values.reduce(0, +) ?? -1
        #expect(abs(group.value.weight - amount) < 1e-6, "\(metric.id) \(group.labels)")
        query.filters = [Filter(.product, group.labels)]
        let alone = columns.answer(query, in: berlin, asOf: `A figure per person`.now)
        #expect(abs(alone.value.weight - amount) < 1e-6, "\(metric.id) \(group.labels)")
      }
      if !keepsWhole { #expect(answer.addsUp == true) }
    }
  }

  /// Groups by tag overlap, so a whole that is put together from them would be another.
  @Test(arguments: 1...4) func `is the same whole, whatever it is broken down by`(_ seed: Int) throws {
    let columns = RandomLedger(seed: UInt64(seed), conversations: 300).columns
    for metric in Metric.allCases where metric.definition.basis != .asOf && metric != .busiestTimes {
      var query = MetricQuery(metric, over: try period(), zone: "Europe/Berlin")
      let whole = columns.answer(query, in: berlin, asOf: `A figure per person`.now).value
      for dimension in [Dimension.tag, .product, .priority] {
        query.by = [dimension]
        #expect(columns.answer(query, in: berlin, asOf: `A figure per person`.now).value == whole, "\(metric.id)")
      }
    }
  }

  @Test(arguments: 1...3) func `holds what clients ask against their size at the end of the period`(_ seed: Int) throws
  {
    let ledger = RandomLedger(seed: UInt64(seed), conversations: 300)
    let columns = ledger.columns
    func ask(_ by: [Dimension] = [], _ filters: [Filter] = []) throws -> Answer {
      var query = MetricQuery(.contactRate, over: try period(), zone: "Europe/Berlin", by: by)
      query.filters = filters
      return columns.answer(query, in: berlin, asOf: `A figure per person`.now)
    }
    #expect(try ask().value == .none)
    #expect(try !ask().notAvailable.isEmpty)
    columns.naming.clientSizes = [
      ClientSize(client: "No client", size: 10), ClientSize(client: "No client", from: 1_000, size: 50),
      ClientSize(client: "No client", from: .max, size: 1), ClientSize(client: "Quiet", size: 150),
    ]
    var inbound = MetricQuery(.inboundConversations, over: try period(), zone: "Europe/Berlin")
    inbound.filters = [Filter(.client, ["No client"])]
    let count = columns.answer(inbound, in: berlin, asOf: `A figure per person`.now).value.weight
    #expect(count > 0)
    #expect(try ask().value == .amount(count / 2))
    #expect(try ask([.client]).groups.map(\.value) == [.amount(count * 2)])
    #expect(try ask([], [Filter(.client, ["No client"])]).value == .amount(count * 2))
    let query = MetricQuery(.contactRate, over: try period(), zone: "Europe/Berlin")
    #expect(columns.receipt(of: query, in: berlin, asOf: `A figure per person`.now).count == Int(count))
  }

  @Test func `counts bulk edits, marks them, and can leave them out`() throws {
    let rows = (0..<25).compactMap { number -> Told? in
      let key = ConversationKey(source: "shop", vendorID: "\(number)")
      var conversation = Conversation(key: key, channel: .email, customerID: "c\(number)", hasStates: true)
      conversation.createdAt = Instant(seconds: RandomLedger.start)
      func event(_ id: String, _ at: Int64, _ actor: Actor, _ happening: Happening) -> Event {
        let instant = Instant(seconds: RandomLedger.start + at)
        return Event(
          id: id, occurredAt: instant, observedAt: instant, sequence: Int(at), actor: actor, happening: happening)
      }
      let customer = Actor(kind: .customer, id: "c", name: "C")
      let agent = Actor(kind: .agent, id: "o", name: "Oscar Solis")
      let events = [
        event("asked", 0, customer, .message(.publicReply)), event("begun", 0, customer, .state(.open)),
        event("answered", 90_000 + Int64(number) * 600, agent, .message(.publicReply)),
        event("closed", 604_800, agent, .state(.closed)),
      ]
      return Told(History(conversation, events: events), under: RandomLedger.rules)
    }
    let columns = RandomLedger.columns(rows)
    var query = MetricQuery(.touches, over: try period(), zone: "Europe/Berlin")
    let answer = columns.answer(query, in: berlin, asOf: `A figure per person`.now)
    #expect(answer.value == .count(50))
    #expect(answer.groups.map(\.labels) == [["single"], ["bulk_edit"]])
    #expect(answer.groups.map(\.value) == [.count(25), .count(25)])
    query.filters = [Filter(.class, ["single"])]
    #expect(columns.answer(query, in: berlin, asOf: `A figure per person`.now).value == .count(25))
    let listed = columns.receipt(of: query, in: berlin, asOf: `A figure per person`.now)
    #expect(listed.count == 25)
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

extension Told {
  fileprivate func products(atEndOf period: Period) -> Set<String> {
    let tags = facts.attributes(atEndOf: period.interval(in: berlin).to).tags
    var products: Set<String> = []
    if tags.contains("neve") || tags.contains("neve-pro") { products.insert("Neve") }
    if tags.contains("otter") { products.insert("Otter") }
    return products.isEmpty ? ["Unmapped"] : products
  }
}

@Suite struct `Sums of parts` {
  /// A sample that was rounded from the plain sum was one less in some processes.
  @Test(arguments: [3, 6, 10, 12]) func `come to the same in whatever order they were added`(_ parts: Int) {
    let halves = 1_687
    let sum = (0..<halves * parts).reduce(0.0) { sum, _ in sum + 0.5 / Double(parts) }
    let backwards = (0..<parts).reduce(0.0) { sum, _ in sum + Double(halves) * 0.5 / Double(parts) }
    #expect(sum != 843.5)
    #expect(sum.settled == 843.5 && backwards.settled == 843.5)
    #expect(Int(sum.settled.rounded()) == 844)
    #expect(MetricValue.number(sum) == .amount(843.5))
  }
}
