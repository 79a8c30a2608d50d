import CivilTime
import Support

/// Packs the facts of one conversation. Instants are written as distances from its creation.
///
/// A class, because its many small steps would else copy facts and conversation for each of them.
final class FactPacker {
  private let conversation: Conversation
  private let facts: Facts
  private let createdAt: Instant

  init(_ conversation: Conversation, _ facts: Facts, createdAt: Instant) {
    self.conversation = conversation
    self.facts = facts
    self.createdAt = createdAt
  }

  func pack(under rules: Rules) -> [UInt8] {
    var writer = PackWriter()
    for section in FactSection.allCases {
      writer.section { writer in
        switch section {
        case .conversation: header(&writer, under: rules)
        case .starts: starts(&writer)
        case .customers: customer(&writer)
        case .participants: participants(&writer)
        case .messages: messages(&writer)
        case .customerWords: customerWords(&writer)
        case .openWaits: waits(facts.waits.indices.filter { facts.waits[$0].isOpen }, &writer)
        case .waits: waits(Array(facts.waits.indices), &writer)
        case .closings: closings(&writer)
        case .counts: counts(&writer)
        case .times: times(&writer)
        case .reopens: reopens(&writer)
        case .stations: stations(&writer)
        case .handOffs: handOffs(&writer)
        case .queue: queue(&writer)
        case .transfers: transfers(&writer)
        case .touches: touches(&writer)
        case .activity: activity(&writer)
        case .logged: logged(&writer)
        case .ratings: ratings(&writer)
        case .surveys: surveys(&writer)
        case .decisions: decisions(&writer, under: rules)
        }
      }
    }
    return writer.packed(version: PackedFacts.version)
  }

  func instant(_ instant: Instant?, _ writer: inout PackWriter) { writer.optional(instant.map { $0 - createdAt }) }

  func clocked(_ length: Clocked?, _ writer: inout PackWriter) {
    writer.optional(length?.calendar)
    writer.optional(length.flatMap(\.business))
  }

  func person(_ actor: Actor?, _ writer: inout PackWriter) { writer.text(actor.flatMap(\.countedName)) }

  private func rows<Row>(_ rows: [Row], _ writer: inout PackWriter, _ body: (Row, inout PackWriter) -> Void) {
    writer.unsigned(rows.count)
    for row in rows { body(row, &writer) }
  }
}

extension Actor {
  /// Whose work it is in the figures: customers and programs that closed something are credited as such.
  fileprivate var countedName: String? {
    switch kind {
    case .agent, .bot: label
    case .customer: nil
    case .automation, .system, .thirdParty, .unknown: nil
    }
  }
}

// MARK: - The conversation itself

extension FactPacker {
  private func header(_ writer: inout PackWriter, under rules: Rules) {
    writer.signed(createdAt.seconds)
    writer.byte(facts.standing.rawValue)
    writer.text(conversation.channel.rawValue)
    let beginner: UInt8 =
      switch facts.initiator {
      case .unknown: 0
      case .customer: 1
      case .agent: 2
      case .bot: 3
      }
    writer.byte(beginner)
    writer.byte(facts.isCreatedInHours.map { $0 ? 2 : 1 } ?? 0)
    writer.byte(
      (conversation.hasStates ? 1 : 0) | (facts.turns.isEmpty ? 0 : 2) | (facts.toFirstAssignment == nil ? 0 : 4)
        | (facts.firstAutomated == nil ? 0 : 8))
    let address = conversation.customerEmail ?? ""
    writer.text(address.split(separator: "@").last.flatMap { address.contains("@") ? $0.lowercased() : nil })
    person(facts.circumstances.holder.last, &writer)
    response(&writer)
    let places = facts.circumstances
    for track in [
      places.inbox, places.team, places.priority, places.type, places.category, places.pipeline, places.company,
    ] {
      self.track(track, &writer) { value, writer in writer.text(value) }
    }
    track(places.tags, &writer) { tags, writer in
      writer.unsigned(tags.count)
      for tag in tags { writer.text(tag) }
    }
    track(facts.dropped, &writer) { person, writer in writer.text(person) }
    fields(&writer, under: rules)
  }

