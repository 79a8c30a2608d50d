import DemoCompany
import Fetching
import HTTPClient
import Helpdesks
import Metrics
import Support
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Sync

/// What an account may not read is not there: no zero stands for it, and nobody waits because of it.
@Suite struct `A permission that is missing` {
  private static let scope = "conversations.read"

  @Test func `makes its numbers unavailable, and names itself`() async throws {
    try await Stand.ofHubSpot { stand, double in
      double.behave { $0.scopes.remove(Self.scope) }
      #expect(try await stand.sync().state == .done)
      let why = "its conversations cannot be read: the token lacks the scope conversations.read"
      for metric in [Metric.humanReplies, .firstResponse, .waitingOnUs, .neverReplied, .customerMessages] {
        let answer = try await stand.answer(metric)
        #expect(answer.value == .none, "\(metric.name)")
        #expect(answer.sample == 0 && answer.groups.isEmpty && answer.excluded.isEmpty, "\(metric.name)")
        #expect(answer.openWaits == nil, "\(metric.name)")
        #expect(answer.notAvailable.map(\.why) == [why], "\(metric.name)")
        #expect(try await stand.receipt(metric).isEmpty)
      }
      let created = try await stand.answer(.conversationsCreated)
      #expect(created.sample > 10 && created.notAvailable.isEmpty)
      #expect(try await stand.longestWaits().isEmpty)
      let withheld = try await stand.ledger.withheld(from: "hubspot")
      #expect(withheld.map(\.need) == [.messages, .privateNotes])
    }
  }

  @Test func `leaves other sources' numbers alone, and is told beside them`() async throws {
    try await Stand.ofHubSpot { stand, double in
      double.behave { $0.scopes.remove(Self.scope) }
      #expect(try await stand.sync().state == .done)
      try await Stand.of(.liveChat) { other in
        var chats = other
        chats.ledger = stand.ledger
        #expect(try await chats.sync().state == .done)
        let alone = try await chats.answer(.humanReplies, of: "livechat")
        let both = try await chats.answer(.humanReplies)
        #expect(both.sample == alone.sample && alone.sample > 10)
        #expect(both.value == alone.value && both.excluded == alone.excluded)
        #expect(both.notAvailable.map(\.source) == ["hubspot"] && alone.notAvailable.isEmpty)
      }
    }
  }

  @Test func `that is granted later brings what was said before`() async throws {
    try await Stand.ofHubSpot { stand, double in
      double.behave { $0.scopes.remove(Self.scope) }
      #expect(try await stand.sync().state == .done)
      double.behave { $0.scopes.insert(Self.scope) }
      #expect(try await stand.sync().state == .done)
      #expect(try await stand.ledger.withheld(from: "hubspot").isEmpty)
      try await stand.beside { whole in
        #expect(try await whole.sync().state == .done)
        let (late, atOnce) = (try await stand.answer(.humanReplies), try await whole.answer(.humanReplies))
        #expect(late.notAvailable.isEmpty && late.sample > 10)
        #expect(late.sample == atOnce.sample && late.value == atOnce.value)
      }
    }
  }

  @Test func `that is lost keeps what was known, and says so`() async throws {
    try await Stand.ofHubSpot { stand, double in
      #expect(try await stand.sync().state == .done)
      let before = try await stand.answer(.humanReplies)
      double.behave { $0.scopes.remove(Self.scope) }
      #expect(try await stand.sync().state == .done)
      let after = try await stand.answer(.humanReplies)
      #expect(after.value == before.value && before.sample > 10)
      #expect(after.notAvailable.map(\.source) == ["hubspot"])
    }
  }

  /// An owner may be a queue of several people, and who answers is named by another number: nobody can tell who held what.
  @Test func `for HubSpot's owners hides who held what, and nothing else`() async throws {
    try await Stand.ofHubSpot { stand, double in
      double.behave { $0.scopes.remove("crm.objects.owners.read") }
      #expect(try await stand.sync().state == .done)
      let why = "its owners cannot be read: the token lacks the scope crm.objects.owners.read"
      try await expectNothing(of: [.transfers, .timeToAssignment, .assigneeStations, .handleTime], because: why, stand)
      let replies = try await stand.answer(.humanReplies)
      #expect(replies.sample > 10 && replies.notAvailable.isEmpty)
      double.behave { $0.scopes.insert("crm.objects.owners.read") }
      #expect(try await stand.sync().state == .done)
      #expect(try await stand.ledger.withheld(from: "hubspot").isEmpty)
      #expect(try await stand.answer(.timeToAssignment).sample > 5)
    }
  }

