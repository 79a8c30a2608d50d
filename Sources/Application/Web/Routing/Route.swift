import Metrics
import Support

/// One address. A page links by it and the server reads a path into it, so a link cannot go nowhere.
enum Route: Equatable, Sendable {
  case today
  case allNumbers
  case oneNumber(id: String)
  case team
  case promises
  case views
  case alerts
  case conversations
  case conversation(ConversationKey)
  case sources
  case source(String)
  case syncBySource(String)
  case stopBySource(String)
  case testBySource(String)
  case connect
  case connection(String)
  case upload
  case live
  case run(Int64)
  case importResult(run: Int64)
  case asset(name: String)
  case signIn
  case signOut
  case setup
  case settings
  case ownAccount
  case ownPassword
  case ownSessions
  case accounts
  case account(Int64)
  case tokens
  case tokenRevoke(Int64)
  case audit

  case numbers
  case number(id: String)
  case numberChange(id: String)
  case receipt(ReceiptID)
  case conversationList
  case conversationFile
  case conversationHistory(ConversationKey)
  case sourceList
  case sourceState(String)
  case sourceSync(String)
  case sourceStop(String)
  case sourceTest(String)
  case sourceEstimate(String)
  case sourceCoverage(String)
  case sourceDirectory(String)
  case progress
  case progressEvents
  case runs
  case runState(Int64)
  case rejectedRows(run: Int64)
  case rejectedFile(run: Int64)
  case peopleList
  case peopleReview
  case peopleDecisions
  case peopleDecide
  case peopleImport
  case clientList
  case clientsUnlinked
  case clientsLink
  case clientsDecide
  case whoAmI
  case accountList
  case accountState(Int64)
  case tokenList
  case tokenEnd(Int64)
  case auditList
  case viewList
  case viewEntry(Int64)
  case noteList
  case noteEntry(Int64)
  case alertList
  case alertEntry(Int64)
  case imports
  case importMessenger
  case uploadJSON
  case uploadStatus
  /// A page of settings, or an address of the API beside it, and what stands in its braces.
  case setting(Place, argument: String)
  /// An address of a system that this one replaces, and what stands in its braces.
  case origin(Place, argument: String)
  case description
  case hook(source: String)
  case health
  case prometheus
}

extension Route {
  /// Reads the decoded segments of a path. A fixed name wins over one in braces.
  init?(_ segments: [String]) {
    guard let (place, argument) = Place.at(segments) else { return nil }
    self.init(place, argument)
  }