  private func customer(_ writer: inout PackWriter) {
    writer.text(conversation.customerEmail.flatMap { $0.isEmpty ? nil : $0.lowercased() })
    writer.text(conversation.customerID.isEmpty ? nil : conversation.customerID)
  }

  private func participants(_ writer: inout PackWriter) {
    rows(facts.participants(), &writer) { participant, writer in
      person(participant.person, &writer)
      writer.unsigned(participant.replies)
    }
  }

  private func response(_ writer: inout PackWriter) {
    let first = facts.waits.first
    instant(first?.since, &writer)
    instant(first?.until, &writer)
    let kind: ResponseKind =
      switch first?.end {
      case nil: .noCustomerMessage
      case .answered: .answered
      case .unanswered: .unanswered
      case .open: .waiting
      }
    writer.byte(kind.rawValue)
    writer.optional(first?.length?.business ?? nil)
    if case .answered(_, let actor) = first?.end { person(actor, &writer) } else { writer.text(nil) }
    person(first?.holder, &writer)
  }

  private func starts(_ writer: inout PackWriter) {
    clocked(facts.toFirstAssignment, &writer)
    clocked(facts.toFirstAutomated, &writer)
    outcome(&writer)
  }

  private func outcome(_ writer: inout PackWriter) {
    let kind: BotCode =
      switch facts.botOutcome?.kind {
      case nil: .none
      case .untouched: .untouched
      case .contained: .contained
      case .abandoned: .abandoned
      case .handedOff(let isAbandoned): isAbandoned ? .handedOffAndAbandoned : .handedOff
      case .assisted: .assisted
      }
    writer.byte(kind.rawValue)
    instant(facts.botOutcome?.since, &writer)
  }

  private func track<Value>(
    _ track: Track<Value>, _ writer: inout PackWriter, _ body: (Value, inout PackWriter) -> Void
  ) {
    body(track.initial, &writer)
    writer.unsigned(track.changes.count)
    for change in track.changes {
      writer.signed(change.at - createdAt)
      body(change.value, &writer)
    }
  }

  /// Those that the rules for products look at.
  private func fields(_ writer: inout PackWriter, under rules: Rules) {
    let fields = conversation.fields.filter { rules.countedFields.contains($0.key) }.sorted { $0.key < $1.key }
    rows(fields, &writer) { field, writer in
      writer.text(field.key)
      writer.text(field.value)
    }
  }
}

// MARK: - What was said

extension FactPacker {
  private func messages(_ writer: inout PackWriter) {
    // Both are in the order of time.
    var turns = facts.turns[...]
    rows(facts.messages.filter { !$0.isCustomers }, &writer) { message, writer in
      var beginsTurn = false
      if let turn = turns.first, message.role == .reply, turn.eventID == message.eventID, turn.origin == message.origin
      {
        beginsTurn = true
        turns.removeFirst()
      }
      instant(message.at, &writer)
      writer.byte(MessageCode(message, beginsTurn: beginsTurn).rawValue)
      person(message.actor, &writer)
      person(message.holder, &writer)
    }
  }

  private func customerWords(_ writer: inout PackWriter) {
    rows(facts.messages.filter(\.isCustomers), &writer) { message, writer in
      instant(message.at, &writer)
      writer.byte(MessageCode(message, beginsTurn: false).rawValue)
    }
  }

  private func waits(_ indices: [Int], _ writer: inout PackWriter) {
    let reopening = Set(facts.reopenWaits.map(\.since))
    rows(indices, &writer) { index, writer in
      let wait = facts.waits[index]
      instant(wait.since, &writer)
      writer.byte(WaitFlags(wait, isFirst: index == 0, reopens: reopening.contains(wait.since)).rawValue)
      instant(wait.until, &writer)
      if case .answered(_, let actor) = wait.end { person(actor, &writer) } else { writer.text(nil) }
      person(wait.holder, &writer)
      writer.optional(wait.length?.business ?? nil)
      rows(wait.asides, &writer) { aside, writer in
        writer.signed(aside.from - createdAt)
        instant(aside.to, &writer)
      }
    }
  }
}

