package import CivilTime

/// What became of one promise to one conversation (M54 to M58).
package struct Decision: Equatable, Sendable {
  package enum Kind: UInt8, Sendable, CaseIterable {
    case firstReply, nextReply, resolution
  }

  package enum Outcome: Equatable, Sendable {
    case met
    case missed
    /// Done before the target without a reply: in no rate, and counted as “closed without reply”.
    case closedWithoutReply
  }

  package var kind: Kind
  /// The place of the target among the rules': the one in force when it was decided.
  package var target: Int
  /// What was promised, in seconds by the target's clock.
  package var promised: Int64
  /// Which of the facts' waits it is about; nothing for a resolution.
  package var wait: Int?
  package var startedAt: Instant
  /// When the promised time is used up, as the target in force then has it; nothing when its clock stands still.
  package var dueAt: Instant?
  /// When four fifths, or what else was asked for, are used up.
  package var atRiskAt: Instant?
  package var outcome: Outcome
  /// When that was decided. What nobody has ended yet is missed from here on, which may lie ahead: until then it is
  /// open. Nothing while its clock stands still.
  package var decidedAt: Instant?
  /// The answer, or the closing; nothing while it lasts. Of what only silence will end it may lie ahead.
  package var endedAt: Instant?
  /// Seconds by the target's clock up to that.
  package var elapsed: Int64?
  /// Who held the conversation when it was decided.
  package var holder: Actor?

  /// By how much it was missed (M57); nothing while it lasts.
  package var overrun: Int64? { outcome == .missed ? elapsed.map { $0 - promised } : nil }

  package func isDecided(at now: Instant) -> Bool { decidedAt.map { $0 <= now } ?? false }

  /// Open, with four fifths of its time gone (M58).
  package func isAtRisk(at now: Instant) -> Bool {
    !isDecided(at: now) && startedAt <= now && (atRiskAt.map { $0 <= now } ?? false)
  }
}