  private init?(_ place: Place, _ argument: String) {
    switch place {
    case .today: self = .today
    case .allNumbers: self = .allNumbers
    case .oneNumber: self = .oneNumber(id: argument)
    case .team: self = .team
    case .promises: self = .promises
    case .views: self = .views
    case .alerts: self = .alerts
    case .alertList: self = .alertList
    case .viewList: self = .viewList
    case .noteList: self = .noteList
    case .conversations: self = .conversations
    case .conversation: self = .conversation(ConversationKey(text: argument))
    case .sources: self = .sources
    case .source: self = .source(argument)
    case .syncBySource: self = .syncBySource(argument)
    case .stopBySource: self = .stopBySource(argument)
    case .testBySource: self = .testBySource(argument)
    case .connect: self = .connect
    case .connection: self = .connection(argument)
    case .upload: self = .upload
    case .live: self = .live
    case .run, .importResult, .runState, .rejectedRows, .rejectedFile, .account, .tokenRevoke, .accountState, .tokenEnd,
      .viewEntry, .noteEntry, .alertEntry:
      self.init(place, number: Int64(argument))
    case .asset: self = .asset(name: argument)
    case .signIn: self = .signIn
    case .signOut: self = .signOut
    case .setup: self = .setup
    case .settings: self = .settings
    case .ownAccount: self = .ownAccount
    case .ownPassword: self = .ownPassword
    case .ownSessions: self = .ownSessions
    case .accounts: self = .accounts
    case .tokens: self = .tokens
    case .audit: self = .audit
    case .numbers: self = .numbers
    case .number: self = .number(id: argument)
    case .numberChange: self = .numberChange(id: argument)
    case .receipt: self = .receipt(ReceiptID(argument))
    case .conversationList: self = .conversationList
    case .conversationFile: self = .conversationFile
    case .conversationHistory: self = .conversationHistory(ConversationKey(text: argument))
    case .sourceList: self = .sourceList
    case .sourceState: self = .sourceState(argument)
    case .sourceSync: self = .sourceSync(argument)
    case .sourceStop: self = .sourceStop(argument)
    case .sourceTest: self = .sourceTest(argument)
    case .sourceEstimate: self = .sourceEstimate(argument)
    case .sourceCoverage: self = .sourceCoverage(argument)
    case .sourceDirectory: self = .sourceDirectory(argument)
    case .progress: self = .progress
    case .progressEvents: self = .progressEvents
    case .runs: self = .runs
    case .peopleList: self = .peopleList
    case .peopleReview: self = .peopleReview
    case .peopleDecisions: self = .peopleDecisions
    case .peopleDecide: self = .peopleDecide
    case .peopleImport: self = .peopleImport
    case .clientList: self = .clientList
    case .clientsUnlinked: self = .clientsUnlinked
    case .clientsLink: self = .clientsLink
    case .clientsDecide: self = .clientsDecide
    case .whoAmI: self = .whoAmI
    case .accountList: self = .accountList
    case .tokenList: self = .tokenList
    case .auditList: self = .auditList
    case .imports: self = .imports
    case .importMessenger: self = .importMessenger
    case .uploadJSON: self = .uploadJSON
    case .uploadStatus: self = .uploadStatus
    case .closuresToday, .closuresPeriod, .closureTop, .closureStats, .closurePeople, .closureDetails,
      .closureSyncStatus, .closureSync, .closureForceSync, .closureHourlySync, .closureAdminStats, .closureStoreTest,
      .closureUnmapped, .closureMappings, .closureMapping, .closureMappingByName, .closureMappingSync, .closureCache,
      .closureSyncEvent, .messageMetrics, .messageMetricsAgain, .messageSummary, .messageChats, .messageChat,
      .chatMessages, .messageDownload, .messageMetricsTable, .uploadsUnderWay, .uploadProgress, .messageHealth,
      .costReady, .costExport:
      self = .origin(place, argument: argument)
    case .peoplePage, .peopleReviewPage, .peopleImportPage, .personPage, .decisionsPage, .decidePage, .decisionEffect,
      .productsPage, .clientsPage, .contactsPage, .contactsLink, .toDoList, .productList, .productsDecide,
      .clientsUnmapped, .calendarsPage, .rulesPage, .definitionsPage, .ruleVersionPage, .rulesPreview, .brandPage,
      .mailPage, .storePage, .configurationPage, .configurationFile, .ruleVersionList, .rulesTrial, .restatementList,
      .storeStatistics, .configurationText, .draftTest, .changeTest, .passwordChange, .sessionList, .sessionEnd,
      .calendarForm, .rulesForm, .rulesAdopt, .ruleSection:
      self = .setting(place, argument: argument)
    case .description: self = .description
    case .hook: self = .hook(source: argument)
    case .health: self = .health
    case .prometheus: self = .prometheus
    }
  }

  /// Nothing for what is no number.
  private init?(_ place: Place, number: Int64?) {
    guard let number else { return nil }
    switch place {
    case .run: self = .run(number)
    case .importResult: self = .importResult(run: number)
    case .runState: self = .runState(number)
    case .rejectedRows: self = .rejectedRows(run: number)
    case .rejectedFile: self = .rejectedFile(run: number)
    case .account: self = .account(number)
    case .tokenRevoke: self = .tokenRevoke(number)
    case .accountState: self = .accountState(number)
    case .tokenEnd: self = .tokenEnd(number)
    case .viewEntry: self = .viewEntry(number)
    case .noteEntry: self = .noteEntry(number)
    case .alertEntry: self = .alertEntry(number)
    default: return nil
    }
  }

