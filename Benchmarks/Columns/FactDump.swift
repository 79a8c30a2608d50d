import CivilTime
import Files
import Metrics
import Support

/// The facts as plain arrays of little-endian numbers, one file each, which every peer reads at full speed.
struct FactDump {
  private var created: [UInt32] = []
  private var standing: [UInt8] = []
  private var responseKind: [UInt8] = []
  private var responseSince: [UInt32] = []
  private var responseSeconds: [UInt32] = []
  private var responseLapses: [UInt32] = []
  private var responsePerson: [UInt16] = []
  private var source: [UInt8] = []
  private var number: [UInt32] = []
  private var at: [UInt32] = []
  private var conversation: [UInt32] = []
  private var person: [UInt16] = []
  private var leftOut: [UInt8] = []
  private var closings = Happenings()
  private var undone: [UInt32] = []
  private var episodes = Happenings()
  private var isFirst: [UInt8] = []
  private var done: [UInt32] = []
  private var ratings = Happenings()
  private var positive: [UInt8] = []
  private var words = Happenings()
  private var openWaits = Happenings()
  private var lapses: [UInt32] = []
  /// 0 is nobody.
  private let codes = Dictionary(
    uniqueKeysWithValues: (MadeUpDesk.people + [Uncredited.unknown]).enumerated().map { ($1, UInt16($0 + 1)) })

  /// Something at a moment of a conversation, and whose it is.
  private struct Happenings {
    var at: [UInt32] = []
    var conversation: [UInt32] = []
    var person: [UInt16] = []

    mutating func add(_ at: Instant, _ conversation: Int, _ person: UInt16 = 0) {
      self.at.append(UInt32(at.seconds))
      self.conversation.append(UInt32(conversation))
      self.person.append(person)
    }
  }

  mutating func add(_ history: History, _ facts: Facts) {
    let key = history.conversation.key
    created.append(UInt32(facts.createdAt?.seconds ?? 0))
    standing.append(facts.standing.rawValue)  // the same numbers as the exclusions of conversations
    let wait = facts.waits.first
    var kind: UInt8 = 3
    var lapses: Instant?
    switch wait?.end {
    case .answered(let at, let by):
      kind = 0
      responseSeconds.append(UInt32(at - (wait?.since ?? at)))
      responsePerson.append(codes[by.name] ?? 0)
    case .unanswered: kind = 1
    case .open(let instant):
      kind = 2
      lapses = instant
    case nil: break
    }
    responseKind.append(kind)
    responseSince.append(UInt32(wait?.since.seconds ?? 0))
    if kind != 0 {
      responseSeconds.append(0)
      responsePerson.append(0)
    }
    responseLapses.append(UInt32(lapses?.seconds ?? 0))
    source.append(UInt8(MadeUpDesk.sources.firstIndex(of: key.source) ?? 0))
    number.append(UInt32(key.vendorID) ?? 0)
    for message in facts.messages where message.role != .customer {
      at.append(UInt32(message.at.seconds))
      conversation.append(UInt32(created.count - 1))
      person.append(codes[message.actor.name] ?? 0)
      leftOut.append(Exclusion(message.role)?.rawValue ?? 0)
    }
    addWork(of: facts, created.count - 1)
  }

  private mutating func addWork(of facts: Facts, _ conversation: Int) {
    for message in facts.messages where message.role == .customer { words.add(message.at, conversation) }
    for closing in facts.closings {
      let closer =
        switch closing.closer {
        case .person(let actor, _): codes[actor.name]
        case .customer, .automation, .nobody: codes[Uncredited.unknown]
        }
      closings.add(closing.at, conversation, closer ?? 0)
      undone.append(UInt32(closing.undoneAt?.seconds ?? 0))
    }
    for (number, episode) in facts.episodes.enumerated() {
      episodes.add(episode.start, conversation)
      isFirst.append(number == 0 ? 1 : 0)
      done.append(episode.closing.map { UInt32($0.at.seconds) } ?? .max)
    }
    for rating in facts.ratings {
      ratings.add(rating.at, conversation, rating.person.flatMap { codes[$0.name] } ?? 0)
      positive.append(rating.verdict == .positive ? 1 : 0)
    }
    for wait in facts.waits where wait.isOpen {
      let holder = facts.circumstances.holder.last
      openWaits.add(wait.since, conversation, holder.flatMap { codes[$0.name] } ?? 0)
      lapses.append(wait.until.map { UInt32($0.seconds) } ?? .max)
    }
  }

  func write(to folder: String) throws {
    try write(created, to: "\(folder)/conversations.created.u4")
    try write(standing, to: "\(folder)/conversations.standing.u1")
    try write(responseKind, to: "\(folder)/conversations.response_kind.u1")
    try write(responseSince, to: "\(folder)/conversations.response_since.u4")
    try write(responseSeconds, to: "\(folder)/conversations.response_seconds.u4")
    try write(responseLapses, to: "\(folder)/conversations.response_lapses.u4")
    try write(responsePerson, to: "\(folder)/conversations.response_person.u2")
    try write(source, to: "\(folder)/conversations.source.u1")
    try write(number, to: "\(folder)/conversations.number.u4")
    try write(at, to: "\(folder)/messages.at.u4")
    try write(conversation, to: "\(folder)/messages.conversation.u4")
    try write(person, to: "\(folder)/messages.person.u2")
    try write(leftOut, to: "\(folder)/messages.left_out.u1")
    try write(closings, as: "closings", to: folder)
    try write(undone, to: "\(folder)/closings.undone.u4")
    try write(episodes, as: "episodes", to: folder)
    try write(isFirst, to: "\(folder)/episodes.is_first.u1")
    try write(done, to: "\(folder)/episodes.until.u4")
    try write(ratings, as: "ratings", to: folder)
    try write(positive, to: "\(folder)/ratings.positive.u1")
    try write(words, as: "words", to: folder)
    try write(openWaits, as: "waits", to: folder)
    try write(lapses, to: "\(folder)/waits.until.u4")
  }

  private func write(_ happenings: Happenings, as name: String, to folder: String) throws {
    try write(happenings.at, to: "\(folder)/\(name).at.u4")
    try write(happenings.conversation, to: "\(folder)/\(name).conversation.u4")
    try write(happenings.person, to: "\(folder)/\(name).person.u2")
  }

  private func write(_ numbers: [some FixedWidthInteger], to path: String) throws {
    try Files.write(numbers.withUnsafeBytes { Array($0) }, to: path)
  }
}
