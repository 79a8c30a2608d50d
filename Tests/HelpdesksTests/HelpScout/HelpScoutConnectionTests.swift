import CivilTime
import Fetching
import JSONReader
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let now = instant("2026-03-02T12:00:00Z")

private func standing(_ desk: HelpScoutDesk, _ change: (inout HelpScoutDouble.Settings) -> Void = { _ in })
  -> HelpScoutDouble
{
  var settings = HelpScoutDouble.Settings()
  settings.limit = nil
  change(&settings)
  return HelpScoutDouble(desk, settings: settings, clock: DoubleClock(at: now))
}

/// Waits for nothing, and shows how long it would have waited.
private final class Impatience: Sendable {
  private let slept = Mutex(0.0)
  private let clock = Mutex(0.0)

  var seconds: Double { slept.withLock { $0 } }

  var pacemaker: Pacemaker {
    Pacemaker(
      now: { [self] in clock.withLock { $0 } },
      sleep: { [self] seconds in
        slept.withLock { $0 += seconds }
        clock.withLock { $0 += seconds }
        await Task.yield()
      }, chance: { 0.5 })
  }
}

@Suite struct `A connection to Help Scout` {
  @Test func `gets a new token when the old one is worth nothing, once for everybody`() async throws {
    let double = standing(.sample(700))
    try await DoubleServer.serve(double) { server, address in
      let calls = Mutex(0)
      server.watch { call in
        guard call.path == "/v2/conversations" else { return }
        let number = calls.withLock {
          $0 += 1
          return $0
        }
        if number == 8 { double.revokeTokens() }
      }
      let walked = try await Desk(address).everything(passes: [.conversations], at: now)
      #expect(walked.ids.count == 700)
      #expect(double.tokensIssued == 2)
    }
  }

  @Test func `renews a token before it expires`() async throws {
    let double = standing(.sample(30)) { $0.tokenLifetime = 7_200 }
    try await DoubleServer.serve(double) { server, address in
      let waiting = Impatience()
      let desk = try Desk(address, pacemaker: waiting.pacemaker)
      _ = try await desk.everything(at: now)
      // The keeper has a clock of its own; a token that has gone by then is replaced when it is refused.
      double.clock.advance(by: .seconds(7_201))
      _ = try await desk.everything(at: now)
      #expect(double.tokensIssued == 2)
      #expect(server.log.count(status: 401) >= 1)
    }
  }

