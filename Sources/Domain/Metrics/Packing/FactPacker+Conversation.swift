import CivilTime
import Support

extension FactPacker {
  func header(_ writer: inout PackWriter, under rules: Rules) {
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
    writer.text(conversation.customerEmail.flatMap(\.mailDomain))
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

  func customer(_ writer: inout PackWriter) {
    writer.text(conversation.customerEmail.flatMap { $0.isEmpty ? nil : $0.inLowerCase })
    writer.text(conversation.customerID.isEmpty ? nil : conversation.customerID)
  }

  func participants(_ writer: inout PackWriter) {
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

  func starts(_ writer: inout PackWriter) {
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
    if rules.countedFields.isEmpty { return writer.unsigned(0) }
    let fields = conversation.fields.filter { rules.countedFields.contains($0.key) }.sorted { $0.key < $1.key }
    rows(fields, &writer) { field, writer in
      writer.text(field.key)
      writer.text(field.value)
    }
  }
}

extension String {
  /// What stands behind the last “@” of an address.
  fileprivate var mailDomain: String? {
    guard let at = utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let domain = self[utf8.index(after: at)...]
    return domain.isEmpty ? nil : String(domain).inLowerCase
  }
}
