extension FactSection {
  /// What the pages of every morning ask for; the rest is loaded when a question needs it.
  package static let usual: Set<FactSection> = [
    .conversation, .messages, .customerWords, .openWaits, .closings, .reopens, .ratings, .decisions,
  ]
}

extension MetricQuery {
  /// Which facts the question looks at.
  ///
  /// - Parameter isPast: whether the period is over, so that who waited then may have been answered since.
  package func sections(isPast: Bool) -> Set<FactSection> {
    var sections = metric.sections.union([.conversation])
    if metric == .waitingOnUs, isPast || by.contains(where: \.isTime) { sections.insert(.waits) }
    if effectiveAttribution.sharesRows { sections.insert(.participants) }
    if effectiveAttribution == .holderThen { sections.insert(.stations) }
    // What a conversation was called at the end of a period depends on when it was done.
    if !by.isEmpty || !filters.isEmpty { sections.insert(.closings) }
    // Whose client a known contact is.
    if by.contains(.client) || filters.contains(where: { $0.dimension == .client }) { sections.insert(.customers) }
    return sections
  }
}

extension Metric {
  fileprivate var sections: Set<FactSection> {
    switch self {
    case .conversationsCreated, .inboundConversations, .contactsRaised, .distribution, .outOfHoursShare,
      .firstResponse, .firstResponseInBusinessTime, .neverReplied:
      []
    case .contactRate: [.closings, .customers]
    case .conversationsTouched: [.messages, .customerWords, .activity]
    case .customerMessages, .busiestTimes: [.customerWords]
    case .humanReplies, .replyTurns, .privateNotes, .workloadConcentration: [.messages]
    case .customersHelped: [.messages, .customers]
    case .noiseFiltered: [.messages, .customerWords]
    case .touches: [.touches]
    case .agentFirstResponse: [.stations]
    case .firstResponseAfterReopen, .responseTime: [.waits]
    case .waitingOnUs: [.openWaits]
    case .customerWait, .longestWait, .unassignedTime, .chatDuration, .handleTime, .firstResolutionTime,
      .fullResolutionTime, .netResolutionTime, .requesterWait, .agentWork, .agentWait, .onHoldTime:
      [.times]
    case .timeToAssignment, .firstAutomatedResponse, .botOutcomes: [.starts]
    case .handOffWait: [.handOffs]
    case .queueTime, .queueAbandonment: [.queue]
    case .timeLogged: [.logged]
    case .resolutions, .conversationsResolved, .reopenRate, .durableResolution, .sameDayClose, .killRate,
      .closuresPerPersonAndDay, .netClosures, .backlog, .backlogAge, .unreplied, .flow, .closedWithoutReply:
      [.closings]
    case .customersResolved: [.closings, .customers]
    case .firstContactResolution: [.counts, .closings, .customers]
    case .touchClasses, .repliesToResolve, .assigneeStations, .uniqueAssignees, .groupStations,
      .participants:
      [.counts]
    case .reopens: [.reopens]
    case .firstReplyPromise, .nextReplyPromise, .resolutionPromise, .breaches, .breachOverrun, .atRisk: [.decisions]
    case .satisfaction, .meanScore, .happiness, .satisfactionRange: [.ratings]
    case .surveyResponseRate: [.surveys]
    case .transfers: [.transfers]
    case .workUnits: [.messages, .logged]
    case .identityCoverage: [.messages, .logged, .closings, .customers]
    case .freshness, .completeness, .reconciliationDifference: []
    }
  }
}
