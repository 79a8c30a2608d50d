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
}

/// Random histories and the rows that they become, with the facts kept beside them for a naive recount.
struct RandomLedger {
  var rows: [FactRow] = []
  static let people = ["Oscar Solis", "Priya Nair", "Unnamed agent", "Tomasz Zieliński"]
  static let start: Int64 = 1_740_000_000
  static let days: Int64 = 60

  init(seed: UInt64, conversations: Int) {
    var random = SeededGenerator(seed: seed)
    for number in 0..<conversations {
      let source = number % 3 == 0 ? "shop" : "facebook"
      let id = number % 5 == 0 ? "t_\(number)" : String(1_000_000 + number)
      let history = RandomLedger.history(ConversationKey(source: source, vendorID: id), &random)
      if let row = FactRow(history.conversation, Facts(of: history, under: Rules())) { rows.append(row) }
    }
  }

  static func history(_ key: ConversationKey, _ random: inout SeededGenerator) -> History {
    var conversation = Conversation(
      key: key, channel: key.source == "shop" ? .email : .directMessage, customerID: key.vendorID,
      hasStates: key.source == "shop")
    if Bool.random(using: &random) { conversation.subject = "A question" }
    var time = start + Int64.random(in: 0..<days * 86_400, using: &random)
    let events = (0..<Int.random(in: 1...9, using: &random)).map { sequence in
      time += Int64.random(in: 0...100_000, using: &random) / Int64.random(in: 1...100, using: &random)
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
    switch Int.random(in: 0..<40, using: &random) {
    case 0..<16: return (customer, .message(.publicReply))
    case 16..<32: return (agent, .message(.publicReply))
    case 32, 33: return (agent, .message(.autoReply))
    case 34: return (Actor(kind: .bot, id: "bot", name: "Bot"), .message(.publicReply))
    case 35: return (agent, .message(.privateNote))
    case 36: return (agent, .spam(Bool.random(using: &random)))
    case 37: return (agent, .merged(into: ConversationKey(source: "shop", vendorID: "1")))
    default:
      return (
        agent,
        states ? .state(ConversationState.allCases.randomElement(using: &random) ?? .open) : .message(.publicReply)
      )
    }
  }
}