  /// Whose a ticket is follows from them alone.
  @Test func `for HubSpot's associations hides what is counted by client`() async throws {
    try await Stand.ofHubSpot { stand, double in
      double.behave { $0.refusesAssociations = true }
      #expect(try await stand.sync().state == .done)
      let why = "its customers and companies cannot be read: the token lacks the scope crm.objects.contacts.read"
      let rate = try await stand.answer(.contactRate)
      #expect(rate.value == .none && rate.notAvailable.contains { $0.why.contains(why) })
      for metric in [Metric.conversationsCreated, .humanReplies] {
        let answer = try await stand.answer(metric, by: [.client])
        #expect(answer.value == .none && answer.groups.isEmpty, "\(metric.name): \(answer.groups)")
        #expect(answer.notAvailable.map(\.why) == [why], "\(metric.name)")
        let whole = try await stand.answer(metric)
        #expect(whole.sample > 10 && whole.notAvailable.isEmpty, "\(metric.name)")
      }
      let check = try #require(await trial(of: stand).first { $0.name == "Read whom tickets belong to" })
      #expect(check.request?.contains("crm.objects.contacts.read") == true)
      guard case .limited(let loss) = check.outcome else {
        Issue.record("\(check)")
        return
      }
      #expect(loss.contains("clients"))
      double.behave { $0.refusesAssociations = false }
      #expect(try await stand.sync(.full).state == .done)
      #expect(try await stand.ledger.withheld(from: "hubspot").isEmpty)
      let answer = try await stand.answer(.conversationsCreated, by: [.client])
      #expect(answer.groups.count > 2 && answer.notAvailable.isEmpty)
    }
  }

  private func trial(of stand: Stand) async throws -> [ConnectionCheck] {
    let sender = try WebClient(WebClient.Options(version: "test"))
    let desk = stand.helpdesk
    return await desk.test(
      VendorCalls(to: desk.baseURL, manners: desk.manners, budget: Budget(paces: [:]), sender: sender))
  }

  @Test func `for Freshservice's activities hides what only they tell`() async throws {
    try await Stand.of(.freshservice) { stand in
      let double = try #require(stand.setup.double as? FreshworksDouble)
      double.change { $0.forbidden = ["/tickets/{id}/activities"] }
      #expect(try await stand.sync().state == .done)
      try await expectNothing(
        of: [.transfers, .timeToAssignment, .handleTime, .agentWait], because: "view ticket activities", stand)
      #expect(try await stand.answer(.humanReplies).sample > 10)
      double.change { $0.forbidden = [] }
      #expect(try await stand.sync(.full).state == .done)
      #expect(try await stand.ledger.withheld(from: "fresh").isEmpty)
      #expect(try await stand.answer(.timeToAssignment).sample > 5)
    }
  }

  /// Transfers name people and groups by their names.
  @Test(arguments: ["agents--all:ro", "groups--all:ro"]) func `for LiveChat's lists hides transfers`(
    _ scope: String
  ) async throws {
    try await Stand.of(.liveChat) { stand in
      let double = try #require(stand.setup.double as? LiveChatDouble)
      double.change { $0.scopes.remove(scope) }
      #expect(try await stand.sync().state == .done)
      try await expectNothing(of: [.transfers, .timeToAssignment], because: scope, stand)
      #expect(try await stand.answer(.humanReplies).sample > 10)
    }
  }

  /// Bots are known by the form of their ids, whoever lists them.
  @Test func `for LiveChat's bots costs their names alone`() async throws {
    try await Stand.of(.liveChat) { stand in
      let double = try #require(stand.setup.double as? LiveChatDouble)
      double.change { $0.scopes.remove("agents-bot--all:ro") }
      #expect(try await stand.sync().state == .done)
      #expect(try await stand.figures().firstResponses == stand.books.firstResponses)
      #expect(try await stand.ledger.withheld(from: "livechat").isEmpty)
    }
  }

