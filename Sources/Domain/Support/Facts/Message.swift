package import CivilTime

/// A message with the part it plays in the figures.
package struct Message: Equatable, Sendable {
  package var eventID: String
  /// The conversation that it was written in, when that was merged into this one; nothing for our own.
  package var origin: ConversationKey?
  package var at: Instant
  package var actor: Actor
  package var role: Role
  package var kind: MessageKind
  /// Worked out from what a source tells of it, such as the first answer of a row in a table.
  package var isInferred = false
  /// Who held the conversation just then.
  package var holder: Actor?

  package enum Role: UInt8, Sendable, CaseIterable {
    /// **C**: written by a customer, neither bounce nor automatic.
    case customer
    /// **H**: a human answer that the customer can read.
    case reply
    case autoReply, bot, note
    /// Surveys, forwards, transcripts, bounces and texts of the system.
    case service
    /// Nobody can say who wrote it: it never counts as an agent's work.
    case unknown
    /// An answer of somebody whose replies are left out: it answers nothing.
    case excludedReply
  }

  /// A note by a human on our side that no customer can read: what M07 counts.
  package var isPrivateNote: Bool { role == .note && kind == .privateNote && actor.isPerson }
}

extension Rules {
  /// The event as a message with the part that it plays; nothing when it is none.
  ///
  /// A function and no initializer: those own what they are given, and to copy rules and conversation for each event
  /// takes longer than all the rest.
  func message(_ event: Event, by actor: Actor, in conversation: Conversation) -> Message? {
    guard case .message(let kind) = event.happening else { return nil }
    var role = role(of: kind, by: actor, saying: event.text, in: conversation.key)
    if role == .reply, dropsReply(by: actor, at: event.occurredAt) { role = .excludedReply }
    return Message(
      eventID: event.id, at: event.occurredAt, actor: actor, role: role, kind: kind, isInferred: event.isInferred)
  }

  // First hit wins: what the vendor says, then who the actor is, then what the text says (METRICS §1).
  private func role(of kind: MessageKind, by actor: Actor, saying text: String?, in key: ConversationKey)
    -> Message.Role
  {
    switch kind {
    case .autoReply: .autoReply
    case .survey, .forward, .transcript, .bounce, .systemText: .service
    case .privateNote: .note
    case .publicReply: role(openly: true, by: actor, saying: text)
    case .publicNote:
      role(openly: publicNotesAreReplies.contains(key.source), by: actor, saying: text)
    }
  }

  private func role(openly isReply: Bool, by actor: Actor, saying text: String?) -> Message.Role {
    if actor.kind == .automation || actor.kind == .system || isAutoReply(text) { return .autoReply }
    switch actor.kind {
    case .customer: return .customer
    case .bot: return .bot
    case .agent: return isReply ? .reply : .note
    default: return .unknown
    }
  }
}

extension Rules {
  package func isBot(_ actor: Actor) -> Bool {
    !bots.isEmpty && (bots.contains(actor.name) || bots.contains(actor.id))
  }

  /// Looks for the marks byte by byte: they are literal text, and this runs once for every message of an import.
  package func isAutoReply(_ text: String?) -> Bool {
    guard let text, !autoReplies.isEmpty else { return false }
    return autoReplies.contains { !$0.isEmpty && text.utf8Span.span.contains($0.utf8Span.span) }
  }
}

extension Span<UInt8> {
  fileprivate func contains(_ wanted: Span<UInt8>) -> Bool {
    guard wanted.count > 0, count >= wanted.count else { return false }
    let first = wanted[0]
    for start in 0...(count - wanted.count) where self[start] == first {
      var length = 1
      while length < wanted.count, self[start + length] == wanted[length] { length += 1 }
      if length == wanted.count { return true }
    }
    return false
  }
}
