import CivilTime
import Fetching
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let beginning = Instant(seconds: 946_684_800)
private let day: Int64 = 86_400

@Suite struct `HubSpot's refusals` {
  @Test func `a token that it does not know, and one that cannot be any`() async throws {
    for token in ["pat-eu1-wrong", "malformed"] {
      try await withHubSpot(token: token) { _ in
      } _: { stand in
        let error = await #expect(throws: VendorError.self) {
          try await stand.helpdesk.open(stand.calls, at: HubSpotStand.now)
        }
        #expect(error?.kind == .credentials && error?.remedy == .stop)
        let checks = await stand.helpdesk.test(stand.calls)
        #expect(checks.map(\.name) == ["Sign in"])
        #expect(checks[0].request?.contains("crm.objects.owners.read") == true)
      }
    }
  }

  @Test func `without conversations, tickets infer their request and first answer`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.scopes.remove("conversations.read")
    try await withHubSpot(conduct) { desk in
      let properties = [
        "content": "Where is it?", "source_type": "EMAIL", "hubspot_owner_id": "71",
        "first_agent_reply_date": hubSpotTestTime(1_000),
      ]
      let ticket = desk.file(at: HubSpotStand.milliseconds(4_600), properties, contacts: ["9002"])
      desk.converse(ticket)
    } _: { stand in
      let haul = try await stand.walk(.everything(since: beginning))
      let record = try #require(haul.records.values.first)
      #expect(
        record.told("public_reply") == [
          "2026-05-28T19:10:00Z public_reply “Where is it?” by Customer 2 (inferred)",
          "2026-05-28T20:10:00Z public_reply “” by Ines Brandt (inferred)",
        ])
      let error = await #expect(throws: VendorError.self) {
        try await stand.walk(.everything(since: beginning), of: .hubSpotThreads)
      }
      #expect(error?.kind == .forbidden && error?.cause == "the token lacks the scope conversations.read")
      #expect(try await stand.walk(.everything(since: beginning), of: .hubSpotArchive).notices.isEmpty)
    }
  }

  @Test func `each missing scope leaves the rest, with a warning that names it`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.scopes = ["tickets", "conversations.read"]
    try await withHubSpot(conduct) { desk in
      desk.definitions = [HubSpotDesk.Definition(name: "plan", label: "Plan")]
      let filed = desk.fileMany(120, ["hubspot_owner_id": "71"])
      desk.converse(filed[0])
    } _: { stand in
      let haul = try await stand.walk(.everything(since: beginning))
      #expect(haul.records.count == 120)
      #expect(haul.warnings.count == 4)
      for scope in [
        "crm.objects.owners.read", "crm.schemas.tickets.read", "crm.objects.contacts.read",
        "crm.objects.companies.read",
      ] {
        #expect(haul.warnings.contains { $0.contains("the token lacks the scope \(scope)") }, "\(scope)")
      }
      let reply = haul.records.values.flatMap(\.events).first { $0.text == "On its way." }
      #expect(reply?.actor == Actor(kind: .agent, id: "user-9001", name: "Agent 9001"))
      let checks = await stand.helpdesk.test(stand.calls)
      let limited = checks.filter { if case .limited = $0.outcome { true } else { false } }
      #expect(limited.compactMap(\.scope).count == 4)
      #expect(limited.allSatisfy { $0.request?.contains($0.scope ?? "?") == true })
      #expect(checks.count { $0.outcome == .passed } == 7)
    }
  }

  @Test func `the day's calls are used up`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.daily = 8
    try await withHubSpot(conduct) { desk in
      desk.fileMany(500)
    } _: { stand in
      let error = await #expect(throws: VendorError.self) { try await stand.walk(.everything(since: beginning)) }
      #expect(error?.kind == .exhausted && error?.remedy == .later)
      #expect(error?.cause == "the account's calls of this day are used up (HubSpot's daily limit)")
      #expect(stand.server.log.refused >= 1)
    }
  }

  @Test func `searches keep below five a second`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.scopes.remove("conversations.read")
    try await withHubSpot(conduct, paced: true) { desk in
      desk.fileMany(1_900, lastAgo: 60)
    } _: { stand in
      let haul = try await stand.walk(.identities(since: HubSpotStand.now + -day))
      #expect(haul.identities.count >= 1_900)
      #expect(stand.server.log.count("/crm/v3/objects/tickets/search") == 10)
      #expect(stand.server.log.refused == 0)
    }
  }

  @Test func `faults of all kinds leave nothing out`() async throws {
    try await withHubSpot { desk in
      for ticket in desk.fileMany(150, lastAgo: 500) { desk.converse(ticket, ago: 200) }
    } _: { stand in
      let calm = try await stand.walkAll(.everything(since: beginning))
      stand.server.faults.fail(
        percent: 30, with: [.status(502), .status(423), .status(477), .cut, .html(status: 200)], seed: 3, inARow: 3)
      let rough = try await stand.walkAll(.everything(since: beginning))
      #expect(rough == calm)
    }
  }

  /// The tickets of a page are read together, and must not be lost together.
  @Test(arguments: [400, 403, 404]) func `a conversation that is refused costs its ticket the messages, and no other`(
    _ status: Int
  ) async throws {
    let threads = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(60)
      threads.withLock { threads in threads = [filed[2], filed[3]].map { desk.converse($0) } }
    } _: { stand in
      let refused = threads.withLock { "/threads/\($0[0])/messages" }
      stand.server.rewrite { call, answer in call.path.hasSuffix(refused) ? .empty(status: status) : answer }
      let haul = try await stand.walk(.everything(since: beginning))
      #expect(haul.records.count == 60 && haul.rejected.isEmpty)
      #expect(haul.records.values.count { !$0.told("public_reply").filter { $0.contains("On its way") }.isEmpty } == 1)
      #expect(haul.warnings.count == (status == 404 ? 0 : 1), "one that went away meanwhile is no fault")
    }
  }

  @Test(arguments: [400, 404]) func `associations that are refused leave the tickets`(_ status: Int) async throws {
    try await withHubSpot { desk in
      desk.fileMany(30, lastAgo: 500)
    } _: { stand in
      stand.server.rewrite { call, answer in
        call.path.hasSuffix("/companies/batch/read") && call.path.contains("/associations/")
          ? .empty(status: status) : answer
      }
      let haul = try await stand.walk(.changed(since: HubSpotStand.now + -day))
      #expect(haul.records.count == 30 && haul.rejected.isEmpty)
      #expect(haul.warnings.count == 1)
    }
  }

  @Test func `an address that answers something else is not HubSpot's`() async throws {
    try await withHubSpot { _ in
    } _: { stand in
      stand.server.rewrite { _, _ in .text("{}") }
      let checks = await stand.helpdesk.test(stand.calls)
      guard case .failed(let why) = checks[0].outcome else { return #expect(checks[0].outcome != .passed) }
      #expect(checks.map(\.name) == ["Sign in"] && checks[0].request == nil)
      #expect(why.contains("results: expected an array, found nothing") && why.contains("base_url"))
    }
  }

  @Test func `an estimate in three calls`() async throws {
    try await withHubSpot { desk in
      desk.fileMany(140)
    } _: { stand in
      let estimate = try await stand.helpdesk.estimate(since: beginning, stand.calls)
      #expect(estimate == SyncEstimate(conversations: 140, calls: 3 + 2 + 140 + 6, callsPerMinute: 6_000_000))
      #expect(stand.server.log.count == 3)
    }
  }

  @Test func `one scope that two checks lack is asked for once`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.scopes.remove("tickets")
    try await withHubSpot(conduct) { _ in
    } _: { stand in
      let checks = await stand.helpdesk.test(stand.calls)
      #expect(checks.count { $0.request?.contains("the scope tickets") == true } > 1)
      #expect(checks.requests.count { $0.contains("the scope tickets") } == 1)
    }
  }

  @Test func `every permission is tried, and passes`() async throws {
    try await withHubSpot { _ in
    } _: { stand in
      let checks = await stand.helpdesk.test(stand.calls)
      #expect(checks.count == 11 && checks.allSatisfy { $0.outcome == .passed && $0.request == nil })
    }
  }
}

/// As HubSpot writes it.
private func hubSpotTestTime(_ secondsAgo: Int64) -> String { (HubSpotStand.now + -secondsAgo).iso8601 }
