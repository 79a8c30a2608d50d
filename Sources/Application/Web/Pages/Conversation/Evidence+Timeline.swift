import CivilTime
import Markup
import Support

extension Evidence {
  /// Something to show at a moment: an event, or a silence that the program took for an end.
  enum Moment {
    case event(Event)
    case silence(Instant)

    var at: Instant {
      switch self {
      case .event(let event): event.occurredAt
      case .silence(let at): at
      }
    }
  }

  /// Events and inferred ends in the order of time.
  var moments: [Moment] {
    var silences = facts.episodes.compactMap { episode -> Instant? in
      switch episode.end {
      case .inferred(let at): at
      case .open(let lapses): lapses.flatMap { $0 <= words.now ? $0 : nil }
      case .stated: nil
      }
    }[...]
    var moments: [Moment] = []
    for event in history.events {
      while let silence = silences.first, silence < event.occurredAt {
        moments.append(.silence(silences.removeFirst()))
      }
      moments.append(.event(event))
    }
    return moments + silences.map(Moment.silence)
  }

  func days(of moments: ArraySlice<Moment>) -> [TimelineDay] {
    let roles = Dictionary(facts.messages.map { ($0.eventID, $0.role) }) { first, _ in first }
    var days: [TimelineDay] = []
    var last: LocalDay?
    for moment in moments {
      let day = words.zone.day(of: moment.at)
      if day != last { days.append(TimelineDay(title: words.longDay(day), entries: [])) }
      last = day
      days[days.count - 1].entries.append(entry(moment, roles))
    }
    return days
  }

  private func entry(_ moment: Moment, _ roles: [String: Message.Role]) -> TimelineEntry {
    let time = words.time(moment.at)
    let stamp = words.stamp(moment.at)
    switch moment {
    case .silence:
      return TimelineEntry(
        kind: .gap, time: time, instant: stamp,
        role: "No message for more than \(Figures.duration(seconds: Int(gap))): the episode ended here (inferred).")
    case .event(let event):
      guard let role = roles[event.id] else {
        return TimelineEntry(
          kind: .event, time: time, instant: stamp, actor: event.actor.name.isEmpty ? "" : name(of: event.actor),
          role: words(for: event.happening) + (event.isInferred ? " (inferred)" : ""))
      }
      let (decision, actor, what) = (decision(endedBy: event, role), name(of: event.actor), words(for: event, role))
      return TimelineEntry(
        // Whoever has no name is called by the role, which is then not said again.
        kind: role.kind, time: time, instant: stamp, actor: actor, role: actor.lowercased() == what ? "" : what,
        tags: role.tags, status: decision?.status, text: event.text.map { FoldedText($0) })
    }
  }

  /// Our people by their own name, whatever the source calls them.
  private func name(of actor: Actor) -> String {
    if actor.kind == .agent, let name = rules.colleagues.name(of: actor, in: source) { return name }
    if !actor.name.isEmpty { return actor.name }
    if actor.kind == .customer { return history.conversation.customerName ?? "Customer" }
    return actor.id.isEmpty ? "Somebody" : name(of: actor.id, as: .person)
  }

  /// A reply says after how long it came, by both clocks where both are known.
  private func words(for event: Event, _ role: Message.Role) -> String {
    guard role == .reply, let (number, wait) = wait(answeredBy: event) else { return role.words }
    let length = wait.length ?? Clocked(calendar: event.occurredAt - wait.since, business: nil)
    let opening = length.business.flatMap { business in
      business == length.calendar ? nil : ", \(Figures.duration(seconds: Int(business))) in opening hours"
    }
    return "\(number == 0 ? "first response" : "reply"), after \(Figures.duration(seconds: Int(length.calendar)))"
      + (opening ?? "")
  }

  private func wait(answeredBy event: Event) -> (number: Int, wait: Wait)? {
    let found = facts.waits.enumerated().first { _, wait in
      if case .answered(event.occurredAt, _) = wait.end { true } else { false }
    }
    guard let found,
      facts.messages.first(where: { $0.role == .reply && $0.at == event.occurredAt })?.eventID == event.id
    else { return nil }
    return (found.offset, found.element)
  }

  /// What was promised of the answer that this is.
  private func decision(endedBy event: Event, _ role: Message.Role) -> Decision? {
    guard role == .reply, let (number, _) = wait(answeredBy: event) else { return nil }
    return facts.decisions(under: rules).first { $0.wait == number && $0.isDecided(at: words.now) }
  }

  /// What happened, with our names for whom and what the source calls by an id.
  private func words(for happening: Happening) -> String {
    switch happening {
    case .message: "message"
    case .state(let state): "set to \(state.words)"
    case .assignment(let person):
      person.map { "given to \(name(of: $0, as: .person))" } ?? "nobody holds it from here"
    case .team(let id): id.map { "given to team \(name(of: $0, as: .team))" } ?? "no team holds it from here"
    case .inbox(let id): "moved to inbox \(name(of: id, as: .inbox))"
    case .tag(let name, let isSet): isSet ? "tagged “\(name)”" : "tag “\(name)” taken off"
    case .attribute(let attribute, let value): "\(attribute.rawValue) set to \(value ?? "nothing")"
    case .rating(let rating): "rated \(rating.score) of \(rating.scale)"
    case .surveySent: "asked for a rating"
    case .timeEntry(let entry): "\(Figures.duration(seconds: Int(entry.seconds))) of work written down"
    case .queued: "waits in the queue"
    case .joined: "joined"
    case .handOff: "handed over to a person"
    case .withdrawn: "withdrawn in the source"
    case .spam(let flag): flag ? "marked as spam" : "no longer spam"
    case .deleted(let flag): flag ? "deleted" : "restored"
    case .merged: "merged into another conversation"
    }
  }
}

extension Decision {
  fileprivate var status: Status {
    let promise = "target \(Figures.duration(seconds: Int(promised)))"
    switch outcome {
    case .met: return Status(.good, promise)
    case .missed:
      let over = overrun.map { " missed by \(Figures.duration(seconds: Int($0)))" } ?? " missed"
      return Status(.bad, promise + over)
    case .closedWithoutReply: return Status(.neutral, "\(promise), closed without reply")
    }
  }
}

extension ConversationState {
  var words: String { self == .onHold ? "on hold" : rawValue }
}

extension Message.Role {
  fileprivate var kind: TimelineEntry.Kind {
    switch self {
    case .customer: .customer
    case .reply: .reply
    case .autoReply: .automaticReply
    case .bot: .bot
    case .note: .note
    case .service, .unknown, .excludedReply: .event
    }
  }

  fileprivate var words: String {
    switch self {
    case .customer: "customer"
    case .reply: "reply"
    case .autoReply: "automatic reply"
    case .bot: "bot"
    case .note: "private note, not a reply"
    case .service: "survey or text of the system"
    case .unknown: "a sender nobody knows"
    case .excludedReply: "reply of a person who is left out"
    }
  }

  /// What it does not do, where one could think it does.
  fileprivate var tags: [String] {
    switch self {
    case .autoReply, .bot: ["stops no clock", "counts as nobody's reply"]
    case .unknown: ["counts as nobody's reply"]
    case .excludedReply: ["stops no clock", "counts as nobody's reply"]
    case .customer, .reply, .note, .service: []
    }
  }
}