  /// Answers show what they were rated, and not when: that is counted, with a word on what is missing.
  @Test func `for Help Scout's report and users is told beside what is known`() async throws {
    try await withHelpScout {
      $0.hasReports = false
    } _: { stand in
      let report = try await stand.sync()
      #expect(report.state == .done && report.warnings.contains { $0.contains("the users were left out") })
      let satisfaction = try await stand.answer(.satisfaction)
      #expect(satisfaction.notAvailable.first?.why.contains("Plus and Pro") == true)
      #expect(try await stand.figures().replies == stand.books.replies)
      #expect(try await stand.ledger.withheld(from: "hs").map(\.need) == [.ratings])
    }
  }

  private func withHelpScout(
    _ change: @escaping @Sendable (inout HelpScoutDouble.Settings) -> Void, _ body: (Stand) async throws -> Void
  ) async throws {
    var vendor = ConformingVendor.helpScout
    vendor.make = { story, clock in
      var settings = HelpScoutDouble.Settings()
      settings.limit = nil
      settings.showsUsers = false
      change(&settings)
      return ConformingVendor.Setup(
        double: HelpScoutDouble(telling: story, settings: settings, clock: clock),
        helpdesk: { address in
          HelpScout(
            source: "hs",
            HelpScout.Configuration(baseURL: "\(address)/v2", clientID: "app-id", clientSecret: "app-secret"))
        }, deeds: ConformingVendor.Deeds(reply: { _, _ in }, delete: { _, _ in }))
    }
    try await Stand.of(vendor) { try await body($0) }
  }

  private func expectNothing(of metrics: [Metric], because why: String, _ stand: Stand) async throws {
    for metric in metrics {
      let answer = try await stand.answer(metric)
      #expect(answer.value == .none && answer.sample == 0 && answer.groups.isEmpty, "\(metric.name): \(answer.value)")
      #expect(answer.notAvailable.count == 1, "\(metric.name)")
      #expect(answer.notAvailable.first?.why.contains(why) == true, "\(metric.name): \(answer.notAvailable)")
      #expect(try await stand.receipt(metric).isEmpty, "\(metric.name)")
    }
  }

  @Test func `for time entries is no month without any`() async throws {
    try await Stand.of(.freshservice) { stand in
      let double = try #require(stand.setup.double as? FreshworksDouble)
      double.change { $0.forbidden = ["/tickets/{id}/time_entries", "/tickets/{id}/csat_response"] }
      #expect(try await stand.sync().state == .done)
      for metric in [Metric.timeLogged, .satisfaction] {
        let answer = try await stand.answer(metric)
        #expect(answer.value == .none && answer.notAvailable.count == 1, "\(metric.name)")
        #expect(answer.notAvailable.first?.why.contains("the API key may not read it") == true, "\(metric.name)")
      }
      double.change { $0.forbidden = [] }
      #expect(try await stand.sync(.full).state == .done)
      #expect(try await stand.answer(.timeLogged).notAvailable.isEmpty)
    }
  }
}

extension Stand {
  /// HubSpot with a token whose scopes the test decides about.
  static func ofHubSpot(_ body: (Stand, HubSpotDouble) async throws -> Void) async throws {
    var conduct = HubSpotDouble.Conduct()
    (conduct.burst, conduct.searches, conduct.daily) = (1_000_000, 1_000_000, 1_000_000)
    var vendor = ConformingVendor.hubSpot
    let token = conduct.token
    vendor.make = { [conduct] story, clock in
      let double = HubSpotDouble(telling: story, clock: clock, conduct)
      return ConformingVendor.Setup(
        double: double, helpdesk: { HubSpot(source: "hubspot", baseURL: $0, token: token) },
        deeds: ConformingVendor.Deeds(reply: { _, _ in }, delete: { _, _ in }))
    }
    try await Stand.of(vendor) { stand in
      try await body(stand, try #require(stand.setup.double as? HubSpotDouble))
    }
  }
}
