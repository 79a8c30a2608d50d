import CivilTime
import DemoCompany
import Fetching
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let now = Timestamp("2026-03-20T12:00:00Z")?.instant ?? Instant(seconds: 0)
private let hour: Int64 = 3_600
private let day: Int64 = 86_400

private func double(_ change: (inout MessengerDouble.Page) -> Void = { _ in }) -> MessengerDouble {
  MessengerDouble(MessengerDouble.Page(change), clock: DoubleClock(at: now))
}

extension MessengerDouble {
  /// So many messages, a minute apart, the last of them at an instant.
  fileprivate func talk(_ id: String, messages: Int = 2, until last: Instant) {
    for number in 0..<messages {
      write("\(number)", in: id, isFromPage: number % 2 == 1, at: last + -Int64(messages - 1 - number) * 60)
    }
  }
}

private func serving<T: Sendable>(
  _ double: MessengerDouble, token: String = "EAAright", pacemaker: Pacemaker = .hasty,
  _ body: (VendorWalk, DoubleServer) async throws -> T
) async throws -> T {
  try await DoubleServer.serve(double) { server, address in
    let desk = Messenger(source: "fb", baseURL: "\(address)/v19.0", page: "2121008874780932", token: token)
    return try await body(try VendorWalk(desk, pacemaker: pacemaker), server)
  }
}

private let list = "/v19.0/{page}/conversations" as PathPattern
private let messages = "/v19.0/{id}/messages" as PathPattern

@Suite struct `A walk through Messenger` {
  @Test func `brings every conversation with all its messages`() async throws {
    let double = double()
    for number in 0..<60 { double.talk("t_\(number)", until: now + -Int64(number) * day) }
    double.talk("t_long", messages: 130, until: now + -hour)
    double.write(nil, in: "t_0", hasImage: true, at: now + -30)
    try await serving(double) { walk, server in
      let haul = try await walk.walk(.everything(since: now + -365 * day), at: now)
      #expect(haul.records.count == 61 && haul.setAside.isEmpty)
      #expect(haul.records["t_long"]?.events.count == 130 && haul.records["t_long"]?.complete == ["message:"])
      #expect(haul.records["t_0"]?.events.map(\.text) == ["0", "1", "image-77"])
      #expect(haul.records["t_0"]?.conversation.customerName == "Jo Berg")
      #expect(haul.directory == [DirectoryEntry(.inbox, id: "2121008874780932", name: "Halden Software")])
      #expect(server.log.count(list) == 3 && server.log.count(messages) == 5)
      for record in haul.records.values {
        #expect(!String(decoding: record.payload, as: UTF8.self).contains("EAAright"))
      }
    }
  }

  @Test func `reads only what changed, and only as far back as needed`() async throws {
    let double = double()
    for number in 0..<200 { double.talk("t_\(number)", until: now + -Int64(number) * hour + -hour) }
    double.talk("t_long", messages: 130, until: now + -hour)
    try await serving(double) { walk, server in
      let first = try await walk.walk(.everything(since: now + -365 * day), at: now)
      server.log.reset()
      double.write("and?", in: "t_150", at: now + -100)
      double.write("hello?", in: "t_long", at: now + -90)
      let haul = try await walk.walk(.changed(since: now + -600), at: now)
      #expect(haul.records.keys.sorted() == ["t_150", "t_long"])
      #expect(haul.records["t_150"]?.events.map(\.text) == ["0", "1", "and?"])
      #expect(haul.records["t_long"]?.complete == [] && haul.records["t_long"]?.events.count == 24)
      #expect(server.log.count(list) == 2, "the first page is not entirely older than the reach")
      #expect(server.log.count == 2, "the newest messages came with the list")
      let known = try #require(first.records["t_long"])
      for event in haul.records["t_long"]?.events.dropLast() ?? [] {
        #expect(known.events.contains { $0.id == event.id && $0.says(sameAs: event) })
      }
    }
  }

  @Test func `says the same of the same, however far back it read`() async throws {
    let double = double()
    double.talk("t_long", messages: 130, until: now + -100)
    try await serving(double) { walk, _ in
      let all = try await walk.walk(.everything(since: now + -365 * day), at: now)
      let some = try await walk.walk(.changed(since: now + -600), at: now)
      #expect(all.records["t_long"]?.payload == some.records["t_long"]?.payload)
      #expect(all.records["t_long"]?.events.count == 130 && some.records["t_long"]?.events.count == 24)
    }
  }

  /// A conversation that we have not reached yet gets a message and moves to the front.
  @Test func `finds in the next walk what moved away before it`() async throws {
    let double = double()
    for number in 0..<80 { double.talk("t_\(number)", until: now + -Int64(number) * hour + -hour) }
    try await serving(double) { walk, _ in
      let pages = Mutex(0)
      let haul = try await walk.walk(.everything(since: now + -365 * day), at: now) { _ in
        guard
          pages.withLock({ pages in
            pages += 1
            return pages
          }) == 1
        else { return }
        double.write("me too", in: "t_70", at: now + 2)
        double.delete("t_10")
        double.delete("t_40")
      }
      #expect(haul.records["t_70"] == nil && haul.records.count == 78 && haul.records["t_25"] != nil)
      let next = try await walk.walk(.changed(since: now + -600), at: now + 300)
      #expect(next.records.keys.sorted() == ["t_70"])
    }
  }

