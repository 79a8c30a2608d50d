import CivilTime
import Fetching
import Support
import Testing
import VendorDoubles

@testable import Helpdesks

private let day: Int64 = 86_400
private let ten = trackerNow + -7_200
private let carla = "carla@client.example"

@Suite struct `Request Tracker's refusals` {
  @Test func `a wrong token stops the sync`() async throws {
    try await servingTracker(trackerDouble(), login: .token("1-1-wrong")) { walk, server in
      await #expect { try await walk.walk(.everything(since: ten), at: trackerNow) } throws: {
        ($0 as? VendorError)?.kind == .credentials
      }
      #expect(server.log.count == 1, "it is not tried again")
    }
  }

  @Test func `a password works as well`() async throws {
    let double = trackerDouble()
    double.open(1, endingAt: ten)
    let login = RequestTracker.Configuration.Login.password(
      user: RequestTrackerDouble.user, RequestTrackerDouble.password)
    try await servingTracker(double, login: login) { walk, _ in
      let haul = try await walk.walk(.everything(since: ten + -day), at: trackerNow)
      #expect(haul.records.count == 1)
    }
  }

  @Test func `one ticket that cannot be read costs no other`() async throws {
    let double = trackerDouble()
    double.open(3, endingAt: ten)
    try await servingTracker(double) { walk, server in
      server.faults.fail(to: "/REST/2.0/ticket/{id}/history", with: .status(403))
      let haul = try await walk.walk(.everything(since: ten + -day), at: trackerNow)
      #expect(haul.records.count == 2 && haul.setAside.count == 1)
      #expect(haul.setAside.allSatisfy { $0.contains("read the history of ticket") })
    }
  }

  @Test func `a third of answers that fail change nothing`() async throws {
    let double = trackerDouble()
    double.open(60, endingAt: ten)
    try await servingTracker(double) { walk, server in
      let calm = try await walk.walk(.everything(since: ten + -day), at: trackerNow)
      server.faults.fail(percent: 33, with: [.status(502), .cut, .html(status: 503)], seed: 5, inARow: 3)
      let stormy = try await walk.walk(.everything(since: ten + -day), at: trackerNow)
      #expect(stormy.records == calm.records && stormy.setAside.isEmpty)
      #expect(server.log.peak <= 8, "people work with the server too")
    }
  }

  @Test func `reminders and approvals are no conversations`() async throws {
    let double = trackerDouble()
    double.open("Remember", by: "anna", type: "reminder", at: ten)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.only(["1"]), at: trackerNow)
      #expect(haul.records.isEmpty && haul.notices.isEmpty)
    }
  }

  /// As when its files are more than an answer can be.
  @Test func `a mail that does not come through as a whole gives its text`() async throws {
    let double = trackerDouble()
    double.open("Photos", by: carla, saying: "See these – grüße", at: ten)
    double.attach(
      String(repeating: "x", count: 100_000), "image/jpeg", to: 1, headers: ["Content-Disposition: attachment"])
    try await servingTracker(double) { walk, server in
      let whole = try #require(try await walk.walk(.everything(since: ten), at: trackerNow).records["1"])
      #expect(whole.payload.count < 10_000, "files are no part of what is kept")
      server.faults.fail(times: 6, to: "/REST/2.0/transaction/{id}/attachments", with: .cut)
      let record = try #require(try await walk.walk(.everything(since: ten), at: trackerNow).records["1"])
      #expect(record.events.compactMap(\.text) == ["See these – grüße\n"])
      // What comes of other parts' contents was never asked for; all else is the same.
      #expect(record == whole)
      #expect(server.log.count("/REST/2.0/attachment/{id}") == 2)
    }
  }

  @Test func `the examination names what is missing`() async throws {
    let double = trackerDouble {
      $0.showsUsers = false
      $0.showsComments = false
    }
    double.open(1, endingAt: ten)
    try await servingTracker(double) { walk, _ in
      let checks = await walk.desk.test(walk.calls)
      #expect(
        checks.map(\.name) == [
          "Sign in", "Read queues", "Read tickets", "Read histories", "Read users", "Read comments",
          "Read custom fields",
        ])
      #expect(checks.map { $0.outcome == .passed } == [true, true, true, true, false, false, true])
      #expect(checks[5].scope == "ShowTicketComments" && checks[5].request?.contains("ShowTicketComments") == true)
      let estimate = try await walk.desk.estimate(since: ten + -day, walk.calls)
      #expect(estimate.conversations == 1)
    }
    try await servingTracker(double, login: .token("wrong")) { walk, _ in
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.count == 1 && checks[0].request?.contains("authentication token") == true)
    }
  }
}
