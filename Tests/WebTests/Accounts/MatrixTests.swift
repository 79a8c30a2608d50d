import Accounts
import HTTPServer
import HelpdeskKit
import Runtime
import Support
import TestKit
import Testing

@testable import Web

/// Every address as every role, as somebody narrowed, and as nobody. What is expected is written down here once more,
/// so that a change of the list of addresses is a change of two places.
@Suite struct `Who may go where` {
  enum Least: Equatable {
    case anybody
    case role(Role)
    case ownCheck
  }

  static let expected = ours + ofOrigins

  private static let ours: [(least: Least, places: [Place])] = [
    (.anybody, [.asset, .signIn, .setup, .description, .health, .messageHealth, .prometheus]),
    (.ownCheck, [.hook]),
    (
      .role(.viewer),
      [
        .today, .allNumbers, .oneNumber, .team, .promises, .conversations, .conversation, .signOut, .settings,
        .ownAccount, .ownPassword,
        .ownSessions, .numbers,
        .number, .numberChange, .receipt, .conversationList, .conversationFile, .conversationHistory, .uploadStatus,
        .whoAmI, .passwordChange, .sessionList, .sessionEnd,
        .views, .viewList, .viewEntry, .noteList, .alerts, .alertList,
      ]
    ),
    (
      .role(.developer),
      [
        .sources, .source, .live, .run, .importResult, .sourceList, .sourceState, .sourceCoverage, .sourceDirectory,
        .progress, .progressEvents, .runs, .runState, .rejectedRows, .rejectedFile, .imports,
        .peopleList, .peopleReview, .peopleDecisions, .clientList, .clientsUnlinked, .noteEntry,
        .peoplePage, .peopleReviewPage, .personPage, .decisionsPage, .decisionEffect,
        .productsPage, .clientsPage, .contactsPage, .toDoList, .productList, .clientsUnmapped,
        .calendarsPage, .rulesPage, .definitionsPage, .ruleVersionPage, .brandPage, .ruleVersionList, .restatementList,
        .ruleSection,
      ]
    ),
    (
      .role(.manager),
      [
        .syncBySource, .stopBySource, .testBySource, .upload, .sourceSync, .sourceStop, .sourceTest, .sourceEstimate,
        .importMessenger, .uploadJSON, .peopleDecide, .peopleImport, .clientsLink, .clientsDecide,
        .peopleImportPage, .decidePage, .contactsLink, .productsDecide, .rulesPreview, .rulesTrial, .alertEntry,
      ]
    ),
    (
      .role(.admin),
      [
        .calendarForm, .rulesForm, .rulesAdopt, .connect, .connection, .draftTest, .changeTest, .accounts, .account,
        .tokens, .tokenRevoke, .audit, .mailPage,
        .storePage,
        .configurationPage,
        .configurationFile, .storeStatistics, .configurationText, .accountList, .accountState, .tokenList, .tokenEnd,
        .auditList,
      ]
    ),
  ]

  /// Of the systems that this one replaces.
  private static let ofOrigins: [(least: Least, places: [Place])] = [
    (
      .role(.viewer),
      [
        .closuresToday, .closuresPeriod, .closureTop, .closureStats, .closurePeople, .closureDetails,
        .closureSyncStatus,
        .closureCache, .closureSyncEvent, .messageMetrics, .messageMetricsAgain, .messageSummary, .messageChats,
        .messageChat, .chatMessages, .messageDownload, .messageMetricsTable, .costReady, .costExport,
      ]
    ),
    (.role(.developer), [.closureMappings, .closureMapping, .closureMappingByName, .closureMappingSync]),
    (.role(.manager), [.closureSync, .uploadsUnderWay, .uploadProgress]),
    (
      .role(.admin),
      [
        .closureForceSync, .closureHourlySync, .closureAdminStats, .closureStoreTest, .closureUnmapped,
      ]
    ),
  ]