  @Test func `passes over no conversation of the same second`() async throws {
    let double = double()
    for number in 0..<90 { double.talk("t_\(number)", messages: 1, until: now + -hour) }
    for number in 0..<60 { double.write("\(number)", in: "t_same", at: now + -hour) }
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: now + -day), at: now)
      #expect(haul.records.count == 91)
      #expect(haul.records["t_same"]?.events.sorted(by: Event.precedes).map(\.text) == (0..<60).map { "\($0)" })
    }
  }

  @Test func `brings a day`() async throws {
    let double = double()
    for number in 0..<30 { double.talk("t_\(number)", until: now + -Int64(number) * day) }
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.window(from: now + -10 * day + -hour, to: now + -9 * day + -hour), at: now)
      #expect(
        haul.records["t_10"] != nil && haul.records["t_11"] == nil, "what is younger may have messages of that day")
    }
  }

  @Test func `looks for conversations by their ids`() async throws {
    let double = double()
    double.talk("t_1", messages: 40, until: now + -day)
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.only(["t_1", "t_2"]), at: now)
      #expect(haul.records["t_1"]?.events.count == 40)
      #expect(haul.notices.map(\.key.text) == ["fb:t_2"])
      #expect(haul.notices.first?.event.happening == .deleted(true))
    }
  }

  @Test(arguments: [100, 25]) func `lists the ids alone`(greatestLimit: Int) async throws {
    let double = double { $0.greatestLimit = greatestLimit }
    for number in 0..<150 { double.talk("t_\(number)", until: now + -Int64(number) * hour) }
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.identities(since: now + -120 * hour), at: now)
      #expect(Set(haul.identities) == Set((0...120).map { "t_\($0)" }) && haul.records.isEmpty)
    }
  }

  @Test func `withdraws what was unsent`() async throws {
    let double = double()
    double.talk("t_1", messages: 5, until: now + -hour)
    try await serving(double) { walk, _ in
      let before = try await walk.walk(.everything(since: now + -day), at: now)
      double.unsend(3, in: "t_1")
      let after = try await walk.walk(.everything(since: now + -day), at: now)
      #expect(before.records["t_1"]?.events.count == 5 && after.records["t_1"]?.events.count == 4)
      #expect(after.records["t_1"]?.complete == ["message:"])
    }
  }

  @Test func `asks for less where it was too much`() async throws {
    let double = double { $0.mostMessages = 70 }
    for number in 0..<40 { double.talk("t_\(number)", messages: 30, until: now + -Int64(number) * hour) }
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: now + -day * 30), at: now)
      #expect(haul.records.count == 40)
      #expect(haul.records.values.allSatisfy { $0.events.count == 30 })
    }
  }

  /// “Older ids may answer error 100/33”: what the vendor shows is kept, and the rest costs nothing.
  @Test func `keeps what can be read of a long conversation`() async throws {
    let double = double { $0.readableMessages = 50 }
    double.talk("t_long", messages: 130, until: now + -hour)
    double.talk("t_short", messages: 50, until: now + -2 * hour)
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: now + -day), at: now)
      #expect(haul.setAside.isEmpty && haul.records["t_short"]?.complete == ["message:"])
      #expect(haul.records["t_long"]?.events.map(\.text) == (80..<130).map { "\($0)" })
      #expect(haul.records["t_long"]?.complete == [], "what is older stays in the ledger")
      #expect(haul.warnings == ["Facebook does not show older messages of some conversations any more"])
    }
  }

  @Test func `goes on from a position of an earlier process`() async throws {
    let double = double()
    for number in 0..<60 { double.talk("t_\(number)", until: now + -Int64(number) * hour) }
    try await serving(double) { walk, _ in
      let positions = Mutex<[Position]>([])
      _ = try await walk.walk(.everything(since: now + -day * 30), at: now) { page in
        positions.withLock { $0 += [page.next].compactMap { $0 } }
      }
      let position = try #require(positions.withLock { $0 }.first)
      #expect(!position.text.contains("EAAright"))
      let rest = try await walk.walk(.everything(since: now + -day * 30), at: now, from: Position(position.text))
      #expect(rest.records.count == 35)
    }
  }
}

