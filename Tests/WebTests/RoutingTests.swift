import HTTPServer
import JSONReader
import Metrics
import Support
import TestKit
import Testing

@testable import Web

@Suite struct `Addresses` {
  static let routes = ours + ofSettings + ofOrigins

  private static let ours: [Route] = [
    .today, .allNumbers, .oneNumber(id: "M15"), .team, .promises, .conversations,
    .conversation(ConversationKey(text: "facebook:a/b ?#%ä")), .sources, .upload,
    .source("desk"), .syncBySource("desk"), .stopBySource("desk"), .testBySource("desk"), .connect, .connection("desk"),
    .live, .run(42),
    .importResult(run: 42), .asset(name: "app.css"), .signIn, .signOut, .setup, .settings, .ownAccount,
    .ownPassword, .ownSessions, .accounts, .account(42), .tokens, .tokenRevoke(42), .audit, .numbers,
    .number(id: "M05"), .numberChange(id: "M05"), .conversationFile, .receipt(ReceiptID("r_abc")),
    .conversationList, .conversationHistory(ConversationKey(text: "x:1")), .imports, .importMessenger, .uploadJSON,
    .uploadStatus, .description, .health, .prometheus, .sourceList, .sourceState("desk"), .sourceSync("desk"),
    .sourceStop("desk"), .sourceTest("desk"), .sourceEstimate("desk"), .sourceCoverage("desk"),
    .sourceDirectory("desk"), .progress, .progressEvents, .runs, .runState(42), .rejectedRows(run: 42),
    .rejectedFile(run: 42), .hook(source: "desk"), .peopleList, .peopleReview, .peopleDecisions, .peopleDecide,
    .peopleImport, .clientList, .clientsUnlinked, .clientsLink, .clientsDecide, .whoAmI, .accountList,
    .accountState(42), .tokenList, .tokenEnd(42), .auditList,
    .views, .viewList, .viewEntry(42), .alerts, .alertList, .alertEntry(42),
    .noteList, .noteEntry(42),
  ]

  private static let ofSettings: [Route] = [
    Place.peoplePage, .peopleReviewPage, .peopleImportPage, .personPage, .decisionsPage, .decidePage, .decisionEffect,
    .productsPage, .clientsPage, .contactsPage, .contactsLink, .toDoList, .productList, .productsDecide,
    .clientsUnmapped, .calendarsPage, .rulesPage, .definitionsPage, .ruleVersionPage, .rulesPreview, .brandPage,
    .mailPage, .storePage, .configurationPage, .configurationFile, .ruleVersionList, .restatementList,
    .storeStatistics, .configurationText, .rulesTrial, .draftTest, .changeTest, .passwordChange, .sessionList,
    .sessionEnd, .calendarForm, .rulesForm, .rulesAdopt, .ruleSection,
  ].map { place in .setting(place, argument: place.pattern.contains("{") ? "Maya Lind/ä" : "") }

  /// Of the systems that this one replaces.
  private static let ofOrigins: [Route] = Place.allCases.filter { $0.origin != nil }.map { place in
    .origin(place, argument: place.pattern.contains("{") ? "desk:7" : "")
  }

  @Test(arguments: routes) func `are read back as they were linked`(_ route: Route) throws {
    let request = try HTTPRequest(.get, route.path)
    #expect(Route(request.pathSegments) == route)
  }

  @Test func `are all in the test above`() {
    #expect(Set(Addresses.routes.map(\.place)) == Set(Place.allCases))
  }

  @Test(arguments: ["/nothing", "/conversations/a/b", "/sources/imports/x", "/api/v1", "/api/v2/numbers"])
  func `that nobody knows are not found`(_ target: String) async throws {
    try await withServer(nil) { served async throws in
      let answer = try await served.get(target)
      #expect(answer.status == 404)
      #expect(answer["Content-Type"]?.contains(target.hasPrefix("/api") ? "problem+json" : "text/html") == true)
    }
  }

  @Test(arguments: Place.allCases) func `say which methods they answer`(_ place: Place) async throws {
    try await withServer(nil) { served async throws in
      let target = Addresses.routes.first { $0.place == place }?.path ?? ""
      let wrong = try await served.send(place.takesGet ? "TRACE" : "GET", target)
      #expect(wrong.status == 405)
      #expect(
        wrong["Allow"] == (place.takesGet ? "GET, HEAD, " : "") + (place.takesPost ? "POST, " : "")
          + place.otherMethods.map { $0.rawValue + ", " }.joined() + "OPTIONS")
      let options = try await served.send("OPTIONS", target)
      #expect(options.status == 204)
      #expect(options["Allow"] == wrong["Allow"])
    }
  }

  @Test(arguments: ["/", "/conversations", "/sources", "/api/v1/numbers", "/healthz", "/metrics", "/nothing"])
  func `answer HEAD like GET without a body`(_ target: String) async throws {
    try await withServer { served async throws in
      let head = try await served.send("HEAD", target)
      let get = try await served.get(target)
      #expect(head.status == get.status)
      #expect(head.body.isEmpty)
      #expect(head["Content-Type"] == get["Content-Type"])
    }
  }
}

@Suite struct `The API` {
  @Test func `lists every address in its description`() async throws {
    try await withServer(nil) { served async throws in
      let description = try await served.json("/api/openapi.json")
      #expect(description["openapi"]?.text == "3.1.0")
      let listed = description["paths"]?.keys ?? []
      #expect(Set(listed) == Set(Place.allCases.filter(\.isAPI).map(\.pattern)))
      let number = description["paths"]?["/api/v1/numbers/{id}"]?["get"]
      let names = number?["parameters"]?.elements.compactMap { $0["name"]?.text } ?? []
      #expect(names == ["id"] + Place.number.parameters.map(\.name))
    }
  }