// MARK: - How it ended, and came back

extension FactPacker {
  private func closings(_ writer: inout PackWriter) {
    rows(Array(facts.episodes.enumerated()), &writer) { row, writer in
      let (index, episode) = row
      let closing = episode.closing
      instant(episode.start, &writer)
      instant(closing?.at, &writer)
      instant(closing?.undoneAt, &writer)
      instant(index + 1 < facts.episodes.count ? facts.episodes[index + 1].closing?.at : nil, &writer)
      instant(episode.firstQuestion, &writer)
      instant(episode.firstReply?.at, &writer)
      writer.byte(ClosingFlags(closing, isFirst: index == 0).rawValue)
      closer(closing?.closer, &writer)
      person(closing?.holder, &writer)
    }
  }

  private func counts(_ writer: inout PackWriter) {
    let replies = facts.messages.filter { $0.role == .reply }
    let closings = facts.closings
    rows(Array(closings.enumerated()), &writer) { row, writer in
      let (index, closing) = row
      instant(closing.at, &writer)
      instant(closing.undoneAt, &writer)
      instant(index + 1 < closings.count ? closings[index + 1].at : nil, &writer)
      writer.byte(ClosingFlags(closing, isFirst: index == 0).rawValue)
      closer(closing.closer, &writer)
      person(closing.holder, &writer)
      person(replies.last { $0.at <= closing.at }?.actor, &writer)
      writer.unsigned(closing.replies)
      writer.unsigned(closing.turns)
      stationCounts(upTo: closing.at, &writer)
    }
  }

  private func closer(_ closer: Closing.Closer?, _ writer: inout PackWriter) {
    switch closer {
    case .person(let actor, _): person(actor, &writer)
    case .customer: writer.text(Uncredited.customer)
    case .automation: writer.text(Uncredited.automation)
    case .nobody: writer.text(Uncredited.unknown)
    case .none: writer.text(nil)
    }
  }

  private func stationCounts(upTo end: Instant, _ writer: inout PackWriter) {
    let stations = facts.stations.filter { $0.since <= end }
    writer.unsigned(stations.count)
    writer.unsigned(Set(stations.map(\.person.label)).count)
    writer.unsigned(facts.groupStations.count { $0.since <= end })
    writer.unsigned(facts.participants(before: end + 1).count)
  }

  private func times(_ writer: inout PackWriter) {
    let closings = facts.closings
    let talk = facts.talk()
    rows(Array(closings.enumerated()), &writer) { row, writer in
      let (index, closing) = row
      instant(closing.at, &writer)
      instant(closing.undoneAt, &writer)
      instant(index + 1 < closings.count ? closings[index + 1].at : nil, &writer)
      writer.byte(index == 0 ? 1 : 0)
      closer(closing.closer, &writer)
      person(closing.holder, &writer)
      let time = closing.time
      clocked(time.sinceFirstQuestion, &writer)
      clocked(time.net, &writer)
      clocked(time.waited, &writer)
      clocked(time.longestWait, &writer)
      clocked(time.unassigned, &writer)
      clocked(time.handled, &writer)
      clocked(time.inStates?.requesterWait, &writer)
      clocked(time.inStates?.agentWork, &writer)
      clocked(time.inStates?.pending, &writer)
      clocked(time.inStates?.onHold, &writer)
      clocked(talk.map { Clocked(calendar: $0.upperBound - $0.lowerBound, business: nil) }, &writer)
    }
  }

  private func reopens(_ writer: inout PackWriter) {
    rows(facts.reopens, &writer) { reopen, writer in
      instant(reopen.at, &writer)
      instant(reopen.undone, &writer)
      closer(reopen.undoneCloser, &writer)
      writer.byte(reopen.signal == .state ? 0 : 1)
    }
  }
}

// MARK: - Whose it was

extension FactPacker {
  private func stations(_ writer: inout PackWriter) {
    rows(facts.stations, &writer) { station, writer in
      instant(station.since, &writer)
      instant(station.until, &writer)
      person(station.person, &writer)
      switch station.response {
      case .answered(let at):
        writer.byte(0)
        instant(at, &writer)
      case .none(let until):
        writer.byte(1)
        instant(until, &writer)
      case .open:
        writer.byte(2)
        instant(nil, &writer)
      }
      clocked(station.length, &writer)
    }
  }

