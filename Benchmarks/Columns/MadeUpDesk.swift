import CivilTime
import Metrics
import Support

/// Facts of a made-up support desk over two years: some five answers to a conversation, busy and quiet hours, waits from
/// seconds to days, a few large and many small workloads, and every kind of exclusion.
struct MadeUpDesk {
  static let start = Instant(seconds: 1_704_067_200)  // 2024-01-01T00:00:00Z
  static let days = 731
  static let people = (1...60).map { "Agent \($0)" }
  static let sources = ["helpscout", "fresh", "livechat", "facebook"]
  private static let channels = ["email", "portal", "chat", "direct_message"]

  private var chance: SplitMix
  private var number = 1_000_000

  init(seed: UInt64) { chance = SplitMix(seed: seed) }

  mutating func next() -> FactRow {
    number += 1 + chance.below(9)
    let source = chance.below(MadeUpDesk.sources.count)
    let createdAt = moment()
    let response = response(to: createdAt)
    return FactRow(
      key: ConversationKey(source: MadeUpDesk.sources[source], vendorID: String(number)),
      channel: MadeUpDesk.channels[source], createdAt: createdAt, standing: standing(), response: response,
      openWait: openWait(response), messages: messages(after: createdAt, response))
  }

  /// More by day than by night.
  private mutating func moment() -> Instant {
    let hour = min(chance.below(24) + chance.below(8), 23)
    return MadeUpDesk.start + Int64(chance.below(MadeUpDesk.days) * 86_400 + hour * 3_600 + chance.below(3_600))
  }

  private mutating func standing() -> Standing {
    switch chance.below(100) {
    case 0, 1: .spam
    case 2: .deleted
    case 3: .merged
    case 4: .autoReplyOnly
    default: .counted
    }
  }

  /// The square of a share: a tenth of the team does a third of the work.
  private mutating func person() -> String {
    let share = chance.share()
    return MadeUpDesk.people[Int(share * share * Double(MadeUpDesk.people.count))]
  }

  private mutating func response(to createdAt: Instant) -> ResponseFact {
    switch chance.below(100) {
    case 0..<4: return ResponseFact(kind: .noCustomerMessage, since: nil, seconds: nil, person: nil, lapses: nil)
    case 4..<9: return ResponseFact(kind: .closedWithoutReply, since: createdAt, seconds: nil, person: nil, lapses: nil)
    case 9..<12:
      return ResponseFact(kind: .waiting, since: createdAt, seconds: nil, person: nil, lapses: createdAt + 86_400)
    default:
      // As many waits of a minute as of an hour or a day.
      let seconds = Int64(Double(20 << chance.below(14)) * (1 + chance.share()))
      return ResponseFact(kind: .answered, since: createdAt, seconds: seconds, person: person(), lapses: nil)
    }
  }

  private func openWait(_ response: ResponseFact) -> OpenWait? {
    guard response.kind == .waiting, let since = response.since else { return nil }
    return OpenWait(since: since, lapses: response.lapses)
  }

  private mutating func messages(after createdAt: Instant, _ response: ResponseFact) -> [MessageFact] {
    var at = createdAt + (response.seconds ?? 300)
    let count = 1 + chance.below(5) + chance.below(5)
    return (0..<count).map { number in
      defer { at = at + Int64(60 << chance.below(11)) }
      let first = number == 0 ? response.person : nil
      return MessageFact(eventID: String(number), at: at, person: first ?? person(), leftOut: leftOut(first))
    }
  }

  private mutating func leftOut(_ answering: String?) -> Exclusion? {
    if answering != nil { return nil }
    switch chance.below(100) {
    case 0..<6: return .note
    case 6..<10: return .autoReply
    case 10..<12: return .bot
    case 12: return .service
    case 13: return .unknownSender
    default: return nil
    }
  }
}
