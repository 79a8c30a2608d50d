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