  /// What says nothing of anybody's conversations.
  static let harmless: Set<Place> = [
    .asset, .signIn, .setup, .description, .health, .messageHealth, .prometheus, .hook, .signOut, .settings,
    .ownAccount, .ownPassword,
    .ownSessions, .numbers, .uploadStatus, .whoAmI, .passwordChange, .sessionList, .sessionEnd,
  ]

  /// What shows whoever is narrowed their own part.
  static let narrowed: Set<Place> = [
    .today, .allNumbers, .oneNumber, .team, .promises, .conversations, .conversation, .number, .numberChange, .receipt,
    .conversationList, .conversationFile, .conversationHistory, .views, .viewList, .viewEntry,
  ]

  @Test func `is written down for every address`() {
    let places = `Who may go where`.expected.flatMap(\.places)
    #expect(Set(places) == Set(Place.allCases) && places.count == Place.allCases.count)
  }

  private enum Verdict: Equatable { case through, door, unauthorized, forbidden }

  private func verdict(_ answer: RawHTTPResponse) -> Verdict {
    switch answer.status {
    case 401: .unauthorized
    case 403: .forbidden
    case 303 where answer["Location"]?.hasPrefix("/sign-in") == true: .door
    default: .through
    }
  }

  /// Signing in is tried elsewhere: with a wrong password it is as forbidden as what nobody may.
  private static var routesInside: [(route: Route, method: String)] {
    routes.filter { ![.signIn, .signOut].contains($0.route.place) || $0.method == "GET" }
  }

  private static var routes: [(route: Route, method: String)] {
    Addresses.routes.flatMap { route in
      (route.place.takesGet ? [(route, "GET")] : []) + (route.place.takesPost ? [(route, "POST")] : [])
        + route.place.otherMethods.map { (route, $0.rawValue) }
    }
  }

  /// Streams never end, so only their head is read.
  private func ask(_ served: ServedLedger, _ method: String, _ route: Route, _ headers: [String]) async throws
    -> RawHTTPResponse
  {
    let isStream = [.live, .progressEvents].contains(route.place)
    guard !isStream else { return try await served.send("HEAD", route.path, headers) }
    return try await served.send(method, route.path, headers, body: method == "GET" ? nil : [])
  }

  private func with(_ body: (ServedLedger) async throws -> Void) async throws {
    let desk = ScriptedHelpdesk("desk")
    try await withServer(
      Chats.sample, settings: Desk.settings(), helpdesks: [desk], access: .accounts, body)
  }

  @Test func `nobody comes further than the door`() async throws {
    try await with { served async throws in
      try await served.add("Boss", .admin)
      for (route, method) in `Who may go where`.routes {
        let found = verdict(try await ask(served, method, route, []))
        let place = route.place
        let isOpen = `Who may go where`.expected[0].places.contains(place)
        switch place {
        case .hook: #expect(found == .through, "a hook that is not there is 404")
        // Without a cookie not even the open forms are taken.
        case _ where isOpen: #expect(found == (method == "POST" ? .forbidden : .through), "\(method) \(place)")
        case _ where place.isAPI: #expect(found == .unauthorized, "\(method) \(place)")
        default: #expect(found == .door, "\(method) \(place)")
        }
      }
    }
  }

