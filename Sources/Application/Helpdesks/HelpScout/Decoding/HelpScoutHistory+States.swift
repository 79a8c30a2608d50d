import CivilTime
import Support

extension HelpScoutHistory {
  /// Entries into states, from those that entries tell to what follows from the conversation itself.
  var states: [HelpScoutChange] {
    var claims = HelpScoutClaims(from: ConversationState.open, threads.compactMap(state))
    addClosing(to: &claims)
    addPresent(to: &claims)
    return claims.changes.map { claim, _ in
      HelpScoutChange(event: event(id(of: claim), of: claim, .state(claim.value)), thread: claim.thread)
    }
  }

  private func id(of claim: HelpScoutClaim<ConversationState>) -> String {
    switch claim.source {
    case .thread(let id): "status:\(id)"
    case .conversation(let name): name
    }
  }

  private func state(_ thread: HelpScoutThread) -> HelpScoutClaim<ConversationState>? {
    guard let state = ConversationState(helpScout: thread.status) else { return nil }
    let author = author(thread)
    // A customer's message makes a conversation active. Any other status on it is not the message's doing.
    if author.kind == .customer, state != .open { return nil }
    return HelpScoutClaim(
      source: .thread(thread.id), at: thread.createdAt, sequence: sequence(thread.id, .status), actor: author,
      value: state)
  }

  /// The last closing, where no entry tells of it.
  private func addClosing(to claims: inout HelpScoutClaims<ConversationState>) {
    guard let closedAt = conversation.closedAt else { return }
    let isTold = claims.claims.contains { $0.value == .closed && abs($0.at - closedAt) <= 60 }
    guard !isTold else { return }
    claims.add(
      HelpScoutClaim(
        source: .conversation("closed@\(closedAt.iso8601)"), at: closedAt, sequence: sequence(inferredAt: closedAt),
        actor: closer, value: .closed))
  }

  /// How it stands, where no entry tells how it came to that.
  private func addPresent(to claims: inout HelpScoutClaims<ConversationState>) {
    guard let present = ConversationState(helpScout: conversation.status), claims.last != present else { return }
    let last = claims.claims.last
    let at = max(touchedAt, last?.at ?? touchedAt)
    claims.add(
      HelpScoutClaim(
        source: .conversation("\(present.rawValue)@\(last.map(id) ?? "created")"), at: at,
        sequence: max(sequence(inferredAt: at), last?.sequence ?? 0),
        actor: present == .closed ? closer : Actor(kind: .unknown, id: "", name: ""), value: present))
  }

  private var closer: Actor {
    if let closer = conversation.closer, !closer.isNobody { return directory.actor(closer, isUser: true) }
    guard let id = conversation.closedBy, id != 0 else { return Actor(kind: .unknown, id: "", name: "") }
    return directory.agent(id)
  }

  /// Spam and deletion. Only how it is now matters, so there is nothing to say of what was taken back.
  var standing: [HelpScoutChange] {
    [
      flag(conversation.isSpam, "spam", .spam(true)) { $0.status == "spam" },
      flag(conversation.isDeleted, "deleted", .deleted(true)) { $0.action.is(.deleted) },
    ].compactMap { $0 }
  }

  private func flag(_ isSet: Bool, _ id: String, _ happening: Happening, told: (HelpScoutThread) -> Bool)
    -> HelpScoutChange?
  {
    guard isSet else { return nil }
    if let thread = threads.last(where: told) {
      return HelpScoutChange(
        event: event(id, of: thread, .status, happening, by: author(thread)), thread: thread.id)
    }
    // When it was is not told. The beginning is as good as any time, and stays the same.
    let event = Event(
      id: id, occurredAt: conversation.createdAt, observedAt: observedAt, sequence: 1,
      actor: Actor(kind: .unknown, id: "", name: ""), happening: happening, isInferred: true)
    return HelpScoutChange(event: event)
  }
}

extension ConversationState {
  /// Nothing for `nochange`, for spam, which is no state, and for words that are not known.
  init?(helpScout status: String?) {
    switch status {
    case "active", "open": self = .open
    case "pending": self = .pending
    case "closed": self = .closed
    default: return nil
    }
  }
}
