import Accounts
import HTTPServer

/// What an address asks of whoever comes.
enum Demand: Equatable, Sendable {
  case nothing
  /// Its own check: the signature of a vendor.
  case signature
  /// This machine itself, or a token.
  case neighbourOrToken
  case role(Role)
}

extension Place {
  /// Who may come here. There is no default: an address without a line here does not compile.
  var demand: Demand {
    switch self {
    case .asset, .signIn, .setup, .description, .health, .messageHealth: .nothing
    case .hook: .signature
    case .prometheus: .neighbourOrToken
    case .today, .allNumbers, .oneNumber, .team, .promises, .conversations, .conversation, .numbers, .number,
      .numberChange, .receipt, .conversationList, .conversationFile, .conversationHistory, .signOut, .settings,
      .ownAccount, .ownPassword, .ownSessions, .passwordChange, .sessionList, .sessionEnd, .uploadStatus, .whoAmI,
      .views, .viewList, .viewEntry,
      .noteList, .alerts, .alertList:
      .role(.viewer)
    case .sources, .source, .live, .run, .importResult, .sourceList, .sourceState, .sourceCoverage, .sourceDirectory,
      .progress, .progressEvents, .runs, .runState, .rejectedRows, .rejectedFile, .imports, .peopleList, .peopleReview,
      .peopleDecisions, .clientList, .clientsUnlinked, .peoplePage, .peopleReviewPage, .personPage, .decisionsPage,
      .decisionEffect, .productsPage, .clientsPage, .contactsPage, .toDoList, .productList, .clientsUnmapped,
      .noteEntry, .calendarsPage, .rulesPage, .definitionsPage, .ruleVersionPage, .brandPage, .ruleVersionList,
      .restatementList, .ruleSection:
      .role(.developer)
    case .syncBySource, .stopBySource, .testBySource, .upload, .sourceSync, .sourceStop, .sourceTest, .sourceEstimate,
      .importMessenger, .uploadJSON, .peopleDecide, .peopleImport, .clientsLink, .clientsDecide,
      .peopleImportPage, .decidePage, .contactsLink, .productsDecide, .rulesPreview, .rulesTrial, .alertEntry:
      .role(.manager)
    case .calendarForm, .rulesForm, .rulesAdopt, .connect, .connection, .draftTest, .changeTest, .accounts, .account,
      .tokens, .tokenRevoke, .audit, .mailPage,
      .storePage,
      .configurationPage,
      .configurationFile, .storeStatistics, .configurationText, .accountList, .accountState, .tokenList, .tokenEnd,
      .auditList:
      .role(.admin)

    case .closuresToday, .closuresPeriod, .closureTop, .closureStats, .closurePeople, .closureDetails,
      .closureSyncStatus, .closureCache, .closureSyncEvent, .messageMetrics, .messageMetricsAgain, .messageSummary,
      .messageChats, .messageChat, .chatMessages, .messageDownload, .messageMetricsTable, .costReady, .costExport:
      .role(.viewer)
    case .closureMappings, .closureMapping, .closureMappingByName, .closureMappingSync: .role(.developer)
    case .closureSync, .uploadsUnderWay, .uploadProgress: .role(.manager)
    case .closureForceSync, .closureHourlySync, .closureAdminStats, .closureStoreTest, .closureUnmapped: .role(.admin)
    }
  }

  /// What a request of this method asks of whoever comes: who reads which sources and rules there are may not change them.
  func demand(of method: HTTPMethod) -> Demand { changesSettings(by: method) ? .role(.admin) : demand }

  func scope(of method: HTTPMethod) -> TokenScope? { changesSettings(by: method) ? .accounts : scope }

  private func changesSettings(by method: HTTPMethod) -> Bool {
    [.sourceList, .sourceState, .ruleSection].contains(self) && ![.get, .head, .options].contains(method)
  }

  /// What a token with scopes must be for. Pages are no business of tokens.
  var scope: TokenScope? {
    switch self {
    case .numbers, .number, .numberChange, .receipt, .viewList, .viewEntry, .noteList, .noteEntry, .ruleVersionList,
      .rulesTrial, .ruleSection, .restatementList, .alertList, .alertEntry:
      .numbers
    case .peopleList, .peopleReview, .peopleDecisions, .peopleDecide, .peopleImport, .clientList, .clientsUnlinked,
      .clientsLink, .clientsDecide, .decisionEffect, .toDoList, .productList, .productsDecide, .clientsUnmapped:
      .people
    case .conversationList, .conversationFile, .conversationHistory: .conversations
    case .sourceList, .sourceState, .sourceCoverage, .sourceDirectory, .progress, .progressEvents, .runs, .runState,
      .rejectedRows, .rejectedFile, .imports:
      .sources
    case .sourceSync, .sourceStop, .sourceTest, .sourceEstimate: .sync
    case .importMessenger, .uploadJSON, .uploadStatus, .uploadsUnderWay, .uploadProgress: .upload
    case .draftTest, .changeTest, .accountList, .accountState, .tokenList, .tokenEnd, .auditList, .configurationText:
      .accounts
    case .prometheus, .storeStatistics: .metrics

    case .closuresToday, .closuresPeriod, .closureTop, .closureStats, .closurePeople, .messageMetrics,
      .messageMetricsAgain, .messageSummary, .messageMetricsTable, .costReady, .costExport:
      .numbers
    case .closureDetails, .messageChats, .messageChat, .chatMessages, .messageDownload: .conversations
    case .closureSyncStatus, .closureAdminStats, .closureStoreTest, .closureUnmapped, .closureMappings,
      .closureMapping, .closureMappingByName, .closureMappingSync, .closureCache, .closureSyncEvent:
      .sources
    case .closureSync, .closureForceSync, .closureHourlySync: .sync
    default: nil
    }
  }

  /// Whether somebody who may see a part only may come here: to whatever can show their part alone.
  var isForNarrowed: Bool {
    switch self {
    case .asset, .signIn, .setup, .description, .health, .messageHealth, .hook, .prometheus, .numbers, .signOut,
      .settings, .ownAccount,
      .ownPassword, .ownSessions, .passwordChange, .sessionList, .sessionEnd, .uploadStatus, .whoAmI, .today,
      .allNumbers, .oneNumber, .team, .promises,
      .conversations,
      .conversation, .number, .numberChange, .receipt, .conversationList, .conversationFile, .conversationHistory,
      .views, .viewList, .viewEntry:
      true
    default: false
    }
  }
}
