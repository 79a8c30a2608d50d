import CivilTime
import Metrics
import Support

/// Histories of a made-up support desk over two years: some ten events a conversation, busy and quiet hours, waits from
/// seconds to days, a few large and many small workloads, reopens, and every kind of exclusion. What would happen after its
/// own `now` has not happened yet, so some conversations are open.
struct MadeUpDesk {
  static let start = Instant(seconds: 1_704_067_200)  // 2024-01-01T00:00:00Z
  static let days = 731
  /// Early in the evening of the last day, in a week that still runs.
  static let now = Instant(seconds: 1_767_200_400)  // 2025-12-31T17:00:00Z
  static let people = (1...60).map { "Agent \($0)" }
  static let sources = ["helpscout", "fresh", "livechat", "facebook"]
  private static let channels = [Channel.email, .portal, .chat, .directMessage]
  private static let customer = Actor(kind: .customer, id: "c", name: "Customer")
  private static let bot = Actor(kind: .bot, id: "bot", name: "Bot")
  private static let agents = people.map { Actor(kind: .agent, id: $0, name: $0) }

  private var chance: SplitMix
  private var number = 1_000_000
  private var events: [Event] = []
  private var at = MadeUpDesk.start

  init(seed: UInt64) { chance = SplitMix(seed: seed) }

  mutating func next() -> History {
    number += 1 + chance.below(9)
    let source = chance.below(MadeUpDesk.sources.count)
    let hasStates = source != 3
    repeat { at = moment() } while at > MadeUpDesk.now
    var conversation = Conversation(
      key: ConversationKey(source: MadeUpDesk.sources[source], vendorID: String(number)),
      channel: MadeUpDesk.channels[source], customerID: "c\(chance.below(200_000))", hasStates: hasStates)
    conversation.createdAt = at
    conversation.inbox = String(chance.below(6))
    conversation.priority = ["low", "medium", "high", "urgent"][chance.below(4)]
    conversation.tags = chance.below(4) == 0 ? [] : ["product-\(chance.below(20))"]
    events = []
    add(MadeUpDesk.customer, .message(.publicReply))
    if hasStates { add(MadeUpDesk.customer, .state(.open)) }
    switch chance.below(100) {
    case 0, 1: add(MadeUpDesk.bot, .spam(true))
    case 2: add(MadeUpDesk.bot, .deleted(true))
    case 3: add(MadeUpDesk.bot, .message(.autoReply))
    default: break
    }
    let rounds = chance.below(12) == 0 ? 2 : 1
    for _ in 0..<rounds { round(hasStates) }
    return History(conversation, events: events.filter { $0.occurredAt <= MadeUpDesk.now })
  }

  private mutating func round(_ hasStates: Bool) {
    let holder = person()
    if hasStates { add(holder, .assignment(personID: holder.id)) }
    for _ in 0..<1 + chance.below(4) {
      wait()
      switch chance.below(100) {
      case 0..<6: add(holder, .message(.privateNote))
      case 6..<9: add(MadeUpDesk.bot, .message(.publicReply))
      default: add(chance.below(5) == 0 ? person() : holder, .message(.publicReply))
      }
      if chance.below(3) > 0 {
        wait()
        add(MadeUpDesk.customer, .message(.publicReply))
      }
    }
    wait()
    if chance.below(20) > 0 { add(holder, .message(.publicReply)) }
    if hasStates, chance.below(20) > 0 { add(holder, .state(.solved)) }
    if hasStates, chance.below(6) == 0 { add(MadeUpDesk.customer, .rating(Rating(score: 1 + chance.below(3), of: 3))) }
  }

  private mutating func add(_ actor: Actor, _ happening: Happening) {
    events.append(
      Event(
        id: String(events.count), occurredAt: at, observedAt: at, sequence: events.count, actor: actor,
        happening: happening))
  }

  /// As many waits of a minute as of an hour or a day.
  private mutating func wait() { at = at + Int64(Double(20 << chance.below(14)) * (1 + chance.share())) }

  /// More by day than by night.
  private mutating func moment() -> Instant {
    let hour = min(chance.below(24) + chance.below(8), 23)
    return MadeUpDesk.start + Int64(chance.below(MadeUpDesk.days) * 86_400 + hour * 3_600 + chance.below(3_600))
  }

  /// The square of a share: a tenth of the team does a third of the work.
  private mutating func person() -> Actor {
    let share = chance.share()
    return MadeUpDesk.agents[Int(share * share * Double(MadeUpDesk.people.count))]
  }
}
