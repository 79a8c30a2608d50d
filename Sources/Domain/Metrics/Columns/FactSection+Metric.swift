extension FactSection {
  /// What the pages of every morning ask for; the rest is loaded when a question needs it.
  package static let usual: Set<FactSection> = [.conversation, .messages, .waits, .closings, .ratings]
}

extension MetricQuery {
  /// Which facts the question looks at.
  package var sections: Set<FactSection> {
    var sections = metric.sections.union([.conversation])
    if effectiveAttribution == .holderThen { sections.insert(.stations) }
    // What a conversation was called at the end of a period depends on when it was done.
    if !by.isEmpty || !filters.isEmpty { sections.insert(.closings) }
    return sections
  }
}

extension Metric {
  fileprivate var sections: Set<FactSection> {
    switch self {
    case .conversationsCreated, .inboundConversations, .contactsRaised, .distribution, .outOfHoursShare,
      .firstResponse, .firstResponseInBusinessTime, .neverReplied, .contactRate:
      []
    case .conversationsTouched: [.messages, .activity]
    case .customerMessages, .humanReplies, .replyTurns, .privateNotes, .customersHelped, .busiestTimes,
      .noiseFiltered, .workloadConcentration:
      [.messages]
    case .touches: [.touches]
    case .agentFirstResponse: [.stations]
    case .firstResponseAfterReopen, .responseTime, .waitingOnUs: [.waits]
    case .customerWait, .longestWait, .unassignedTime, .chatDuration, .handleTime, .firstResolutionTime,
      .fullResolutionTime, .netResolutionTime, .requesterWait, .agentWork, .agentWait, .onHoldTime:
      [.times]
    case .timeToAssignment, .firstAutomatedResponse, .botOutcomes: [.starts]
    case .handOffWait: [.handOffs]
    case .queueTime, .queueAbandonment: [.queue]
    case .timeLogged: [.logged]
    case .resolutions, .conversationsResolved, .customersResolved, .touchClasses, .firstContactResolution,
      .reopenRate, .durableResolution, .repliesToResolve, .sameDayClose, .killRate, .closuresPerPersonAndDay,
      .netClosures, .backlog, .backlogAge, .unreplied, .flow, .closedWithoutReply, .assigneeStations,
      .uniqueAssignees, .groupStations, .participants:
      [.closings]
    case .reopens: [.reopens]
    case .firstReplyPromise, .nextReplyPromise, .resolutionPromise, .breaches, .breachOverrun, .atRisk: [.decisions]
    case .satisfaction, .meanScore, .happiness, .satisfactionRange: [.ratings]
    case .surveyResponseRate: [.surveys]
    case .transfers: [.transfers]
    case .workUnits, .identityCoverage: [.messages, .logged]
    case .freshness, .completeness, .reconciliationDifference: []
    }
  }
}