  /// The kind of address, and what stands in its braces.
  var parts: (place: Place, argument: String) {
    switch self {
    case .today: (.today, "")
    case .allNumbers: (.allNumbers, "")
    case .oneNumber(let id): (.oneNumber, id)
    case .team: (.team, "")
    case .promises: (.promises, "")
    case .views: (.views, "")
    case .alerts: (.alerts, "")
    case .alertList: (.alertList, "")
    case .alertEntry(let id): (.alertEntry, String(id))
    case .viewList: (.viewList, "")
    case .viewEntry(let id): (.viewEntry, String(id))
    case .noteList: (.noteList, "")
    case .noteEntry(let id): (.noteEntry, String(id))
    case .conversations: (.conversations, "")
    case .conversation(let key): (.conversation, key.text)
    case .sources: (.sources, "")
    case .source(let id): (.source, id)
    case .syncBySource(let id): (.syncBySource, id)
    case .stopBySource(let id): (.stopBySource, id)
    case .testBySource(let id): (.testBySource, id)
    case .connect: (.connect, "")
    case .connection(let id): (.connection, id)
    case .upload: (.upload, "")
    case .live: (.live, "")
    case .run(let run): (.run, String(run))
    case .importResult(let run): (.importResult, String(run))
    case .asset(let name): (.asset, name)
    case .signIn: (.signIn, "")
    case .signOut: (.signOut, "")
    case .setup: (.setup, "")
    case .settings: (.settings, "")
    case .ownAccount: (.ownAccount, "")
    case .ownPassword: (.ownPassword, "")
    case .ownSessions: (.ownSessions, "")
    case .accounts: (.accounts, "")
    case .account(let account): (.account, String(account))
    case .tokens: (.tokens, "")
    case .tokenRevoke(let token): (.tokenRevoke, String(token))
    case .audit: (.audit, "")
    case .numbers: (.numbers, "")
    case .number(let id): (.number, id)
    case .numberChange(let id): (.numberChange, id)
    case .receipt(let id): (.receipt, id.description)
    case .conversationList: (.conversationList, "")
    case .conversationFile: (.conversationFile, "")
    case .conversationHistory(let key): (.conversationHistory, key.text)
    case .sourceList: (.sourceList, "")
    case .sourceState(let id): (.sourceState, id)
    case .sourceSync(let id): (.sourceSync, id)
    case .sourceStop(let id): (.sourceStop, id)
    case .sourceTest(let id): (.sourceTest, id)
    case .sourceEstimate(let id): (.sourceEstimate, id)
    case .sourceCoverage(let id): (.sourceCoverage, id)
    case .sourceDirectory(let id): (.sourceDirectory, id)
    case .progress: (.progress, "")
    case .progressEvents: (.progressEvents, "")
    case .runs: (.runs, "")
    case .runState(let run): (.runState, String(run))
    case .rejectedRows(let run): (.rejectedRows, String(run))
    case .rejectedFile(let run): (.rejectedFile, String(run))
    case .peopleList: (.peopleList, "")
    case .peopleReview: (.peopleReview, "")
    case .peopleDecisions: (.peopleDecisions, "")
    case .peopleDecide: (.peopleDecide, "")
    case .peopleImport: (.peopleImport, "")
    case .clientList: (.clientList, "")
    case .clientsUnlinked: (.clientsUnlinked, "")
    case .clientsLink: (.clientsLink, "")
    case .clientsDecide: (.clientsDecide, "")
    case .whoAmI: (.whoAmI, "")
    case .accountList: (.accountList, "")
    case .accountState(let account): (.accountState, String(account))
    case .tokenList: (.tokenList, "")
    case .tokenEnd(let token): (.tokenEnd, String(token))
    case .auditList: (.auditList, "")
    case .imports: (.imports, "")
    case .importMessenger: (.importMessenger, "")
    case .uploadJSON: (.uploadJSON, "")
    case .uploadStatus: (.uploadStatus, "")
    case .origin(let place, let argument), .setting(let place, let argument): (place, argument)
    case .description: (.description, "")
    case .hook(let source): (.hook, source)
    case .health: (.health, "")
    case .prometheus: (.prometheus, "")
    }
  }
}
