package import CivilTime

/// An entry into done from an active state (M29), with what was true just then.
package struct Closing: Equatable, Sendable {
  package var at: Instant
  /// Nothing where silence ended it.
  package var state: ConversationState?
  /// The source does not tell of it: it follows from something else, or from silence.
  package var isInferred: Bool
  /// Who changed the state, as far as told.
  package var actor: Actor
  /// Who held the conversation.
  package var holder: Actor?
  package var team: String?
  /// What was said up to then, in the whole conversation.
  package var customerMessages: Int
  package var replies: Int
  package var turns: Int
  /// When it was reopened, so until when it stood.
  package var undoneAt: Instant?
  /// When the waiting for the customer began that this ended: what M33's option for automation uses.
  package var pendingSince: Instant?
  /// Up to then, in the whole conversation.
  package var time = TimeSpent()

  package enum Closer: Equatable, Sendable {
    /// The holder stands in where the source does not tell (`isTold` false), and the number says so.
    case person(Actor, isTold: Bool)
    case customer, automation
    /// Nobody knows, and nobody held it.
    case nobody
  }

  /// Who gets the credit (METRICS §10, who closed).
  package var closer: Closer {
    switch actor.kind {
    case .agent: return .person(actor, isTold: !isInferred)
    case .customer: return .customer
    case .bot, .automation: return .automation
    case .system where !isInferred: return .automation
    case .system, .thirdParty, .unknown: break
    }
    guard let holder, holder.isPerson else { return .nobody }
    return .person(holder, isTold: false)
  }

  /// Done although a customer wrote and no human ever answered (M53b).
  package var isWithoutReply: Bool { customerMessages > 0 && replies == 0 }

  /// Whether it still stood at the end of a period, as known now: a reopen at exactly that midnight belongs to the day
  /// after (METRICS §10, M33 and midnight).
  package func stood(at end: Instant) -> Bool { at < end && (undoneAt.map { $0 >= end } ?? true) }
}
