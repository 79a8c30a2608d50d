import HTTPServer

/// Every kind of address, by its pattern: parsing, linking, the refusal of other methods and the description of the API
/// are all read from this list.
enum Place: String, CaseIterable, Sendable {
  case today = "/"
  case allNumbers = "/numbers"
  case oneNumber = "/numbers/{number}"
  case team = "/team"
  case promises = "/sla"
  case conversations = "/conversations"
  case conversation = "/conversations/{key}"
  case views = "/views"
  case alerts = "/alerts"
  case sources = "/sources"
  case source = "/sources/{source}"
  case syncBySource = "/sources/{source}/sync"
  case stopBySource = "/sources/{source}/stop"
  case testBySource = "/sources/{source}/test"
  case connect = "/sources/connect"
  case connection = "/sources/{source}/connection"
  case upload = "/sources/upload"
  case live = "/sources/live"
  case run = "/sources/runs/{run}"
  case importResult = "/sources/imports/{run}"
  case asset = "/assets/{name}"
  case signIn = "/sign-in"
  case signOut = "/sign-out"
  case setup = "/setup"
  case settings = "/settings"
  case ownAccount = "/settings/account"
  case ownPassword = "/settings/account/password"
  case ownSessions = "/settings/account/sessions"
  case accounts = "/settings/accounts"
  case account = "/settings/accounts/{account}"
  case tokens = "/settings/tokens"
  case tokenRevoke = "/settings/tokens/{token}/revoke"
  case audit = "/settings/audit"
  case peoplePage = "/settings/people"
  case peopleReviewPage = "/settings/people/review"
  case peopleImportPage = "/settings/people/import"
  case personPage = "/settings/people/{person}"
  case productsPage = "/settings/products"
  case clientsPage = "/settings/clients"
  case contactsPage = "/settings/contacts"
  case contactsLink = "/settings/contacts/link"
  case calendarsPage = "/settings/calendars"
  case calendarForm = "/settings/calendars/change"
  case rulesPage = "/settings/rules"
  case rulesForm = "/settings/rules/change"
  case definitionsPage = "/settings/definitions"
  case ruleVersionPage = "/settings/definitions/{version}"
  case rulesPreview = "/settings/definitions/preview"
  case rulesAdopt = "/settings/definitions/set"
  case brandPage = "/settings/brand"
  case mailPage = "/settings/mail"
  case storePage = "/settings/database"
  case configurationPage = "/settings/configuration"
  case configurationFile = "/settings/configuration.yaml"
  case decisionsPage = "/settings/decisions"
  case decidePage = "/settings/decide"

