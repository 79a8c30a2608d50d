import CivilTime
import Testing

@testable import Support

/// A history written by hand: `C 0, H 90` is a question at second 0 and an answer at second 90.
///
/// C customer · H agent · A automatic by the vendor's word · * automatic by its text · B bot · N private note ·
/// U unknown sender · T a customer's thanks · s:STATE a change of state (the source then has states) · a:PERSON and a:-
/// assignments · t:TEAM · i:INBOX · p:PRIORITY · company:ID · +TAG · -TAG · survey · rate:2/3 · rate:2/3@SURVEY ·
/// time:SECONDS · queued · joined · handoff · spam · ham · deleted · merged
///
/// Whose deed it is follows an exclamation mark (`H!priya`, `s:solved!customer`, `a:oscar!automation`); it is Oscar's
/// where nothing else is said. A tilde at the end marks what the source does not tell of itself.
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

func history(_ text: String, _ change: (inout Conversation) -> Void = { _ in }) -> History {
  let events = text.split(separator: ",").enumerated().map { sequence, word in
    let parts = word.split(separator: " ")
    return Event.example(String(parts[0]), at(Int64(parts[1]) ?? 0), sequence: sequence)
  }
  var conversation = Conversation.example(hasStates: text.contains("s:"))
  change(&conversation)
  return History(conversation, events: events)
}

func facts(_ text: String, under rules: Rules = Rules(), _ change: (inout Conversation) -> Void = { _ in }) -> Facts {
  Facts(of: history(text, change), under: rules)
}

extension Actor {
  static let oscar = Actor(kind: .agent, id: "oscar.solis", name: "Oscar Solis")
  static let priya = Actor(kind: .agent, id: "priya.nair", name: "Priya Nair")
  static let tomasz = Actor(kind: .agent, id: "tomasz", name: "Tomasz Zieliński")
  static let wynn = Actor(kind: .bot, id: "wynn", name: "Wynn AI")
  static let customer = Actor(kind: .customer, id: "1", name: "Customer")

  static func named(_ name: Substring) -> Actor {
    switch name {
    case "oscar": .oscar
    case "priya": .priya
    case "tomasz": .tomasz
    case "wynn": .wynn
    case "customer": .customer
    default: Actor(kind: ActorKind(rawValue: String(name)) ?? .unknown, id: "", name: "")
    }
  }
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
    let isInferred = word.hasSuffix("~")
    let parts = word.filter { $0 != "~" }.split(separator: "!", maxSplits: 1)
    let deed = parts[0]
    var (actor, happening): (Actor, Happening) =
      switch deed {
      case "C", "T": (.customer, .message(.publicReply))
      case "H", "*": (.oscar, .message(.publicReply))
      case "A": (.oscar, .message(.autoReply))
      case "N": (.oscar, .message(.privateNote))
      case "B": (.wynn, .message(.publicReply))
      case "U": (Actor(kind: .unknown, id: "", name: ""), .message(.publicReply))
      case "spam": (.customer, .spam(true))
      case "ham": (.customer, .spam(false))
      case "deleted": (.customer, .deleted(true))
      case "merged": (.customer, .merged(into: ConversationKey(source: "facebook", vendorID: "2")))
      case "survey": (Actor.nobody, .surveySent)
      case "queued": (.customer, .queued)
      case "joined": (.oscar, .joined)
      case "handoff": (.wynn, .handOff)
      default: (.oscar, .change(deed))
      }
    if parts.count == 2 { actor = .named(parts[1]) }
    if case .rating = happening { actor = .customer }
    let text =
      switch deed {
      case "*": "Dial *977# for our menu"
      case "T": "Great, thanks a lot!"
      default: "text"
      }
    return Event(
      id: "e\(sequence)", occurredAt: instant, observedAt: instant, sequence: sequence, actor: actor,
      happening: happening, text: text, isInferred: isInferred)
  }
}

extension Happening {
  fileprivate static func change(_ deed: Substring) -> Happening {
    if deed.hasPrefix("+") { return .tag(String(deed.dropFirst()), isSet: true) }
    if deed.hasPrefix("-") { return .tag(String(deed.dropFirst()), isSet: false) }
    let parts = deed.split(separator: ":", maxSplits: 1)
    let value = parts.count == 2 ? parts[1] : ""
    switch parts[0] {
    case "a": return .assignment(personID: value == "-" ? nil : Actor.named(value).id)
    case "t": return .team(id: value == "-" ? nil : String(value))
    case "i": return .inbox(id: String(value))
    case "p": return .attribute(.priority, value: String(value))
    case "company": return .attribute(.company, value: String(value))
    case "rate": return .rating(Rating(value))
    case "time": return .timeEntry(TimeEntry(seconds: Int64(value) ?? 0))
    default: return .state(ConversationState(rawValue: String(value)) ?? .open)
    }
  }
}

extension Rating {
  /// `2/3@survey`
  fileprivate init(_ text: Substring) {
    let parts = text.split(separator: "@")
    let numbers = parts[0].split(separator: "/").compactMap { Int($0) }
    self.init(score: numbers[0], of: numbers[1], survey: parts.count == 2 ? String(parts[1]) : nil)
  }
}

/// The bounds of an episode.
struct Span: Equatable {
  var start: Instant
  var end: Episode.End

  init(_ start: Instant, _ end: Episode.End) {
    self.start = start
    self.end = end
  }

  init(_ episode: Episode) { self.init(episode.start, episode.end) }
}

/// The bounds of a wait.
struct Waiting: Equatable {
  var since: Instant
  var episode: Int
  var end: Wait.End

  init(since: Instant, episode: Int, end: Wait.End) {
    self.since = since
    self.episode = episode
    self.end = end
  }

  init(_ wait: Wait) { self.init(since: wait.since, episode: wait.episode, end: wait.end) }
}

func answered(_ from: Int64, _ to: Int64, in episode: Int) -> Waiting {
  Waiting(since: at(from), episode: episode, end: .answered(at: at(to), by: .oscar))
}