  @Test func `a wrong secret ends at once`() async throws {
    try await DoubleServer.serve(standing(.sample(3))) { server, address in
      await #expect { try await Desk(address, secret: "wrong").everything(at: now) } throws: { error in
        guard let error = error as? VendorError else { return false }
        return error.kind == .credentials && error.remedy == .stop && !error.description.contains("wrong")
      }
      #expect(server.log.count("/v2/oauth2/token") <= 5)
      #expect(server.log.count(status: 200) == 0)
    }
  }

  @Test func `a token that is refused although it is new ends at once`() async throws {
    let double = standing(.sample(3)) { $0.tokenLifetime = 0 }
    try await DoubleServer.serve(double) { server, address in
      await #expect { try await Desk(address).everything(at: now) } throws: { error in
        (error as? VendorError)?.kind == .credentials
      }
      #expect(server.log.count < 30)
    }
  }

  @Test func `keeps to the vendor's limit, and waits as long as it says`() async throws {
    var settings = HelpScoutDouble.Settings()
    settings.limit = 40
    let clock = DoubleClock(at: now)
    let double = HelpScoutDouble(.sample(900), settings: settings, clock: clock)
    try await DoubleServer.serve(double) { server, address in
      let waiting = Impatience()
      let pacemaker = waiting.pacemaker
      let desk = try Desk(
        address,
        pacemaker: Pacemaker(
          now: pacemaker.now,
          sleep: { seconds in
            if seconds >= 0.02 { clock.advance(by: .seconds(seconds)) }
            try await pacemaker.sleep(seconds)
          }, chance: pacemaker.chance))
      let walked = try await desk.everything(at: now)
      #expect(walked.ids.count == 900)
      #expect(server.log.refused <= 3, "one call finds out; the others wait")
      #expect(desk.calls.budget.standing.limit == 40)
    }
  }

  @Test func `failures that pass change nothing`() async throws {
    let double = standing(.sample(260))
    let undisturbed = try await DoubleServer.serve(double) { _, address in try await Desk(address).everything(at: now) }
    try await DoubleServer.serve(double) { server, address in
      server.faults.fail(
        percent: 33,
        with: [.status(503), .status(500), .rateLimited(retryAfter: 1), .cut, .emptyBody, .html(status: 502)],
        seed: 5, inARow: 3)
      let walked = try await Desk(address, pacemaker: Impatience().pacemaker).everything(at: now)
      #expect(walked.records == undisturbed.records)
      #expect(walked.rejected.isEmpty)
    }
  }

  @Test func `inboxes that are not visible are named`() async throws {
    var desk = HelpScoutDesk.sample(30)
    var hidden = HelpScoutDesk.Mailbox(id: 102, name: "Secret")
    hidden.isVisible = false
    desk.mailboxes.append(hidden)
    try await DoubleServer.serve(standing(desk)) { server, address in
      let both = try Desk(address, inboxes: [HelpScout.Inbox(id: "101"), HelpScout.Inbox(id: "102")])
      let walked = try await both.everything(passes: [.conversations], at: now)
      #expect(walked.ids.count == 30)
      #expect(walked.warnings == ["inbox 102 is not among those that the app's user can see, and is left out"])
      #expect(!server.log.calls.contains { $0.target.contains("mailbox=102") })
      let checks = await both.helpdesk.test(both.calls)
      #expect(checks.map(\.name) == ["Sign in, and read inboxes"])
      #expect(checks.first?.outcome == .failed("not among the inboxes that it can see: 102"))
      let none = try Desk(address, inboxes: [HelpScout.Inbox(id: "102")])
      await #expect { try await none.everything(at: now) } throws: { ($0 as? VendorError)?.kind == .forbidden }
    }
  }

  @Test func `a test names what is missing, and whom to ask`() async throws {
    try await DoubleServer.serve(standing(.sample(30))) { _, address in
      let desk = try Desk(address)
      let checks = await desk.helpdesk.test(desk.calls)
      #expect(
        checks.map(\.name) == [
          "Sign in, and read inboxes", "Read conversations", "Read users", "Read teams", "Read tags", "Read ratings",
        ])
      #expect(checks.allSatisfy { $0.outcome == .passed && $0.request == nil })
      let wrong = try Desk(address, secret: "wrong", patience: .short)
      let failed = await wrong.helpdesk.test(wrong.calls)
      #expect(failed.count == 1)
      #expect(failed.first?.request?.contains("App Secret") == true)
    }
    let poor = standing(.sample(30)) { settings in
      settings.hasReports = false
      settings.hasTeams = false
    }
    try await DoubleServer.serve(poor) { _, address in
      let desk = try Desk(address)
      let checks = await desk.helpdesk.test(desk.calls)
      guard case .limited(let why) = checks[3].outcome, case .limited = checks[5].outcome else {
        Issue.record("teams and ratings are limited")
        return
      }
      #expect(why.hasPrefix("the sync works without their names: could not list the teams of Help Scout"))
      #expect(checks[5].request == "Please let the user who made the app see the happiness report (plan Plus or Pro).")
      let walked = try await desk.everything(passes: [.conversations], at: now)
      #expect(walked.ids.count == 30)
      #expect(walked.warnings.count == 1)
      #expect(walked.warnings.first?.hasPrefix("the teams were left out") == true)
    }
  }

  @Test func `an address that answers something else asks nobody for rights`() async throws {
    try await DoubleServer.serve(standing(.sample(3))) { server, address in
      server.rewrite { call, answer in call.path.hasSuffix("/mailboxes") ? .text("{}") : answer }
      let desk = try Desk(address, patience: .short)
      let checks = await desk.helpdesk.test(desk.calls)
      #expect(checks.map(\.request) == [nil] && checks[0].outcome != .passed)
      server.rewrite { _, _ in .text("{}") }
      let signIn = try Desk(address, patience: .short)
      #expect(
        await signIn.helpdesk.test(signIn.calls).map(\.outcome) == [
          .failed(
            "could not sign in to Help Scout: Help Scout's answer has no access_token — check the base_url, whose path "
              + "ends in /v2")
        ])
      server.rewrite { _, _ in .empty(status: 404) }
      let elsewhere = try Desk(address, patience: .short)
      let missing = await elsewhere.helpdesk.test(elsewhere.calls)
      #expect(missing.map(\.request) == [nil] && missing[0].outcome != .passed)
    }
  }

  /// “The `_embedded` key is missing altogether”, and the page is there.
  @Test func `a list without rows and without a page is no empty list`() async throws {
    try await DoubleServer.serve(standing(.sample(3))) { server, address in
      server.rewrite { call, answer in call.path == "/v2/conversations" ? .text("{}") : answer }
      await #expect(throws: JSONMismatch.self) {
        try await Desk(address).everything(passes: [.conversations], at: now)
      }
    }
  }

  @Test func `an estimate is a call for each inbox`() async throws {
    var settings = HelpScoutDouble.Settings()
    settings.limit = 400
    let double = HelpScoutDouble(.sample(260), settings: settings, clock: DoubleClock(at: now))
    try await DoubleServer.serve(double) { server, address in
      let desk = try Desk(address)
      let estimate = try await desk.helpdesk.estimate(since: instant("2020-01-01T00:00:00Z"), desk.calls)
      #expect(estimate == SyncEstimate(conversations: 260, calls: 23, callsPerMinute: 400))
      #expect(estimate.minutes == 1)
      #expect(server.log.count == 2)
    }
  }

  @Test func `what inboxes are for stands in the directory`() async throws {
    var desk = HelpScoutDesk.sample(0)
    desk.mailboxes[0].fields = [HelpScoutDesk.Field(id: 104, name: "Plan", options: [1: "Free", 2: "Pro"])]
    desk.tags = ["neve"]
    try await DoubleServer.serve(standing(desk)) { _, address in
      let inboxes = [HelpScout.Inbox(id: "101", profile: .wporg, tag: "team reply")]
      let walked = try await Desk(address, inboxes: inboxes).everything(at: now)
      let inbox = try #require(walked.directory.first { $0.kind == .inbox })
      #expect(inbox.name == "Support")
      #expect(inbox.details == ["profile": ["wporg"], "tag": ["team reply"]])
      #expect(walked.directory.first { $0.kind == .field }?.details["options"] == ["Free", "Pro"])
      #expect(walked.directory.first { $0.kind == .tag }?.name == "neve")
      #expect(walked.directory.count { $0.kind == .team } == 1)
    }
  }

  @Test func `sources of one app share their budget, and nothing secret names it`() {
    let configuration = HelpScout.Configuration(
      baseURL: "https://api.helpscout.net/v2", clientID: "app-id", clientSecret: "s3cr3t")
    let one = HelpScout(source: "a", configuration)
    #expect(one.account == HelpScout(source: "b", configuration).account)
    #expect(!one.account.contains("app-id"))
    #expect(!one.account.contains("s3cr3t"))
    #expect(one.kind == "helpscout")
    #expect(Set(one.supplies.keys) == Set(Supply.allCases))
  }
}