  case numbers = "/api/v1/numbers"
  case number = "/api/v1/numbers/{id}"
  case numberChange = "/api/v1/numbers/{id}/change"
  case receipt = "/api/v1/receipts/{id}"
  case conversationList = "/api/v1/conversations"
  case conversationFile = "/api/v1/conversations.csv"
  case conversationHistory = "/api/v1/conversations/{key}"
  case sourceList = "/api/v1/sources"
  case sourceState = "/api/v1/sources/{source}"
  case sourceSync = "/api/v1/sources/{source}/sync"
  case sourceStop = "/api/v1/sources/{source}/stop"
  case sourceTest = "/api/v1/sources/{source}/test"
  case draftTest = "/api/v1/connections/test"
  case changeTest = "/api/v1/connections/{source}/test"
  case sourceEstimate = "/api/v1/sources/{source}/estimate"
  case sourceCoverage = "/api/v1/sources/{source}/coverage"
  case sourceDirectory = "/api/v1/sources/{source}/directory"
  case progress = "/api/v1/sources/progress"
  case progressEvents = "/api/v1/sources/events"
  case runs = "/api/v1/runs"
  case runState = "/api/v1/runs/{run}"
  case rejectedRows = "/api/v1/runs/{run}/rejected"
  case rejectedFile = "/api/v1/runs/{run}/rejected.csv"
  case peopleList = "/api/v1/people"
  case peopleReview = "/api/v1/people/review"
  case peopleDecisions = "/api/v1/people/decisions"
  case peopleDecide = "/api/v1/people/decide"
  case peopleImport = "/api/v1/people/import"
  case toDoList = "/api/v1/to-do"
  case productList = "/api/v1/products"
  case productsDecide = "/api/v1/products/decide"
  case clientsUnmapped = "/api/v1/clients/unmapped"
  case ruleVersionList = "/api/v1/rules"
  case rulesTrial = "/api/v1/rules/preview"
  case ruleSection = "/api/v1/rules/{section}"
  case restatementList = "/api/v1/restatements"
  case storeStatistics = "/api/v1/store"
  case configurationText = "/api/v1/configuration"
  case decisionEffect = "/api/v1/decisions/effect"
  case clientList = "/api/v1/clients"
  case clientsUnlinked = "/api/v1/clients/unlinked"
  case clientsLink = "/api/v1/clients/link"
  case clientsDecide = "/api/v1/clients/decide"
  case whoAmI = "/api/v1/account"
  case passwordChange = "/api/v1/account/password"
  case sessionList = "/api/v1/account/sessions"
  case sessionEnd = "/api/v1/account/sessions/{session}"
  case accountList = "/api/v1/accounts"
  case accountState = "/api/v1/accounts/{account}"
  case tokenList = "/api/v1/tokens"
  case tokenEnd = "/api/v1/tokens/{token}/revoke"
  case auditList = "/api/v1/audit"
  case viewList = "/api/v1/views"
  case viewEntry = "/api/v1/views/{view}"
  case noteList = "/api/v1/annotations"
  case noteEntry = "/api/v1/annotations/{note}"
  case alertList = "/api/v1/alerts"
  case alertEntry = "/api/v1/alerts/{alert}"
  case imports = "/api/v1/imports"
  case importMessenger = "/api/v1/imports/messenger"
  case uploadJSON = "/api/upload-json"
  case uploadStatus = "/api/upload-status"

  // Addresses of the systems that this one replaces
  case closuresToday = "/api/tickets/closures/today"
  case closuresPeriod = "/api/tickets/closures/period"
  case closureTop = "/api/tickets/top-performers"
  case closureStats = "/api/tickets/stats"
  case closurePeople = "/api/tickets/user-stats"
  case closureDetails = "/api/tickets/user-details/{name}"
  case closureSyncStatus = "/api/tickets/sync-status"
  case closureSync = "/api/tickets/sync"
  case closureForceSync = "/api/tickets/force-sync"
  case closureHourlySync = "/api/tickets/hourly-sync"
  case closureAdminStats = "/api/tickets/admin-stats"
  case closureStoreTest = "/api/tickets/test-db"
  case closureUnmapped = "/api/tickets/unmapped-users"
  case closureMappings = "/api/tickets/user-mappings"
  case closureMapping = "/api/tickets/user-mappings/{id}"
  case closureMappingByName = "/api/tickets/sync-from-ids"
  case closureMappingSync = "/api/tickets/sync-user-mappings"
  case closureCache = "/api/tickets/invalidate-cache"
  case closureSyncEvent = "/api/tickets/emit-sync-complete"
  case messageMetrics = "/api/metrics"
  case messageMetricsAgain = "/api/metrics/recalculate"
  case messageSummary = "/api/metrics/summary"
  case messageChats = "/api/conversations"
  case messageChat = "/api/conversations/{id}"
  case chatMessages = "/api/conversations/{id}/messages"
  case messageDownload = "/api/download"
  case messageMetricsTable = "/api/download/metrics"
  case uploadsUnderWay = "/api/progress"
  case uploadProgress = "/api/progress/{id}"
  case messageHealth = "/health"
  case costReady = "/check_json_files"
  case costExport = "/export"

