import CivilTime
import Support

@testable import DemoCompany

/// A story's numbers counted again: what the product itself derives from histories, and naive loops for the rest.
struct StoryRecount {
  var books = Books()
  private let zone: Zone

  init(of story: Story) {
    zone = story.zone
    for tale in story.tales { count(tale) }
    for month in books.firstResponseSeconds.keys { books.firstResponseSeconds[month]?.sort() }
  }

  private mutating func count(_ tale: Tale) {
    let facts = Facts(of: History(tale), under: Rules(autoReplies: []))
    switch facts.standing {
    case .spam: books.spam += 1
    case .deleted: books.deleted += 1
    case .merged:
      books.merged += 1
      for message in facts.messages where message.role == .customer {
        books.customerMessagesPerMonth[month(message.at), default: 0] += 1
      }
    case .autoReplyOnly, .test, .excludedPerson: break
    case .counted: count(tale, facts)
    }
  }

  private func month(_ instant: Instant) -> LocalDay { zone.day(of: instant).firstOfMonth }

  private mutating func count(_ tale: Tale, _ facts: Facts) {
    let created = facts.createdAt ?? Instant(seconds: 0)
    books.conversations += 1
    books.createdPerDay[zone.day(of: created), default: 0] += 1
    books.createdPerMonth[month(created), default: 0] += 1
    if facts.initiator == .agent || (facts.initiator == .bot && tale.isOutbound) { books.outbound += 1 }
    for message in facts.messages { count(message) }
    switch facts.firstResponse {
    case .answered(let from, let to, _): books.firstResponseSeconds[month(created), default: []].append(to - from)
    case .closedWithoutReply, .waiting(_, .some): books.withoutFirstResponse += 1
    case .waiting(_, nil): books.stillWaiting += 1
    case .noCustomerMessage: break
    }
    countWork(tale)
    countClosures(tale)
  }

  private mutating func count(_ message: Message) {
    let id = Int(message.actor.id) ?? 0
    switch message.role {
    case .customer: books.customerMessagesPerMonth[month(message.at), default: 0] += 1
    case .reply: books.repliesPerMonth[month(message.at), default: [:]][id, default: 0] += 1
    case .note: books.notesPerMonth[month(message.at), default: [:]][id, default: 0] += 1
    case .bot: books.botMessages += 1
    case .autoReply: books.autoReplies += 1
    case .service, .unknown, .excludedReply: break
    }
  }

  private mutating func countWork(_ tale: Tale) {
    for (index, beat) in tale.beats.enumerated() {
      if case .worked(let minutes, let isBillable) = beat.deed, case .staff(let id) = beat.doer {
        books.minutesPerMonth[month(beat.at), default: [:]][id, default: 0] += minutes
        books.billableMinutes += isBillable ? minutes : 0
      }
      if case .rated(let grade, _) = beat.deed {
        books.ratings[grade, default: 0] += 1
        books.ratingsPerMonth[month(beat.at), default: [:]][grade, default: 0] += 1
        guard let credited = tale.beats[..<index].last(where: { $0.replier != nil })?.replier else { continue }
        books.ratingsPerPerson[credited, default: [:]][grade, default: 0] += 1
      }
    }
  }

  private mutating func countClosures(_ tale: Tale) {
    var closers: Set<String> = []
    let states = tale.beats.filter { [.solved, .closed, .reopened, .pending, .resumed].contains($0.deed) }
    for (index, beat) in states.enumerated() where beat.deed == .solved || beat.deed == .closed {
      if index > 0, [.solved, .closed].contains(states[index - 1].deed) { continue }
      guard case .staff(let id) = beat.doer else {
        books.closuresByOthers += 1
        continue
      }
      let day = zone.day(of: beat.at)
      books.closuresPerMonth[day.firstOfMonth, default: [:]][id, default: 0] += 1
      if closers.insert("\(day) \(id)").inserted { books.closuresPerDay[day, default: [:]][id, default: 0] += 1 }
    }
  }
}

extension History {
  /// What a faithful source would tell of a tale.
  fileprivate init(_ tale: Tale) {
    let conversation = Conversation(
      key: ConversationKey(source: "story", vendorID: "\(tale.number)"), channel: .email,
      customerID: "\(tale.customerID)", createdAt: tale.createdAt, hasStates: tale.hasStates)
    let events = tale.beats.enumerated().compactMap { index, beat in
      Happening(beat.deed).map {
        Event(
          id: "\(index)", occurredAt: beat.at, observedAt: beat.at, sequence: index, actor: Actor(beat.doer),
          happening: $0, text: beat.text)
      }
    }
    self.init(conversation, events: events)
  }
}

extension Actor {
  fileprivate init(_ doer: Beat.Doer) {
    switch doer {
    case .customer(let id): self.init(kind: .customer, id: "\(id)", name: "")
    case .staff(let id): self.init(kind: .agent, id: "\(id)", name: "")
    case .bot(let id): self.init(kind: .bot, id: "\(id)", name: "")
    case .automation: self.init(kind: .automation, id: "", name: "")
    }
  }
}

extension Happening {
  fileprivate init?(_ deed: Beat.Deed) {
    switch deed {
    case .message: self = .message(.publicReply)
    case .autoReply: self = .message(.autoReply)
    case .note: self = .message(.privateNote)
    case .pending: self = .state(.pending)
    case .resumed, .reopened: self = .state(.open)
    case .solved: self = .state(.solved)
    case .closed: self = .state(.closed)
    case .merged(let number): self = .merged(into: ConversationKey(source: "story", vendorID: "\(number)"))
    case .markedSpam: self = .spam(true)
    case .deleted: self = .deleted(true)
    case .assigned, .moved, .tagged, .untagged, .absorbed, .rated, .worked, .queued, .joined, .left: return nil
    }
  }
}
