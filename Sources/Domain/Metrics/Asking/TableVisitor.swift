/// Does something with the table of a metric, whatever its kind.
protocol TableVisitor {
  associatedtype Result

  func count(_ table: some RowTable) -> Result
  func measure(_ table: some MeasuredTable) -> Result
  func share(_ table: some ShareTable) -> Result
  func distinct(_ table: some KeyedTable) -> Result
  func sum(_ table: some WeighedTable) -> Result
}

extension Asked {
  /// Which rows a metric is made of: answers and receipts both begin here.
  ///
  /// Nothing for numbers that are made of others (`composite`) or of what the ledger knows of its sources.
  func visit<Visitor: TableVisitor>(_ visitor: Visitor) -> Visitor.Result? {
    volume(visitor) ?? speed(visitor) ?? resolution(visitor) ?? backlog(visitor) ?? promises(visitor) ?? flow(visitor)
  }

  private func volume<Visitor: TableVisitor>(_ visitor: Visitor) -> Visitor.Result? {
    switch query.metric {
    case .conversationsCreated, .distribution: visitor.count(CreatedTable(asked: self))
    case .inboundConversations: visitor.count(InboundTable(asked: self, countsMerged: false))
    case .contactsRaised: visitor.count(InboundTable(asked: self, countsMerged: true))
    case .conversationsTouched:
      visitor.distinct(
        TouchedTable(messages: columns.messages, words: columns.customerWords, activity: columns.activity))
    case .customerMessages: visitor.count(WordTable(stream: columns.customerWords))
    case .humanReplies: visitor.count(MessageTable.replies(columns))
    case .replyTurns: visitor.count(MessageTable.turns(columns))
    case .privateNotes: visitor.count(MessageTable.notes(columns))
    case .touches: visitor.count(TouchTable(columns, from: from, to: to))
    case .customersHelped: visitor.distinct(MessageTable.replies(columns))
    case .outOfHoursShare: visitor.share(OutOfHoursTable(self))
    case .contactRate: visitor.count(ContactTable(self))
    case .noiseFiltered: visitor.count(NoiseTable(columns))
    default: nil
    }
  }

  private func speed<Visitor: TableVisitor>(_ visitor: Visitor) -> Visitor.Result? {
    switch query.metric {
    case .firstResponse, .firstResponseInBusinessTime: visitor.measure(ResponseTable(asked: self))
    case .agentFirstResponse:
      visitor.measure(SpanTable(stream: columns.stations, asked: self, missed: .noReply))
    case .firstResponseAfterReopen: visitor.measure(WaitTable(self, reopensOnly: true))
    case .responseTime: visitor.measure(WaitTable(self))
    case .customerWait: visitor.measure(TimeTable(self, .waited))
    case .longestWait: visitor.measure(TimeTable(self, .longestWait))
    case .timeToAssignment: visitor.measure(StartTable(stream: columns.starts, asked: self, what: .assignment))
    case .unassignedTime: visitor.measure(TimeTable(self, .unassigned))
    case .firstAutomatedResponse: visitor.measure(StartTable(stream: columns.starts, asked: self, what: .automated))
    case .handOffWait: visitor.measure(SpanTable(stream: columns.handOffs, asked: self, missed: .unanswered))
    case .queueTime:
      visitor.measure(
        SpanTable(stream: columns.queue, asked: self, missed: .unanswered, isDatedByStart: true))
    case .queueAbandonment: visitor.share(AbandonmentTable(stream: columns.queue))
    case .chatDuration: visitor.measure(TimeTable(self, .talk, chatsOnly: true))
    case .handleTime: visitor.measure(TimeTable(self, .handled))
    case .timeLogged: visitor.sum(LoggedTable(stream: columns.logged))
    default: nil
    }
  }