  case description = "/api/openapi.json"
  case hook = "/hooks/{source}"
  case health = "/healthz"
  case prometheus = "/metrics"
}

extension Place {
  var pattern: String { rawValue }

  var takesPost: Bool {
    switch self {
    case .upload, .importMessenger, .uploadJSON, .syncBySource, .stopBySource, .testBySource, .sourceSync, .sourceStop,
      .sourceTest, .hook, .peopleDecide, .peopleImport, .clientsLink, .clientsDecide, .decisionEffect, .contactsLink,
      .productsDecide, .rulesPreview, .rulesAdopt, .rulesTrial, .draftTest, .changeTest, .signOut, .ownPassword,
      .passwordChange,
      .ownSessions, .tokens, .tokenRevoke, .tokenEnd, .closureSync, .closureForceSync, .closureHourlySync, .alertEntry,
      .closureMappingByName,
      .closureMappingSync, .closureCache, .closureSyncEvent, .messageMetricsAgain:
      true
    default: isForm || takesMore
    }
  }

  /// Lists and things of the API that are also added to, or changed, at their own address.
  private var takesMore: Bool {
    [.accountList, .accountState, .tokenList, .viewList, .noteList, .alertList, .sourceList].contains(self)
  }

  /// Pages that send their own form to themselves: they are read and written at one address.
  var isForm: Bool {
    [
      .signIn, .setup, .accounts, .account, .views, .alerts, .peopleImportPage, .decidePage, .connect, .connection,
      .calendarForm, .rulesForm,
    ].contains(self)
  }

  var takesGet: Bool {
    (!takesPost || isForm || takesMore) && ![.viewEntry, .noteEntry, .alertEntry, .sessionEnd].contains(self)
  }

  /// What else can be done here, besides reading and sending.
  var otherMethods: [HTTPMethod] {
    switch self {
    case .closureMapping, .ruleSection: [.put, .delete]
    case .uploadProgress: [.delete]
    case .viewEntry, .noteEntry, .alertEntry, .sessionList, .sessionEnd: [.delete]
    case .sourceState: [.patch, .delete]
    default: []
    }
  }

  /// Whether programs ask here, so that errors are JSON and unknown parameters are refused.
  var isAPI: Bool {
    pattern.hasPrefix("/api/") || [.health, .messageHealth, .prometheus, .hook].contains(self) || origin == .cost
  }

  /// Pages whose address is a question: what it does not understand is refused, because it would answer another one.
  var isOfFigures: Bool { [.allNumbers, .oneNumber, .team, .promises].contains(self) }

  /// What stands at a path, and the decoded segment where the pattern has a name in braces.
  static func at(_ segments: [String]) -> (place: Place, argument: String)? {
    if let place = withoutBraces[segments] { return (place, "") }
    return withBraces.lazy.compactMap { pattern in pattern.match(segments) }.first
  }

  /// Taken apart once: to cut a hundred patterns for each request costs more than the answer of many.
  private static let withoutBraces = Dictionary(
    uniqueKeysWithValues: allCases.filter { !$0.pattern.contains("{") }.map { ($0.parts, $0) })
  private static let withBraces = allCases.filter { $0.pattern.contains("{") }.map(PatternWithBraces.init)

  fileprivate var parts: [String] { pattern.split(separator: "/").map(String.init) }
}

/// A pattern in which any segment may stand where the braces do.
private struct PatternWithBraces {
  let place: Place
  private let parts: [String]
  private let open: Int

  init(_ place: Place) {
    self.place = place
    parts = place.parts
    open = parts.firstIndex { $0.hasPrefix("{") } ?? 0
  }

  func match(_ segments: [String]) -> (place: Place, argument: String)? {
    guard segments.count == parts.count else { return nil }
    for index in parts.indices where index != open && parts[index] != segments[index] { return nil }
    return (place, segments[open])
  }
}