  @Test(arguments: Role.allCases) func `a role comes as far as it may, by browser and by token`(_ role: Role)
    async throws
  {
    try await with { served async throws in
      try await served.add("Boss", .admin)
      try await served.add("Maya", role)
      let token = try await served.token(role)
      for (route, method) in `Who may go where`.routesInside {
        let browser = try await served.browser(of: "Maya")
        let csrf = method != "GET" ? ["X-CSRF-Token: \(try await browser.formToken(of: "/settings/account"))"] : []
        let cookie = ["Cookie: \(browser.cookie ?? "")"]
        let (place, answer) = (route.place, try await ask(served, method, route, cookie + csrf))
        let byBrowser = verdict(answer)
        guard place.isAPI else {
          #expect(
            byBrowser == (isAllowed(place, method, role) ? .through : .forbidden), "\(method) \(place): \(answer.text)")
          continue
        }
        #expect(
          byBrowser == (isAllowed(place, method, role) ? .through : .forbidden), "\(method) \(place): \(answer.text)")
        if method != "GET", place != .hook {
          #expect(verdict(try await ask(served, method, route, cookie)) == .forbidden, "without the form's token")
        }
        let byToken = verdict(try await ask(served, method, route, [token]))
        #expect(byToken == (isAllowed(place, method, role) ? .through : .forbidden), "\(method) \(place) by token")
      }
    }
  }

  /// Which sources there are is for admins to say.
  private static func changesSettings(_ place: Place, _ method: String) -> Bool {
    [.sourceList, .sourceState, .ruleSection].contains(place) && method != "GET"
  }

  private func isAllowed(_ place: Place, _ method: String, _ role: Role) -> Bool {
    if `Who may go where`.changesSettings(place, method) { return role == .admin }
    let least = `Who may go where`.expected.first { $0.places.contains(place) }?.least
    if case .role(let needed) = least { return role >= needed }
    return true
  }

  static let narrowings = [
    Visibility(clients: ["Northwind"]), Visibility(inboxes: ["Sales"]), Visibility(teams: ["Tier 2"]),
  ]

  @Test(arguments: narrowings) func `somebody narrowed sees nothing that shows the work of all`(_ sees: Visibility)
    async throws
  {
    try await with { served async throws in
      try await served.add("Boss", .admin)
      try await served.add("Maya", .manager, sees: sees)
      let token = try await served.token(.manager, sees: sees)
      let browser = try await served.browser(of: "Maya")
      let csrf = ["X-CSRF-Token: \(try await browser.formToken(of: "/settings/account"))"]
      for (route, method) in `Who may go where`.routesInside {
        let cookie = ["Cookie: \(browser.cookie ?? "")"]
        let answer = try await ask(served, method, route, cookie + (method == "GET" ? [] : csrf))
        let isOpen = `Who may go where`.harmless.union(`Who may go where`.narrowed).contains(route.place)
        // What is not told for a part alone stays closed where nothing else is asked.
        let isUntold = sees.teams != nil && [.number, .numberChange, .receipt, .conversationFile].contains(route.place)
        #expect(isUntold || verdict(answer) == (isOpen ? .through : .forbidden), "\(method) \(route.place)")
        #expect(!answer.text.contains("parcel") && !answer.text.contains("Maya 2"), "\(method) \(route.place)")
        if route.place.isAPI {
          let byToken = try await ask(served, method, route, [token])
          #expect(isUntold || verdict(byToken) == (isOpen ? .through : .forbidden), "\(method) \(route.place) by token")
        }
      }
    }
  }

  @Test func `a token with scopes comes no further than they say`() async throws {
    try await with { served async throws in
      let ours: [TokenScope: Set<Place>] = [
        .numbers: [
          .numbers, .number, .numberChange, .receipt, .viewList, .viewEntry, .noteList, .noteEntry, .ruleVersionList,
          .rulesTrial, .ruleSection, .restatementList, .alertList, .alertEntry,
        ],
        .conversations: [.conversationList, .conversationFile, .conversationHistory],
        .sources: [
          .sourceList, .sourceState, .sourceCoverage, .sourceDirectory, .progress, .progressEvents, .runs, .runState,
          .rejectedRows, .rejectedFile, .imports,
        ],
        .people: [
          .peopleList, .peopleReview, .peopleDecisions, .peopleDecide, .peopleImport, .clientList, .clientsUnlinked,
          .clientsLink, .clientsDecide, .decisionEffect, .toDoList, .productList, .productsDecide, .clientsUnmapped,
        ],
        .sync: [.sourceSync, .sourceStop, .sourceTest, .sourceEstimate],
        .upload: [.importMessenger, .uploadJSON, .uploadStatus, .uploadsUnderWay, .uploadProgress],
        .accounts: [
          .draftTest, .changeTest, .accountList, .accountState, .tokenList, .tokenEnd, .auditList, .configurationText,
        ],
        .metrics: [.storeStatistics],
      ]
      let expected = ours.merging(`Who may go where`.scopesOfOrigins) { $0.union($1) }
      for scope in TokenScope.allCases {
        let token = try await served.token(.admin, [scope])
        for (route, method) in `Who may go where`.routes where route.place.isAPI {
          let isOpen =
            (`Who may go where`.changesSettings(route.place, method)
              ? scope == .accounts : expected[scope]?.contains(route.place) == true)
            || [
              .description, .health, .messageHealth, .prometheus, .hook, .whoAmI, .passwordChange, .sessionList,
              .sessionEnd,
            ].contains(route.place)
          let found = verdict(try await ask(served, method, route, [token]))
          #expect(found == (isOpen ? .through : .forbidden), "\(scope) \(method) \(route.place)")
        }
      }
    }
  }

  private static let scopesOfOrigins: [TokenScope: Set<Place>] = [
    .numbers: [
      .closuresToday, .closuresPeriod, .closureTop, .closureStats, .closurePeople, .messageMetrics,
      .messageMetricsAgain, .messageSummary, .messageMetricsTable, .costReady, .costExport,
    ],
    .conversations: [.closureDetails, .messageChats, .messageChat, .chatMessages, .messageDownload],
    .sources: [
      .closureSyncStatus, .closureAdminStats, .closureStoreTest, .closureUnmapped, .closureMappings, .closureMapping,
      .closureMappingByName, .closureMappingSync, .closureCache, .closureSyncEvent,
    ],
    .sync: [.closureSync, .closureForceSync, .closureHourlySync],
  ]

  @Test func `a token opens no page`() async throws {
    try await with { served async throws in
      let token = try await served.token(.admin)
      for target in ["/", "/settings/accounts", "/sources"] {
        #expect(verdict(try await served.get(target, [token])) == .door)
      }
    }
  }

  @Test func `counters are for this machine, or for a token when a proxy stands between`() async throws {
    try await with { served async throws in
      #expect(try await served.get("/metrics").status == 200)
      for header in ["X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "Via: 1.1 proxy"] {
        #expect(try await served.get("/metrics", [header]).status == 401)
        #expect(try await served.get("/metrics", [header, try await served.token(.viewer, [.metrics])]).status == 200)
        #expect(try await served.get("/metrics", [header, try await served.token(.viewer, [.numbers])]).status == 403)
      }
    }
  }

  @Test func `only an admin forces a sync, and everything that is begun is written down`() async throws {
    try await with { served async throws in
      let manager = try await served.token(.manager)
      let admin = try await served.token(.admin)
      let form = "Content-Type: application/x-www-form-urlencoded"
      let target = "/api/v1/sources/desk/sync"
      let refused = try await served.send("POST", target, [manager, form], body: Array("force=true".utf8))
      #expect(refused.status == 403 && refused.text.contains("only an admin"))
      let begun = try await served.send("POST", target, [manager, form], body: [])
      #expect(begun.status == 202)
      try await eventually { try await served.application.syncs.inWork().isEmpty }
      let forced = try await served.send("POST", target, [admin, form], body: Array("force=true".utf8))
      #expect(forced.status == 202)
      try await eventually { try await served.application.syncs.inWork().isEmpty }
      #expect(try await served.upload(Chats.sample, headers: [manager]).status == 200)
      let done = try await served.book.audit(limit: 10).reversed().filter { $0.actor.hasPrefix("token t") }
      #expect(done.map(\.action) == ["sync begun", "sync forced", "file uploaded"])
      #expect(done.map(\.subject) == ["desk", "desk", "chats.json"])
    }
  }
}
