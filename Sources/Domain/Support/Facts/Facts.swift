package import CivilTime

/// What one history says under one set of rules: every metric counts these values and nothing else.
///
/// A pure function of its arguments. It never looks at a clock: what depends on the present day, such as whether silence
/// has lasted long enough or a promise is broken, is kept as the instant from which it holds, which may lie ahead. A
/// question leaves out what is later than its own now.
package struct Facts: Equatable, Sendable {
  /// Its own creation, also when conversations that began before were merged into it (M01).
  package var createdAt: Instant?
  /// Whether that was within working hours; nothing without a calendar (M13).
  package var isCreatedInHours: Bool?
  package var standing: Standing
  /// Everything that speaks against counting it, the strongest first; empty when it counts.
  package var leftOut: [LeftOut]
  /// Whose conversation it is, where somebody's conversations are left out: nothing when nobody's. `standing` tells how
  /// that is now; a question about a period looks here at the period's end.
  package var dropped: Track<String?>
  package var initiator: Initiator

  /// The state over time. It follows the source, where it tells; backlog and flow go by episodes.
  package var states: Track<ConversationState?>
  package var circumstances: Circumstances
  /// Where it was, for calendars and targets; empty where the rules have neither.
  package var stays: [BusinessClock.Stay]

  package var episodes: [Episode]
  package var waits: [Wait]
  package var messages: [Message]
  package var turns: [Turn]
  /// The first message of a customer, in whatever state the conversation was.
  package var firstQuestion: Instant?
  /// The first answer of a bot or a machine after that (M24).
  package var firstAutomated: Reply?
  /// Whether a bot answered the customer.
  package var botReplied: Bool
  package var handOffs: [HandOff]
  package var queue: [QueueWait]

  package var stations: [Station]
  package var groupStations: [GroupStation]
  /// From the customer's first message to the first assignment to a person (M22): nothing without one, or where the
  /// source tells no assignments; none at all where it was assigned before.
  package var toFirstAssignment: Clocked?
  /// From the customer's first message to the first answer of a bot or a machine (M24).
  package var toFirstAutomated: Clocked?
  package var transfers: [Transfer]
  package var touches: [Touch]
  package var activity: [Activity]
  package var logged: [LoggedTime]
  package var ratings: [RatingFact]
  /// Empty also where the source does not tell of surveys: then nobody knows how many were sent.
  package var surveys: [SurveyFact]
  package var problems: [Problem]
}

extension Facts {
  /// - Parameter absorbed: the histories of conversations that were merged into this one, also through others. Their
  ///   words, ratings and work move here with their own times; their states and holders stay with them.
  package init(of history: History, absorbing absorbed: [History] = [], under rules: Rules) {
    var derivation = Derivation(of: history, under: rules)
    derivation.run(history, absorbing: absorbed, under: rules)
    self = derivation.facts(of: history, under: rules)
  }
}

extension Facts {
  /// Every entry into done (M29), with those that only a silence still to come would make.
  package var closings: [Closing] { episodes.compactMap(\.closing) }

  /// Every way back (M41).
  package var reopens: [Reopen] { episodes.compactMap(\.reopen) }

  /// Whether no human ever answered (M53).
  package var isNeverReplied: Bool { turns.isEmpty }

  /// When it was active, as the backlog counts it (M48): from its creation, or a reopen, to each done. By construction it
  /// balances with creations, reopens and closings (M52). At a midnight counts what is true strictly before.
  package func isActive(before instant: Instant) -> Bool { episode(before: instant) != nil }

  /// The episode that runs just before an instant.
  package func episode(before instant: Instant) -> Episode? {
    guard let createdAt, createdAt < instant, let episode = episodes.last(where: { $0.start < instant }) else {
      return nil
    }
    return episode.closing.map { $0.at >= instant } ?? true ? episode : nil
  }

  /// The waits that count for M18: those of a customer whose message brought an episode back.
  package var reopenWaits: [Wait] {
    waits.filter { $0.isFirstOfEpisode && !$0.isAfterDone && episodes[$0.episode].reopen?.question == $0.since }
  }
}

/// A history that contradicts itself; it is counted as well as it can be, and shown.
package enum Problem: Equatable, Sendable {
  /// Something happened before the source says that the conversation was created.
  case beforeCreation(eventID: String, seconds: Int64)
  /// A rating outside its own scale.
  case ratingOutOfScale(eventID: String)
}

package enum Initiator: String, Sendable {
  case customer, agent, bot, unknown

  /// Nothing for a message that begins nothing.
  init?(_ role: Message.Role) {
    switch role {
    case .customer: self = .customer
    case .reply, .excludedReply: self = .agent
    case .bot: self = .bot
    case .autoReply, .note, .service, .unknown: return nil
    }
  }
}
