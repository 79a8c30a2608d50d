import CivilTime
import Testing

@testable import Support

/// A history written by hand: `C 0, H 90` is a question at second 0 and an answer at second 90.
///
/// C customer · H agent · A automatic by the vendor's word · * automatic by its text · B bot · N private note ·
/// U unknown sender · s:STATE a change of state (the source then has states) · spam · ham · deleted · merged
struct Case: CustomTestStringConvertible, Sendable {
  let name: String
  let events: String
  let expected: FirstResponse

  init(_ name: String, _ events: String, _ expected: FirstResponse) {
    self.name = name
    self.events = events
    self.expected = expected
  }

  var testDescription: String { name }
  var history: History { SupportTests.history(events) }
}

func at(_ seconds: Int64) -> Instant { Instant(seconds: 1_750_000_000 + seconds) }

func answered(_ from: Int64, _ to: Int64) -> FirstResponse { .answered(from: at(from), to: at(to), by: .oscar) }

func history(_ text: String) -> History {
  let events = text.split(separator: ",").enumerated().map { sequence, word in
    let parts = word.split(separator: " ")
    return Event.example(String(parts[0]), at(Int64(parts[1]) ?? 0), sequence: sequence)
  }
  return History(.example(hasStates: text.contains("s:")), events: events)
}

extension Actor {
  static let oscar = Actor(kind: .agent, id: "oscar.solis", name: "Oscar Solis")
}

extension Conversation {
  static func example(hasStates: Bool) -> Conversation {
    Conversation(
      key: ConversationKey(source: "facebook", vendorID: "1"), channel: .directMessage, customerID: "1",
      hasStates: hasStates)
  }
}

extension Event {
  static func example(_ word: String, _ instant: Instant, sequence: Int) -> Event {
    let customer = Actor(kind: .customer, id: "1", name: "Customer")
    let (actor, happening): (Actor, Happening) =
      switch word {
      case "C": (customer, .message(.publicReply))
      case "H", "*": (.oscar, .message(.publicReply))
      case "A": (.oscar, .message(.autoReply))
      case "N": (.oscar, .message(.privateNote))
      case "B": (Actor(kind: .bot, id: "bot", name: "Bot"), .message(.publicReply))
      case "U": (Actor(kind: .unknown, id: "", name: ""), .message(.publicReply))
      case "spam": (customer, .spam(true))
      case "ham": (customer, .spam(false))
      case "deleted": (customer, .deleted(true))
      case "merged": (customer, .merged(into: ConversationKey(source: "facebook", vendorID: "2")))
      default: (.oscar, .state(ConversationState(rawValue: String(word.dropFirst(2))) ?? .open))
      }
    let text = word == "*" ? "Dial *977# for our menu" : "text"
    return Event(
      id: "e\(sequence)", occurredAt: instant, observedAt: instant, sequence: sequence, actor: actor,
      happening: happening, text: text)
  }
}