  private func resolution<Visitor: TableVisitor>(_ visitor: Visitor) -> Visitor.Result? {
    switch query.metric {
    case .resolutions: visitor.count(ClosingTable(self))
    case .conversationsResolved: visitor.distinct(ClosingTable(self, by: .conversation))
    case .customersResolved: visitor.distinct(ClosingTable(self, by: .customer))
    case .firstResolutionTime: visitor.measure(TimeTable(self, .sinceQuestion, isFirstDone: true))
    case .fullResolutionTime: visitor.measure(TimeTable(self, .sinceQuestion))
    case .netResolutionTime: visitor.measure(TimeTable(self, .net))
    case .requesterWait: visitor.measure(TimeTable(self, .requesterWait))
    case .agentWork: visitor.measure(TimeTable(self, .agentWork))
    case .agentWait: visitor.measure(TimeTable(self, .pending))
    case .onHoldTime: visitor.measure(TimeTable(self, .onHold))
    case .touchClasses: visitor.count(DoneTable(self, .touchClass))
    case .firstContactResolution: visitor.share(FirstContactTable(self))
    case .reopens: visitor.count(ReopenTable(stream: columns.reopens))
    case .reopenRate: visitor.share(ReturnTable(self, isDurable: false))
    case .durableResolution: visitor.share(ReturnTable(self, isDurable: true))
    case .repliesToResolve: visitor.measure(DoneTable(self, .replies))
    case .sameDayClose: visitor.share(SameDayTable(self))
    case .closuresPerPersonAndDay: visitor.distinct(ClosingTable(self, by: .personAndDay))
    case .netClosures: visitor.distinct(ClosingTable(self, by: .personAndDay, netOnly: true))
    default: nil
    }
  }

  private func backlog<Visitor: TableVisitor>(_ visitor: Visitor) -> Visitor.Result? {
    switch query.metric {
    case .backlog: visitor.count(ActiveTable(self))
    case .backlogAge: visitor.measure(ActiveTable(self, hasAge: true))
    case .unreplied: visitor.count(ActiveTable(self, unrepliedOnly: true))
    case .waitingOnUs: visitor.count(WaitingTable(self))
    case .flow: visitor.sum(FlowTable(self))
    case .neverReplied: visitor.count(NeverRepliedTable(asked: self))
    case .closedWithoutReply: visitor.count(UnansweredDoneTable(self))
    default: nil
    }
  }

  private func promises<Visitor: TableVisitor>(_ visitor: Visitor) -> Visitor.Result? {
    switch query.metric {
    case .firstReplyPromise: visitor.share(PromiseTable(stream: columns.decisions, kind: 0))
    case .nextReplyPromise: visitor.share(PromiseTable(stream: columns.decisions, kind: 1))
    case .resolutionPromise: visitor.share(PromiseTable(stream: columns.decisions, kind: 2))
    case .breaches: visitor.count(BreachTable(stream: columns.decisions, asked: self, measures: false))
    case .breachOverrun: visitor.measure(BreachTable(stream: columns.decisions, asked: self, measures: true))
    case .atRisk: visitor.count(RiskTable(stream: columns.decisions, asked: self))
    default: nil
    }
  }

  private func flow<Visitor: TableVisitor>(_ visitor: Visitor) -> Visitor.Result? {
    switch query.metric {
    case .satisfaction, .satisfactionRange: visitor.share(RatingTable(columns))
    case .meanScore, .happiness: visitor.count(RatingTable(columns))
    case .surveyResponseRate: visitor.share(SurveyTable(stream: columns.surveys))
    case .transfers: visitor.count(TransferTable(stream: columns.transfers))
    case .assigneeStations: visitor.measure(DoneTable(self, .stations))
    case .uniqueAssignees: visitor.measure(DoneTable(self, .assignees))
    case .groupStations: visitor.measure(DoneTable(self, .groups))
    case .participants: visitor.measure(DoneTable(self, .participants))
    case .botOutcomes: visitor.count(BotTable(stream: columns.starts, asked: self))
    case .workUnits: visitor.sum(WorkTable(columns))
    default: nil
    }
  }
}
