package import CivilTime

/// One thing that happens in a tale, to the second.
package struct Beat: Sendable, Equatable {
  package let at: Instant
  package let doer: Doer
  package let deed: Deed

  package init(at: Instant, by doer: Doer, _ deed: Deed) {
    self.at = at
    self.doer = doer
    self.deed = deed
  }

  package enum Doer: Sendable, Hashable {
    case customer(Int)
    /// A person of the company, by id.
    case staff(Int)
    case bot(Int)
    /// A rule of the help desk, on nobody's behalf.
    case automation
  }

  package enum Deed: Sendable, Equatable {
    /// To the other side: a customer's message, a person's reply or a bot's words. In a forum tale a person's reply stands
    /// in the forum, and the help desk gets it as a notification like any other post.
    case message(String)
    /// Sent by a rule, and never anybody's work.
    case autoReply(String)
    /// For colleagues only.
    case note(String)
    /// To a person; to nobody when empty.
    case assigned(Int?)
    case moved(team: Int)
    case tagged(String)
    case untagged(String)
    /// Waits for the customer, and comes back from there.
    case pending, resumed
    case solved, closed, reopened
    /// This tale ends as part of another, by its number.
    case merged(into: Int)
    /// The other side of it: that tale's messages belong here now.
    case absorbed(Int)
    case markedSpam, deleted
    case rated(Grade, comment: String?)
    case worked(minutes: Int, billable: Bool)
    /// Of chats: the customer waits, a person comes in, somebody goes.
    case queued, joined, left
  }

  package enum Grade: String, Sendable, CaseIterable { case good, okay, bad }
}

extension Beat {
  package var text: String? {
    switch deed {
    case .message(let text), .autoReply(let text), .note(let text): text
    default: nil
    }
  }

  package var isCustomerMessage: Bool {
    guard case .message = deed, case .customer = doer else { return false }
    return true
  }

  /// Whose reply this is, when it is one: bots, rules and notes reply to nobody.
  package var replier: Int? {
    guard case .message = deed, case .staff(let id) = doer else { return nil }
    return id
  }
}
