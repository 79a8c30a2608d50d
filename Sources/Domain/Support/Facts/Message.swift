package import CivilTime

/// A message with the part it plays in the figures.
package struct Message: Equatable, Sendable {
  package var eventID: String
  package var at: Instant
  package var actor: Actor
  package var role: Role

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
  }

  /// Nothing when the event is no message.
  init?(_ event: Event, in conversation: Conversation, under rules: Rules) {
    guard case .message(let kind) = event.happening else { return nil }
    eventID = event.id
    at = event.occurredAt
    actor = rules.actor(of: event, in: conversation)
    role = Role(kind, by: actor, saying: event.text, in: conversation.key.source, under: rules)
  }
}

extension Message.Role {
  // First hit wins: what the vendor says, then who the actor is, then what the text says (METRICS §1).
  init(_ kind: MessageKind, by actor: Actor, saying text: String?, in source: String, under rules: Rules) {
    switch kind {
    case .autoReply: self = .autoReply
    case .survey, .forward, .transcript, .bounce, .systemText: self = .service
    case .privateNote: self = .note
    case .publicNote, .publicReply:
      let isReply = kind == .publicReply || rules.publicNotesAreReplies.contains(source)
      self = Message.Role(openly: isReply, by: actor, saying: text, under: rules)
    }
  }

  private init(openly isReply: Bool, by actor: Actor, saying text: String?, under rules: Rules) {
    if actor.kind == .automation || actor.kind == .system || rules.isAutoReply(text) {
      self = .autoReply
      return
    }
    switch actor.kind {
    case .customer: self = .customer
    case .bot: self = .bot
    case .agent: self = rules.isBot(actor) ? .bot : isReply ? .reply : .note
    default: self = .unknown
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
