import Support
import Testing

@testable import Metrics

@Suite struct `The catalogue` {
  @Test(arguments: Metric.allCases) func `says of each number what it is`(_ metric: Metric) {
    let definition = metric.definition
    #expect(definition.metric == metric)
    #expect(definition.version >= 1)
    for text in [definition.name, definition.unit, definition.one, definition.several] { #expect(!text.isEmpty) }
    for sentence in [definition.sentence, definition.formula] + definition.caveats {
      #expect(sentence.count > 10 && sentence.hasSuffix("."), "\(sentence)")
      #expect(sentence.first?.isUppercase == true, "\(sentence)")
      #expect(!sentence.contains("  "), "\(sentence)")
    }
    #expect(definition.elsewhere.isEmpty || definition.elsewhere.hasSuffix("."))
    for edge in definition.edges {
      #expect(!edge.when.isEmpty && !edge.then.isEmpty)
      #expect(edge.when.first?.isUppercase == false && !edge.then.hasSuffix("."), "\(edge)")
    }
  }

  @Test(arguments: Metric.allCases) func `has no loose ends`(_ metric: Metric) {
    let definition = metric.definition
    #expect(Set(definition.exclusions).count == definition.exclusions.count)
    #expect(Set(definition.clocks).count == definition.clocks.count)
    #expect(Set(definition.needs).isDisjoint(with: definition.wants))
    #expect(definition.attributions.isEmpty || Set(definition.attributions) == Set(Attribution.allCases))
    #expect((definition.kind == .duration) == !definition.clocks.isEmpty)
    #expect(definition.exclusions.contains(.noCalendar) == definition.clocks.contains(.business))
    // What can do without has something that stands in.
    for want in definition.wants where want != .deletions { #expect(want.standIn != nil, "\(want)") }
  }

  @Test func `names every number once`() {
    #expect(Set(Metric.allCases.map(\.name)).count == Metric.allCases.count)
    #expect(Metric.allCases == Metric.allCases.shuffled().sorted())
    #expect([Metric.conversationsTouched, .contactsRaised, .inboundConversations].min() == .inboundConversations)
  }

  @Test(arguments: Exclusion.allCases) func `has words for each reason to leave a row out`(_ rule: Exclusion) {
    #expect(!rule.words.isEmpty && rule.words(for: 2) == rule.words && !rule.words(for: 1).isEmpty)
    #expect(rule.rawValue > 0 && rule.rawValue < 60)
    #expect(Exclusion(id: rule.id) == rule)
    #expect(rule.id.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
  }

  @Test func `keeps the numbers under which reasons are stored`() {
    let stored: [Exclusion] = [
      .spam, .deleted, .merged, .autoReplyOnly, .autoReply, .bot, .note, .unknownSender, .service, .noCustomerMessage,
      .waiting, .closedWithoutReply, .test, .excludedPerson,
    ]
    #expect(stored.map(\.rawValue) == Array(1...14))
  }

  @Test func `knows why each conversation and each message is left out`() {
    #expect(Standing.allCases.filter { $0 != .counted }.compactMap(Exclusion.init) == Exclusion.ofConversations)
    #expect(Message.Role.allCases.count { Exclusion($0) == nil } == 2)
    #expect(Definition.Edge.ofConversations.map(\.exclusion) == Exclusion.ofConversations)
  }

  @Test func `lists every reason in some number`() {
    let listed = Set(Metric.allCases.flatMap(\.definition.exclusions))
    #expect(Set(Exclusion.allCases).subtracting(listed).map(\.id) == ["not_done"])
  }
}

@Suite struct `A question to the catalogue` {
  private func question(_ metric: Metric) throws -> MetricQuery {
    MetricQuery(metric, over: try #require(Period(from: day("2025-03-01"), to: day("2025-04-01"))), zone: "UTC")
  }

  @Test(arguments: Metric.allCases) func `goes by the number's own clock and credit when it names none`(
    _ metric: Metric
  ) throws {
    let query = try question(metric)
    #expect(query.problems.isEmpty)
    #expect(query.effectiveClock == metric.definition.clocks.first ?? .calendar)
    #expect(query.effectiveAttribution == metric.definition.attributions.first ?? .actor)
    #expect(try MetricQuery(pairs: query.pairs) == query)
  }

  @Test(arguments: Metric.allCases) func `may ask for what the definition offers, and for nothing else`(
    _ metric: Metric
  ) throws {
    let definition = metric.definition
    for clock in Clock.allCases {
      var query = try question(metric)
      query.clock = clock
      #expect(query.problems.map(\.parameter) == (definition.clocks.contains(clock) ? [] : ["clock"]))
    }
    for attribution in Attribution.allCases {
      var query = try question(metric)
      query.attribution = attribution
      #expect(query.problems.map(\.parameter) == (definition.attributions.isEmpty ? ["attribution"] : []))
    }
    for dimension in [Dimension.person, .team] {
      var query = try question(metric)
      query.filters = [Filter(dimension, ["Maya"])]
      #expect(query.problems.map(\.parameter) == (definition.attributions.isEmpty ? ["by"] : []))
    }
    var query = try question(metric)
    query.by = [.class]
    #expect(query.problems.map(\.parameter) == (definition.classes.isEmpty ? ["by"] : []))
  }

  @Test(arguments: Dimension.allCases.filter(\.isFilter)) func `can be narrowed by whatever is no time`(
    _ dimension: Dimension
  ) throws {
    var query = try question(.touchClasses)
    query.filters = [Filter(dimension, ["a", "b"])]
    query.by = [dimension]
    #expect(try ReceiptID(ReceiptID(query).description).query() == query)
  }

  @Test func `leaves away what is usual`() throws {
    var query = try question(.firstResponseInBusinessTime)
    query.clock = .business
    query.attribution = .actor
    #expect(query.pairs.map(\.name) == ["metric", "from", "to", "zone"])
    query.attribution = .fairSplit
    #expect(query.pairs.last?.value == "fair_split")
  }

  @Test func `has no share of nothing`() {
    #expect(Share(numerator: 0, denominator: 0).value == nil)
    #expect(Share(numerator: 3, denominator: 2).value == 1.5)
  }
}