  @Test func `knows every number with its definition`() async throws {
    try await withServer(nil) { served async throws in
      let numbers = try await served.json("/api/v1/numbers")["numbers"]?.elements ?? []
      #expect(numbers.compactMap { $0["id"]?.text } == Metric.allCases.map(\.id))
    }
  }

  @Test func `repeats the question with its answer`() async throws {
    try await withServer { served async throws in
      let answer = try await served.json(
        "/api/v1/numbers/M05?from=2025-08-01&to=2025-09-01&by=person,day&source=facebook&zone=UTC")
      #expect(answer["metric"]?.text == "M05")
      #expect(answer["query"]?["zone"]?.text == "UTC")
      #expect(answer["query"]?["by"]?.elements == [.text("person"), .text("day")])
      #expect(answer["query"]?["where"]?["source"]?.text == "facebook")
      #expect(answer["groups"]?.elements.first?.keys == ["person", "day", "value", "sample", "few"])
    }
  }

  @Test func `has null where there is nothing to say, and zero where nothing happened`() async throws {
    try await withServer { served async throws in
      #expect(try await served.json("/api/v1/numbers/M15?from=2024-01-01&to=2024-02-01")["value"] == .null)
      #expect(try await served.json("/api/v1/numbers/M05?from=2024-01-01&to=2024-02-01")["value"]?.int == 0)
    }
  }

  static let refusals: [(target: String, status: Int, says: String)] = [
    ("/api/v1/numbers/M99", 404, "M01 to M82"),
    ("/api/v1/numbers/M05?persn=Maya", 400, "“persn” is no parameter"),
    ("/api/v1/numbers/M05?persn=Maya", 400, "from, to, period"),
    ("/api/v1/numbers?x=1", 400, "it takes none"),
    ("/api/v1/numbers/M05?from=2025-08-01&from=2025-08-02", 400, "more than once"),
    ("/api/v1/numbers/M05?from=2025-08-01", 400, "to is missing"),
    ("/api/v1/numbers/M05?from=2025-08-32&to=2025-09-01", 400, "from must be a day"),
    ("/api/v1/numbers/M05?period=last-week&from=2025-08-01&to=2025-08-02", 400, "either period"),
    ("/api/v1/numbers/M05?period=soon", 400, "last-7-days"),
    ("/api/v1/numbers/M05?zone=Mars/Olympus", 400, "Mars/Olympus"),
    ("/api/v1/numbers/M05?zone=../../etc/passwd", 400, "time zone"),
    ("/api/v1/numbers/M05?by=mood", 400, "mood"),
    ("/api/v1/numbers/M01?by=person", 400, "not offered per person"),
    ("/api/v1/numbers/M05?clock=business", 400, "clock"),
    ("/api/v1/numbers/M01?attribution=fair_split", 400, "nobody to credit"),
    ("/api/v1/numbers/M01?by=team", 400, "not offered per person"),
    ("/api/v1/numbers/M01?by=class", 400, "no classes"),
    ("/api/v1/numbers/M16?clock=calendar", 400, "business clock only"),
    ("/api/v1/receipts/r_x?limit=0", 404, "receipt"),
    ("/api/v1/conversations?limit=1001", 400, "limit must be"),
    ("/api/v1/conversations?offset=-1", 400, "offset must be"),
    ("/api/v1/conversations/facebook%3Anone", 404, "facebook:none"),
  ]

  @Test(arguments: refusals) func `names what it cannot answer`(_ target: String, _ status: Int, _ says: String)
    async throws
  {
    try await withServer { served async throws in
      let answer = try await served.get(target)
      #expect(answer.status == status)
      #expect(answer["Content-Type"] == "application/problem+json")
      #expect(try JSONValue(utf8: answer.body)["detail"]?.text?.contains(says) == true, "\(answer.text)")
    }
  }

  @Test func `shows a conversation with the parts that its messages play`() async throws {
    try await withServer { served async throws in
      let one = try await served.json("/api/v1/conversations/facebook%3A1")
      let roles = one["events"]?.elements.compactMap { $0["role"]?.text } ?? []
      #expect(roles == ["customer", "auto_reply", "reply", "reply"])
      #expect(one["first_response"]?["seconds"]?.int == 600)
      let part = try await served.json("/api/v1/conversations/facebook%3A1?limit=1&offset=3")
      #expect(part["events"]?.elements.count == 1)
      #expect(part["total_events"]?.int == 4)
    }
  }

  @Test func `lists who waits`() async throws {
    try await withServer { served async throws in
      let list = try await served.json("/api/v1/conversations?waiting=1")
      #expect(list["total"]?.int == 1)
      #expect(list["conversations"]?.elements.first?["waiting_since"]?.text == "2025-08-14T10:00:00Z")
    }
  }

  @Test func `spares an answer that the client has`() async throws {
    try await withServer { served async throws in
      let target = "/api/v1/numbers/M05?period=last-7-days"
      let tag = try #require(try await served.get(target)["ETag"])
      #expect(try await served.get(target, ["If-None-Match: \(tag)"]).status == 304)
    }
  }

  @Test func `tells Prometheus what the server does`() async throws {
    try await withServer { served async throws in
      let text = try await served.get("/metrics").text
      for line in [
        "replyledger_conversations 4", "replyledger_imports_total 1", "# TYPE replyledger_loop_turn_seconds histogram",
        "replyledger_http_connections 1",
      ] { #expect(text.contains(line), "\(line)") }
      #expect(try await served.json("/healthz")["status"]?.text == "ok")
    }
  }
}
