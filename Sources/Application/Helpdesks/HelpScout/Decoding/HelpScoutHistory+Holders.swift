import Support

extension HelpScoutHistory {
  /// Assignments to people and to teams.
  var holders: [HelpScoutChange] {
    var claims = HelpScoutClaims(from: HelpScoutHolder.nobody, threads.compactMap(holder))
    addPresent(to: &claims)
    return claims.changes.flatMap { claim, before in
      var changes: [HelpScoutChange] = []
      let name = claim.thread == nil ? "@\(id(of: claim))" : ":\(id(of: claim))"
      if claim.value.team != before.team {
        var change = change("team" + name, claim, .team(id: claim.value.team))
        change.event.sequence -= 1
        changes.append(change)
      }
      if claim.value.person != before.person {
        changes.append(change("assignee" + name, claim, .assignment(personID: claim.value.person)))
      }
      return changes
    }
  }

  private func id(of claim: HelpScoutClaim<HelpScoutHolder>) -> String {
    switch claim.source {
    case .thread(let id): String(id)
    case .conversation(let name): name
    }
  }

  private func change(_ id: String, _ claim: HelpScoutClaim<HelpScoutHolder>, _ happening: Happening)
    -> HelpScoutChange
  {
    HelpScoutChange(event: event(id, of: claim, happening), thread: claim.thread)
  }

  private func holder(_ thread: HelpScoutThread) -> HelpScoutClaim<HelpScoutHolder>? {
    let holder: HelpScoutHolder
    switch thread.holder {
    case .untold: return nil
    case .nobody: holder = .nobody
    case .somebody(let person): holder = self.holder(person)
    }
    let author = author(thread)
    return HelpScoutClaim(
      source: .thread(thread.id), at: thread.createdAt, sequence: sequence(thread.id, .assignee),
      actor: author.kind == .customer ? .helpScout : author, value: holder)
  }

  func holder(_ person: HelpScoutPerson) -> HelpScoutHolder {
    let isTeam = person.kind == .team || person.id.map { directory.teams[$0] != nil } ?? false
    return isTeam ? HelpScoutHolder(team: person.idText) : HelpScoutHolder(person: person.idText)
  }

  /// Who holds it now. “The key is absent when unassigned.”
  var presentHolder: HelpScoutHolder {
    guard let assignee = conversation.assignee, assignee.id != nil, !assignee.isNobody else { return .nobody }
    return holder(assignee)
  }

  private func addPresent(to claims: inout HelpScoutClaims<HelpScoutHolder>) {
    guard claims.last != presentHolder else { return }
    let last = claims.claims.last
    let at = max(touchedAt, last?.at ?? touchedAt)
    claims.add(
      HelpScoutClaim(
        source: .conversation(
          "\(presentHolder.person ?? presentHolder.team ?? "nobody")@\(last.map(id) ?? "created")"), at: at,
        sequence: max(sequence(inferredAt: at), last?.sequence ?? 0), actor: Actor(kind: .unknown, id: "", name: ""),
        value: presentHolder))
  }

  /// Moves between inboxes: the line item tells from where. Where it went shows the next move, or the conversation.
  var moves: [HelpScoutChange] {
    let moves = threads.filter { $0.kind == .lineItem && $0.action.is(.moved) }
    let origins = moves.map { $0.action.entity("mailbox", "inbox") }
    let goals = origins.dropFirst() + [conversation.mailboxID]
    var changes = zip(moves, goals).compactMap { thread, goal in
      goal.map { goal in
        HelpScoutChange(
          event: event("inbox:\(thread.id)", of: thread, .inbox, .inbox(id: String(goal)), by: author(thread)),
          thread: thread.id)
      }
    }
    if let origin = origins.first.flatMap({ $0 }) { changes.append(HelpScoutChange(event: began(in: origin))) }
    return changes
  }

  private func began(in inbox: Int) -> Event {
    Event(
      id: "inbox:created", occurredAt: conversation.createdAt, observedAt: observedAt, sequence: 1,
      actor: directory.actor(conversation.author), happening: .inbox(id: String(inbox)))
  }
}
