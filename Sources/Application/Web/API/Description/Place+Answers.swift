import HTTPServer

extension Place {
  /// Every answer that a client must be ready for.
  func answers(to method: HTTPMethod) -> [DescribedAnswer] {
    let good = goodAnswers(to: method)
    let isTagged = method == .get && good.contains { $0.content.contains { $0.type == "application/json" } }
    let unchanged = DescribedAnswer(status: 304, meaning: "the client has it already: If-None-Match names its ETag")
    return good + (isTagged ? [unchanged] : []) + refusals(of: method).map(refusal)
  }

  func goodAnswers(to method: HTTPMethod) -> [DescribedAnswer] {
    switch self {
    case .sourceList where method == .post: [.json(.named(.source), 201, "it is connected, and its first sync begins")]
    case .sourceState where method == .delete: [.json(.object(["state": .words(["removed"])]))]
    case .sessionList where method == .delete: [.json(.object(["state": .words(["ended"])]))]
    case .accountList where method == .post: [.json(.invitation, 201, "it was added, and is invited")]
    case .accountState where method == .post: [.json(.invitation)]
    case .tokenList where method == .post: [.json(.newToken, 201, "it was made")]
    case .viewList where method == .post: [.json(.savedView, 201, "it is kept")]
    case .alertList where method == .post: [.json(.alert, 201, "it is watched")]
    case .alertEntry where method == .post: [.json(.object(["state": .words(["snoozed", "awake"])]))]
    case .noteList where method == .post: [.json(.annotation, 201, "it stands on the charts")]
    case .uploadProgress where method == .delete:
      [.json(.object(["success": .constant(true), "message": .text, "upload_id": .id]))]
    case .sourceSync: [.json(.syncBegun, 202, "it was begun, and goes on")]
    case .hook: [.json(.object(["accepted": .whole]), 202, "it is believed, and fetched soon")]
    case .closureSync, .closureForceSync, .closureHourlySync:
      [.json(.closureSync), .json(.closureSync, 202, "it goes on")]
    case .rejectedRows:
      [.json(.rejectedRows).or("text/csv")]
    case .prometheus: [.text("text/plain")]
    case .configurationText: [.text("text/plain")]
    case .progressEvents: [.text("text/event-stream")]
    case .rejectedFile, .conversationFile, .messageDownload, .messageMetricsTable, .costExport: [.text("text/csv")]
    default: [table == nil ? .json(content) : .json(content).or("text/csv")]
    }
  }

  /// What a good answer is made of, where it is JSON and there is one kind of it.
  private var content: Schema {
    switch self {
    case .numbers: .object(["numbers": .list(.named(.definition))])
    case .number: .named(.answer)
    case .numberChange: .named(.change)
    case .receipt: .named(.receipt)
    case .conversationList: .page("conversations", of: .named(.conversationSummary))
    case .conversationHistory: .named(.conversation)
    case .sourceList: .page("sources", of: .named(.source))
    case .sourceState: .named(.source)
    case .sourceStop: .object(["state": .words(["stopped"])])
    case .sourceTest: .checks
    case .draftTest, .changeTest: .trial
    case .sourceEstimate: .estimate
    case .sourceCoverage: .named(.coverage)
    case .sourceDirectory: .page("entries", of: .named(.directoryEntry))
    case .progress: .object(["syncs": .list(.named(.syncInWork))])
    case .runs: .object(["runs": .list(.named(.run)), "next": Schema.id.orNull])
    case .runState: .named(.run)
    case .peopleList: .people
    case .peopleReview: .page("review", of: .named(.unknownName))
    case .peopleDecisions: .decisions
    case .peopleDecide, .clientsDecide, .productsDecide: .named(.decision)
    case .decisionEffect: .decisionEffect
    case .ruleVersionList: .ruleVersions
    case .rulesTrial: .movedFigures
    case .ruleSection: .ruleSection
    case .restatementList: .restatements
    case .storeStatistics: .storeStatistics
    case .toDoList: .toDo
    case .productList: .products
    case .clientsUnmapped: .unmappedClients
    case .peopleImport: .peopleImport
    case .clientList, .clientsLink: .named(.clients)
    case .clientsUnlinked: .unlinked
    case .whoAmI: .whoAmI
    case .passwordChange: .object(["state": .words(["changed"])])
    case .sessionList: .object(["sessions": .list(.session)])
    case .sessionEnd: .object(["state": .words(["ended"])])
    case .accountList: .page("accounts", of: .named(.account))
    case .accountState: .named(.account)
    case .tokenList: .page("tokens", of: .named(.token))
    case .tokenEnd: .object(["state": .words(["revoked"])])
    case .auditList: .auditEntries
    case .viewList: .object(["views": .list(.savedView)])
    case .noteList: .object(["annotations": .list(.annotation)])
    case .alertList: .object(["alerts": .list(.alert)])
    case .viewEntry, .noteEntry, .alertEntry: .object(["state": .words(["removed"])])
    case .imports: .object(["imports": .list(.pastImport)])
    case .importMessenger: .object(["seconds": .number] + Schema.importReport)
    case .uploadJSON: .object(Schema.uploadAnswer + Schema.importReport)
    case .uploadStatus: .uploadStatus
    case .description: .map(.anything)
    case .health: .object(["status": .words(["ok"])])
    default: contentOfOrigin
    }
  }

  private var contentOfOrigin: Schema {
    switch self {
    case .closuresToday: .closuresToday
    case .closuresPeriod: .closuresPeriod
    case .closureTop: .closureTop
    case .closureStats: .closureStats
    case .closurePeople: .closurePeople
    case .closureDetails: .closureDetails
    case .closureSyncStatus: .closureSyncStatus
    case .closureAdminStats: .closureAdminStats
    case .closureStoreTest: .closureStoreTest
    case .closureUnmapped: .mappings("unmapped_users")
    case .closureMappings: .mappings("mappings")
    case .closureMapping, .closureMappingByName: .oneMapping
    case .closureMappingSync, .closureCache, .closureSyncEvent: .closureMessage
    case .messageMetrics, .messageMetricsAgain: .messageFigures
    case .messageSummary: .messageSummary
    case .messageChats: .messageChats
    case .messageChat: .named(.messageChat)
    case .chatMessages: .chatMessages
    case .uploadsUnderWay: .object(["active_uploads": .map(.uploadProgress), "total_active": .whole(from: 0)])
    case .uploadProgress: .uploadProgress
    case .messageHealth: .object(["status": .words(["ok"])])
    case .costReady: .object(["json_files_exist": .flag])
    default: .anything
    }
  }
}
