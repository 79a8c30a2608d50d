package import CivilTime

/// Whether a conversation counts at all, and if not, why: the first of these reasons that holds.
package enum Standing: UInt8, Sendable, CaseIterable {
  case counted, spam, deleted, merged
  /// Nothing but automatic replies.
  case autoReplyOnly
  /// A test or an internal matter, by the workspace's rules.
  case test
  /// Held by somebody whose conversations are left out.
  case excludedPerson
}

/// A reason why a conversation is left out, and since when.
package struct LeftOut: Equatable, Sendable {
  package var standing: Standing
  /// When it happened; the creation for what holds from the beginning.
  package var at: Instant?
  /// When we learnt of it, which decides from when a deleted conversation is missing.
  package var learntAt: Instant?
  /// The rule, the person or the conversation that it was merged into.
  package var detail: String?

  package init(_ standing: Standing, at: Instant?, learntAt: Instant? = nil, detail: String? = nil) {
    self.standing = standing
    self.at = at
    self.learntAt = learntAt
    self.detail = detail
  }
}

extension LeftOut {
  fileprivate init(_ standing: Standing, _ event: Event, detail: String? = nil) {
    self.init(standing, at: event.occurredAt, learntAt: event.observedAt, detail: detail)
  }
}

/// What takes a conversation out of all figures, as last said.
struct Flags {
  private var spam: LeftOut?
  private var deleted: LeftOut?
  private var merged: LeftOut?

  mutating func take(_ event: Event) {
    switch event.happening {
    case .spam(let flag): spam = flag ? spam ?? LeftOut(.spam, event) : nil
    case .deleted(let flag): deleted = flag ? deleted ?? LeftOut(.deleted, event) : nil
    case .merged(let key): merged = LeftOut(.merged, event, detail: key.text)
    default: break
    }
  }

  /// The strongest first.
  var reasons: [LeftOut] { [deleted, merged, spam].compactMap { $0 } }
}

extension Facts {
  /// Everything that speaks against counting it, the strongest first.
  static func reasons(
    _ flags: Flags, _ conversation: Conversation, dropped: Track<String?>, createdAt: Instant?, isAutomatic: Bool,
    under rules: Rules
  ) -> [LeftOut] {
    var reasons = flags.reasons
    if let rule = rules.test.reason(for: conversation) {
      reasons.append(LeftOut(.test, at: createdAt, detail: rule))
    }
    if let person = dropped.last {
      reasons.append(LeftOut(.excludedPerson, at: dropped.changes.last?.at, detail: person))
    }
    if isAutomatic { reasons.append(LeftOut(.autoReplyOnly, at: createdAt)) }
    return reasons
  }

  /// Whose conversation it is, where somebody's conversations are left out: the holder when it was done, else the holder
  /// at the time. A question about a period looks at the period's end.
  static func dropped(_ episodes: [Episode], _ holder: Track<Actor?>, under rules: Rules) -> Track<String?> {
    var dropped = Track<String?>(nil)
    let droppers = rules.excluded.filter { $0.drop == .conversations }
    guard !droppers.isEmpty else { return dropped }
    let limits = droppers.flatMap { [$0.from, $0.to].compactMap { $0 } }
    var changes = (holder.changes.map(\.at) + limits).sorted()[...]
    func own(_ holder: Actor?, at instant: Instant) {
      let isDropped = rules.dropsConversation(of: holder, at: instant)
      dropped.turn(to: isDropped ? holder?.name : nil, at: instant)
    }
    for episode in episodes {
      own(holder.value(at: episode.start), at: episode.start)
      while let change = changes.first, episode.closing.map({ change < $0.at }) ?? true {
        if change > episode.start { own(holder.value(at: change), at: change) }
        changes.removeFirst()
      }
      // From the end of an episode on it stays with whoever held it when it was done.
      if let closing = episode.closing { own(closing.holder, at: closing.at) }
    }
    return dropped
  }
}