  private func handOffs(_ writer: inout PackWriter) {
    rows(facts.handOffs, &writer) { handOff, writer in
      instant(handOff.at, &writer)
      instant(handOff.firstReply?.at ?? handOff.left, &writer)
      writer.byte(handOff.firstReply != nil ? 0 : handOff.left != nil ? 1 : 2)
      person(handOff.firstReply?.by, &writer)
      clocked(handOff.length, &writer)
    }
  }

  private func queue(_ writer: inout PackWriter) {
    rows(facts.queue, &writer) { wait, writer in
      instant(wait.since, &writer)
      instant(wait.served?.at ?? wait.left, &writer)
      writer.byte(wait.isAbandoned ? 1 : wait.served != nil ? 0 : 2)
      person(wait.served?.by, &writer)
      clocked(wait.length, &writer)
    }
  }

  private func transfers(_ writer: inout PackWriter) {
    rows(facts.transfers, &writer) { transfer, writer in
      instant(transfer.at, &writer)
      person(transfer.from, &writer)
      person(transfer.to, &writer)
      writer.byte((transfer.changesPerson ? 1 : 0) | (transfer.changesGroup ? 2 : 0) | (transfer.isFromBot ? 4 : 0))
    }
  }

  private func touches(_ writer: inout PackWriter) {
    rows(facts.touches, &writer) { touch, writer in
      instant(touch.at, &writer)
      person(touch.person, &writer)
      writer.byte(touch.kind.rawValue)
    }
  }

  /// Messages are activity anyway; of all else one in a quarter of an hour is enough for every zone's days and hours.
  private func activity(_ writer: inout PackWriter) {
    var known = Set(facts.messages.map { $0.at.quarter })
    rows(facts.activity.filter { known.insert($0.at.quarter).inserted }, &writer) { activity, writer in
      instant(activity.at, &writer)
      writer.byte(activity.isAutomatic ? 1 : 0)
    }
  }

  private func logged(_ writer: inout PackWriter) {
    rows(facts.logged, &writer) { entry, writer in
      instant(entry.at, &writer)
      person(entry.person, &writer)
      writer.signed(entry.seconds)
      writer.byte(entry.isBillable.map { $0 ? 2 : 1 } ?? 0)
    }
  }
}

// MARK: - What was said of it, and promised

extension FactPacker {
  private func ratings(_ writer: inout PackWriter) {
    rows(facts.ratings, &writer) { rating, writer in
      instant(rating.at, &writer)
      person(rating.person, &writer)
      writer.unsigned(max(0, rating.score))
      writer.unsigned(max(1, rating.scale))
      writer.byte(rating.verdict == .positive ? 2 : rating.verdict == .neutral ? 1 : 0)
    }
  }

  private func surveys(_ writer: inout PackWriter) {
    rows(facts.surveys, &writer) { survey, writer in
      instant(survey.sentAt, &writer)
      person(survey.lastReply?.by, &writer)
      writer.byte(survey.isRated ? 1 : 0)
    }
  }

  private func decisions(_ writer: inout PackWriter, under rules: Rules) {
    rows(facts.decisions(under: rules), &writer) { decision, writer in
      writer.byte(decision.kind.rawValue)
      writer.byte(decision.outcome == .met ? 0 : decision.outcome == .missed ? 1 : 2)
      instant(decision.decidedAt, &writer)
      instant(decision.startedAt, &writer)
      instant(decision.atRiskAt, &writer)
      instant(decision.dueAt, &writer)
      instant(decision.endedAt, &writer)
      writer.optional(decision.overrun)
      person(decision.holder, &writer)
    }
  }
}

extension Instant {
  /// Every zone of today cuts its days and hours at quarters of an hour.
  fileprivate var quarter: Int64 { seconds.floorDivided(by: 900) }
}

/// Names under which closings stand that are nobody's work.
package enum Uncredited {
  package static let customer = "Customer"
  package static let automation = "Automation"
  package static let unknown = "Unknown"
}
