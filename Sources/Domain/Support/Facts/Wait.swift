package import CivilTime

/// From the first customer message that nobody has answered to the answer, or to what ended the waiting.
package struct Wait: Equatable, Sendable {
  package var since: Instant
  package var episode: Int
  package var end: End
  package var isFirstOfEpisode: Bool
  /// The source left the conversation done: somebody answered all the same, so the wait lies after its episode's end.
  package var isAfterDone: Bool
  /// Who held the conversation when it ended; while it lasts, who holds it now.
  package var holder: Actor?
  /// Stretches in pending in which the customer had not written again: then nobody waits for us (M51).
  package var asides: [Aside] = []
  /// How long it took; nothing while it lasts.
  package var length: Clocked?

  package enum End: Equatable, Sendable {
    case answered(at: Instant, by: Actor)
    /// Done, or silent for longer than the gap, without an answer.
    case unanswered(at: Instant)
    case open(lapses: Instant?)
  }

  package struct Aside: Equatable, Sendable {
    package var from: Instant
    /// Nothing while it lasts.
    package var to: Instant?
  }

  init(since: Instant, episode: Int, isFirstOfEpisode: Bool, isAfterDone: Bool = false) {
    self.since = since
    self.episode = episode
    self.isFirstOfEpisode = isFirstOfEpisode
    self.isAfterDone = isAfterDone
    end = .open(lapses: nil)
  }

  /// When it ended, or when silence will end it.
  package var until: Instant? {
    switch end {
    case .answered(let instant, _), .unanswered(let instant): instant
    case .open(let lapses): lapses
    }
  }

  package var isOpen: Bool { if case .open = end { true } else { false } }

  /// Whether somebody waits for us at an instant, before anything happens in that second.
  package func isOnUs(before instant: Instant) -> Bool {
    since < instant && (until.map { $0 >= instant } ?? true)
      && !asides.contains { $0.from < instant && ($0.to.map { $0 >= instant } ?? true) }
  }
}