@Suite struct `A Facebook page` {
  @Test(arguments: [(463, "expired"), (460, "password"), (458, "removed"), (459, "sign in"), (0, "page access token")])
  func `says what is wrong with its token`(subcode: Int, advice: String) async throws {
    let double = double { $0.tokenTrouble = subcode == 0 ? nil : subcode }
    try await serving(double, token: subcode == 0 ? "EAAwrong" : "EAAright") { walk, server in
      let error = await #expect(throws: VendorError.self) { try await walk.walk(.changed(since: now + -day), at: now) }
      #expect(error?.kind == .credentials && error?.hint?.contains(advice) == true)
      #expect(server.log.count == 1)
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.count == 1 && checks[0].request?.contains("pages_messaging") == true)
    }
  }

  /// HMAC-SHA256 of the token under the app's secret, as `openssl dgst -sha256 -hmac` writes it.
  private static let proof = "b8642f6ec816cec33f48b818bdf74b6fb61c3a1f2cbea98e0cd973ff7880f044"

  @Test func `that wants a proof of the app's secret gets one with every call`() async throws {
    let double = double { $0.proof = Self.proof }
    double.talk("t_long", messages: 130, until: now + -hour)
    try await DoubleServer.serve(double) { server, address in
      let desk = Messenger(
        source: "fb", baseURL: "\(address)/v19.0", page: "2121008874780932", token: "EAAright",
        appSecret: "halden app secret")
      let walk = try VendorWalk(desk)
      let haul = try await walk.walk(.everything(since: now + -day), at: now)
      #expect(haul.records["t_long"]?.events.count == 130)
      let gone = try await walk.walk(.only(["t_gone"]), at: now)
      #expect(gone.notices.count == 1 && server.log.count > 5)
      #expect(await desk.test(walk.calls).allSatisfy { $0.outcome == .passed })
    }
  }

  @Test func `that wants a proof and gets none says what is missing`() async throws {
    try await serving(double { $0.proof = Self.proof }) { walk, _ in
      let error = await #expect(throws: VendorError.self) { try await walk.walk(.changed(since: now + -day), at: now) }
      #expect(error?.remedy == .stop && error?.hint?.contains("app_secret") == true)
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.count == 1 && checks[0].name == "Sign in" && checks[0].request?.contains("app secret") == true)
    }
  }

  @Test func `names the permission that is missing`() async throws {
    try await serving(double { $0.hasPermission = false }) { walk, _ in
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.map(\.name) == ["Sign in", "Read conversations"] && checks[1].scope == "pages_messaging")
      guard case .failed = checks[1].outcome else { throw BadRecord("it passed") }
    }
  }

  /// “Decide on `code`.”
  @Test func `says by a code what is wrong, whatever the status is`() async throws {
    let double = double {
      $0.tokenTrouble = 463
      $0.answersProblemsWith200 = true
    }
    try await serving(double) { walk, server in
      let error = await #expect(throws: VendorError.self) { try await walk.walk(.changed(since: now + -day), at: now) }
      #expect(error?.kind == .credentials && server.log.count == 1)
    }
  }

  @Test func `over its limit for long is left in peace`() async throws {
    try await serving(double { $0.minutesToRegain = 40 }) { walk, server in
      let error = await #expect(throws: VendorError.self) { try await walk.walk(.changed(since: now + -day), at: now) }
      #expect(error?.kind == .exhausted && server.log.count == 1)
    }
  }

  @Test func `near its limit is asked more slowly`() async throws {
    let double = double { $0.usage = 95 }
    for number in 0..<60 { double.talk("t_\(number)", until: now + -Int64(number) * hour) }
    try await serving(double, pacemaker: .still()) { walk, _ in
      let haul = try await walk.walk(.everything(since: now + -day * 30), at: now)
      #expect(
        haul.records.count == 60 && haul.tally.waitedSeconds == 20, "ten seconds before the second and the third page")
    }
  }

  @Test func `survives a bad day`() async throws {
    let double = double()
    for number in 0..<100 { double.talk("t_\(number)", messages: 40, until: now + -Int64(number) * hour) }
    try await serving(double) { walk, server in
      server.faults.fail(
        percent: 33, with: [.status(500), .status(503), .rateLimited(retryAfter: 1), .cut, .html(status: 502)], seed: 5,
        inARow: 3)
      let haul = try await walk.walk(.everything(since: now + -day * 30), at: now)
      #expect(haul.records.count == 100 && haul.records.values.allSatisfy { $0.events.count == 40 })
    }
  }

  @Test func `tells a story whole`() async throws {
    let story = StoryTeller(
      seed: 12, zone: .utc, endingAt: now, days: 40, conversationsPerDay: 12, channels: [(.directMessage, 1)]
    ).tell()
    try await serving(MessengerDouble(telling: story, clock: DoubleClock(at: now))) { walk, _ in
      let haul = try await walk.walk(.everything(since: now + -60 * day), at: now)
      #expect(haul.records.count == story.books.conversations)
      let events = haul.records.values.flatMap(\.events)
      #expect(events.count { $0.actor.kind == .customer } == story.books.customerMessages)
      let ours = story.books.replies + story.books.botMessages + story.books.autoReplies
      #expect(events.count { $0.actor == .unnamedAgent } == ours)
    }
  }
}
