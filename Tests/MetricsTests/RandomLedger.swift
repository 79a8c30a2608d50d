import CivilTime
import Support
import Testing

@testable import Metrics

/// Chance from outside: the same seed gives the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}

/// A conversation as it is told, what follows from it, and the few bytes that columns are filled from.
struct Told {
  var history: History
  var facts: Facts
  var packed: PackedFacts

  var key: ConversationKey { history.conversation.key }
  var row: (key: ConversationKey, facts: PackedFacts) { (key, packed) }

  init?(_ history: History, under rules: Rules) {
    self.history = history
    facts = Facts(of: history, under: rules)
    guard let packed = PackedFacts(history.conversation, facts, under: rules) else { return nil }
    self.packed = packed
  }
}

/// Random histories and what they become, with the facts kept beside them for a naive recount.
struct RandomLedger {
  var rows: [Told] = []
  static let people = ["Oscar Solis", "Priya Nair", "Unnamed agent", "Tomasz Zieliński"]
  static let start: Int64 = 1_740_000_000
  static let days: Int64 = 60

  static let rules = Rules(
    clock: BusinessClock(
      calendars: [
        WorkCalendar(
          name: "office", zone: berlin,
          week: Dictionary(
            uniqueKeysWithValues: (0..<5).map { ($0, [WorkCalendar.Window(from: 9 * 3_600, to: 17 * 3_600)]) }))
      ], rules: [CalendarRule(calendar: "office")]),
    test: TestTraffic(domains: ["qa.acme.example"]),
    excluded: [
      ExcludedPerson(person: "Tomasz Zieliński", drop: .conversations, from: Instant(seconds: start + 40 * 86_400))
    ],
    targets: [
      Target(source: "shop", firstReply: 3_600, nextReply: 7_200, resolution: 86_400),
      Target(priority: "urgent", firstReply: 600, clock: .business(calendar: "office")),
    ])

  static let naming = Naming(
    products: ProductRules([
      ProductRules.Rule(product: "Neve", tags: ["neve", "neve-pro"]),
      ProductRules.Rule(product: "Otter", tags: ["otter"]),
    ]),
    memberships: [
      Membership(person: "Oscar Solis", team: "Tier 1", to: UInt32(start + 30 * 86_400)),
      Membership(person: "Oscar Solis", team: "Tier 2", from: UInt32(start + 30 * 86_400)),
      Membership(person: "Priya Nair", team: "Tier 1"),
    ],
    hasCalendars: true)

  init(seed: UInt64, conversations: Int, under rules: Rules = RandomLedger.rules) {
    var random = SeededGenerator(seed: seed)
    for number in 0..<conversations {
      let source = number % 3 == 0 ? "shop" : "facebook"
      let id = number % 5 == 0 ? "t_\(number)" : String(1_000_000 + number)
      let history = RandomLedger.history(ConversationKey(source: source, vendorID: id), &random)
      if let told = Told(history, under: rules) { rows.append(told) }
    }
  }

  var columns: FactColumns { RandomLedger.columns(rows) }

  static func columns(_ rows: [Told] = []) -> FactColumns {
    let columns = FactColumns()
    columns.naming = naming
    columns.replace(rows.map(\.row))
    return columns
  }

  static func history(_ key: ConversationKey, _ random: inout SeededGenerator) -> History {
    var conversation = Conversation(
      key: key, channel: key.source == "shop" ? (random.below(3) == 0 ? .chat : .email) : .directMessage,
      customerID: "c\(random.below(60))", hasStates: key.source == "shop")
    if Bool.random(using: &random) { conversation.subject = "A question" }
    if random.below(12) == 0 { conversation.customerEmail = "somebody@qa.acme.example" }
    if conversation.hasStates {
      conversation.createdAt = Instant(seconds: start + Int64.random(in: 0..<days * 86_400, using: &random))
      conversation.tags = ["neve", "neve-pro", "otter", "slow"].filter { _ in random.below(3) == 0 }
      conversation.priority = [nil, "low", "urgent"].randomElement(using: &random) ?? nil
      conversation.inbox = ["1", "2"].randomElement(using: &random)
    }
    var time = conversation.createdAt?.seconds ?? start + Int64.random(in: 0..<days * 86_400, using: &random)
    let events = (0..<Int.random(in: 1...11, using: &random)).map { sequence in
      if sequence > 0 {
        time += Int64.random(in: 0...150_000, using: &random) / Int64.random(in: 1...100, using: &random)
      }
      let (actor, happening) = RandomLedger.happening(&random, states: conversation.hasStates)
      return Event(
        id: "e\(sequence)", occurredAt: Instant(seconds: time), observedAt: Instant(seconds: time), sequence: sequence,
        actor: actor, happening: happening, text: "text")
    }
    return History(conversation, events: events)
  }

  private static func happening(_ random: inout SeededGenerator, states: Bool) -> (Actor, Happening) {
    let name = people.randomElement(using: &random) ?? "Unnamed agent"
    let agent = Actor(kind: .agent, id: name, name: name)
    let customer = Actor(kind: .customer, id: "c", name: "Customer")
    let system = Actor(kind: .system, id: "", name: "")
    switch random.below(states ? 60 : 40) {
    case 0..<16: return (customer, .message(.publicReply))
    case 16..<32: return (agent, .message(.publicReply))
    case 32, 33: return (agent, .message(.autoReply))
    case 34: return (Actor(kind: .bot, id: "bot", name: "Bot"), .message(.publicReply))
    case 35: return (agent, .message(.privateNote))
    case 36: return (agent, .spam(Bool.random(using: &random)))
    case 37 where random.below(4) == 0: return (agent, .merged(into: ConversationKey(source: "shop", vendorID: "1")))
    case 38: return (customer, .rating(Rating(score: 1 + random.below(2), of: 2)))
    case 40..<50:
      let actor = [agent, system, customer].randomElement(using: &random) ?? agent
      return (actor, .state(ConversationState.allCases.randomElement(using: &random) ?? .open))
    case 50..<54:
      return (agent, .assignment(personID: random.below(4) == 0 ? nil : people.randomElement(using: &random)))
    case 54: return (agent, .timeEntry(TimeEntry(seconds: Int64(random.below(3_600)), isBillable: true)))
    case 55: return (system, .surveySent)
    case 56: return (agent, .attribute(.priority, value: ["low", "urgent"].randomElement(using: &random)))
    case 57: return (system, .queued)
    case 58: return (Actor(kind: .bot, id: "bot", name: "Bot"), .handOff)
    case 59: return (agent, .tag("otter", isSet: Bool.random(using: &random)))
    default: return (customer, .message(.publicReply))
    }
  }
}
