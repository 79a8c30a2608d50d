import CivilTime
import DemoCompany
import Fetching
import HTTPClient
import JSONReader
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let now = Timestamp("2026-03-20T12:00:00Z")?.instant ?? Instant(seconds: 0)
private let hour: Int64 = 3_600
private let day: Int64 = 86_400
private let ann = LiveChatDouble.Person(id: "ann@acme.example", name: "Ann")
private let robo = LiveChatDouble.Person(id: LiveChatSamples.robo, name: "Robo", isBot: true)

/// A double whose clock stands at `now`.
private func double(_ change: (inout LiveChatDouble.Account) -> Void = { _ in }) -> LiveChatDouble {
  let double = LiveChatDouble(LiveChatDouble.Account(change), clock: DoubleClock(at: now))
  double.employ(ann, robo, inGroups: [3: "Sales"])
  return double
}

extension LiveChatDouble {
  /// A short chat that is over.
  fileprivate func tell(_ thread: String, at begin: Instant, microsecond: Int = 0) {
    self.begin(thread, group: 3, at: begin, microsecond: microsecond)
    say(thread, "Hello?", at: begin + 10)
    say(thread, by: ann, "Hi!", at: begin + 60)
    archive(thread, by: .agent(ann), at: begin + 120)
  }
}

private func serving<T: Sendable>(
  _ double: LiveChatDouble, token: String = "pat-right", accountID: String? = LiveChatDouble.Account().id,
  _ body: (VendorWalk, DoubleServer) async throws -> T
) async throws -> T {
  try await DoubleServer.serve(double) { server, address in
    let desk = LiveChat(source: "chat", baseURL: address, accountID: accountID, token: token)
    return try await body(try VendorWalk(desk), server)
  }
}

private let list = "/v3.5/agent/action/list_archives" as PathPattern

@Suite struct `A walk through LiveChat` {
  @Test func `brings every chat of a year once, and those that run`() async throws {
    let double = double()
    for number in 0..<740 { double.tell("T\(number)", at: now + -Int64(number) * 12 * hour + -hour) }
    double.begin("R1", at: now + -600)
    double.say("R1", "Anybody there?", at: now + -590)
    try await serving(double) { walk, server in
      let haul = try await walk.walk(.everything(since: now + -365 * day), at: now)
      #expect(haul.records.count == 731 && haul.count == 731, "the oldest began before the year")
      #expect(haul.records["R1"]?.lines.last == "11:50:10 public_reply by customer Jo")
      #expect(haul.records["T730"] == nil && haul.setAside.isEmpty && haul.warnings.isEmpty)
      #expect(haul.records["T0"]?.lines.last == "11:02:00 state closed by agent Ann")
      #expect(server.log.count(list) <= 16, "730 chats are eight full pages")
      #expect(server.log.count("/v3.5/agent/action/get_chat") == 1)
    }
  }

  @Test func `reads several spans of the archive at a time`() async throws {
    let double = double()
    for number in 0..<400 { double.tell("T\(number)", at: now + -Int64(number) * 20 * hour + -hour) }
    try await serving(double) { walk, server in
      server.faults.latency = .milliseconds(150)
      let haul = try await walk.walk(.everything(since: now + -400 * day), at: now, passes: ["archives"])
      #expect(haul.records.count == 400)
      #expect(server.log.peak >= 4)
    }
  }

  @Test func `asks after what is new by one call`() async throws {
    let double = double()
    for number in 0..<200 { double.tell("T\(number)", at: now + -Int64(number) * 6 * hour + -hour) }
    try await serving(double) { walk, server in
      let haul = try await walk.walk(.changed(since: now + -3 * day), at: now)
      #expect(haul.records.count == 12 && server.log.count(list) == 1 && server.log.count == 7)
      double.rate("T3", isGood: false, comment: "slow", at: now)
      let again = try await walk.walk(.changed(since: now + -3 * day), at: now)
      #expect(again.records["T3"]?.lines.contains("12:00:00 rated 1 of 2 by customer Jo") == true)
      #expect(again.records["T4"] == haul.records["T4"], "what did not change is told by the same bytes")
    }
  }

  /// Chats are archived, and deleted, while we page: at places that the walk has passed, and ahead of it.
  @Test func `loses nothing when rows move between two pages`() async throws {
    let double = double()
    for number in 0..<350 { double.tell("T\(number)", at: now + -40 * hour + Int64(number) * 300) }
    // It runs when the walk begins, and is archived behind its back.
    double.begin("LATE", at: now + -40 * hour + 1)
    try await serving(double) { walk, _ in
      let pages = Mutex(0)
      let haul = try await walk.walk(.changed(since: now + -3 * day), at: now, passes: ["archives"]) { _ in
        let page = pages.withLock {
          $0 += 1
          return $0
        }
        guard page == 1 else { return }
        double.archive("LATE", at: now + 1)
        double.delete("T5")
        double.delete("T140")
        double.tell("AHEAD", at: now + -hour)
      }
      #expect(haul.records.count == 350, "T140 is gone, AHEAD is there")
      #expect(haul.records["AHEAD"] != nil && haul.records["T349"] != nil && haul.records["LATE"] == nil)
      let next = try await walk.walk(.changed(since: now + -3 * day), at: now + 300, passes: ["archives"])
      #expect(next.records["LATE"]?.lines.last == "12:00:01 state closed by automation LiveChat")
    }
  }

  @Test func `tells chats of the same microsecond apart`() async throws {
    let double = double()
    for number in 0..<250 { double.tell("T\(number)", at: now + -hour, microsecond: 7) }
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -3 * day), at: now)
      #expect(haul.records.count == 250 && haul.count == 250)
    }
  }

  /// The overlap is too short for it, and the list of chats knows that it was written in.
  @Test func `finds a chat that ran for longer than the overlap`() async throws {
    let double = double()
    double.begin("LONG", at: now + -9 * day)
    double.say("LONG", "Still there?", at: now + -hour)
    double.archive("LONG", by: .agent(ann), at: now + -600)
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -3 * day), at: now)
      #expect(haul.records["LONG"]?.lines.last == "11:50:00 state closed by agent Ann")
    }
  }

  @Test func `walks the list of chats no further than it must`() async throws {
    let double = double()
    for number in 0..<1_000 { double.tell("T\(number)", at: now + -Int64(number) * 12 * hour + -hour) }
    try await serving(double) { walk, server in
      _ = try await walk.walk(.changed(since: now + -3 * day), at: now, passes: ["running"])
      #expect(server.log.count("/v3.5/agent/action/list_chats") == 2)
    }
  }

  @Test func `brings a day, with what was only written in on it`() async throws {
    let double = double()
    let noon = now + -10 * day
    double.tell("BEFORE", at: noon + -20 * hour)
    double.begin("INTO", at: noon + -13 * hour)
    double.say("INTO", "Good morning", at: noon)
    double.archive("INTO", at: noon + hour)
    double.tell("ON", at: noon)
    double.tell("AFTER", at: noon + 13 * hour)
    try await serving(double) { walk, _ in
      let window = Reach.window(from: noon + -12 * hour, to: noon + 12 * hour)
      let haul = try await walk.walk(window, at: now)
      #expect(haul.records.keys.sorted() == ["INTO", "ON"])
    }
  }

  @Test func `goes on from a position of an earlier process`() async throws {
    let double = double()
    for number in 0..<250 { double.tell("T\(number)", at: now + -hour + Int64(number)) }
    try await serving(double) { walk, _ in
      let positions = Mutex<[Position]>([])
      let all = try await walk.walk(.changed(since: now + -3 * day), at: now, passes: ["archives"]) { page in
        positions.withLock { $0 += [page.next].compactMap { $0 } }
      }
      let position = try #require(positions.withLock { $0 }.first)
      let rest = try await walk.walk(
        .changed(since: now + -3 * day), at: now, passes: ["archives"], from: Position(position.text))
      #expect(all.records.count == 250 && rest.records.count == 150)
    }
  }

  @Test func `begins a span anew when its page is no more`() async throws {
    let double = double()
    for number in 0..<5 { double.tell("T\(number)", at: now + -hour + Int64(number)) }
    try await serving(double) { walk, _ in
      let stale = Position(
        #"[{"from": \#((now + -day).seconds), "until": \#(now.seconds), "page": "bm8gbW9yZQ=="}]"#)
      let haul = try await walk.walk(.changed(since: now + -day), at: now, passes: ["archives"], from: stale)
      #expect(haul.records.count == 5)
    }
  }
}

@Suite struct `LiveChat threads by their ids` {
  @Test func `are found in the archive, among the running ones, or gone`() async throws {
    let double = double()
    for number in 0..<45 { double.tell("T\(number)", at: now + -50 * day + Int64(number) * hour) }
    double.begin("RUNS", at: now + -hour)
    double.begin("GONE", at: now + -hour)
    double.delete("GONE")
    try await serving(double) { walk, server in
      let haul = try await walk.walk(.only((0..<45).map { "T\($0)" } + ["RUNS", "GONE"]), at: now)
      #expect(haul.records.count == 46 && haul.records["RUNS"] != nil)
      #expect(haul.notices.map(\.key.text) == ["chat:GONE"])
      #expect(haul.notices.first?.event.happening == .deleted(true))
      #expect(server.log.count(list) == 3)
    }
  }

  @Test func `are listed whole, so that missing ones are noticed`() async throws {
    let double = double()
    for number in 0..<130 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    double.begin("RUNS", at: now + -hour)
    try await serving(double) { walk, server in
      let session = try await walk.desk.open(walk.calls, at: now)
      let running = SyncPass("running")
      _ = try await session.page(of: running, reaching: .changed(since: now + -3 * day), at: nil, begunAt: now)
      server.log.reset()
      var identities: [String] = []
      var position: Position?
      repeat {
        let page = try await session.page(
          of: walk.desk.passes[0], reaching: .identities(since: now + -400 * day), at: position, begunAt: now)
        identities += page.identities
        position = page.next
        #expect(page.items.isEmpty)
      } while position != nil
      #expect(Set(identities) == Set((0..<130).map { "T\($0)" } + ["RUNS"]))
      #expect(server.log.count == 2)
    }
  }
}

@Suite struct `A LiveChat account` {
  @Test func `with a plan shows what it may, and nothing is taken for deleted`() async throws {
    let double = double { $0.planDays = 60 }
    for number in 0..<200 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    try await serving(double) { walk, server in
      let haul = try await walk.walk(.everything(since: now + -365 * day), at: now)
      #expect(haul.records.count >= 59, "up to a day before the limit")
      #expect(haul.records["T58"] != nil && haul.records["T61"] == nil)
      #expect(haul.warnings == [LiveChatRecord.hidden])
      #expect(server.log.count(list) < 60)
      let session = try await walk.desk.open(walk.calls, at: now)
      let pass = walk.desk.passes[0]
      var position: Position?
      repeat {
        position = try await session.page(
          of: pass, reaching: .identities(since: now + -365 * day), at: position, begunAt: now
        ).next
      } while position != nil
      let page = try await session.page(of: pass, reaching: .only(["T100"]), at: nil, begunAt: now)
      let delivery = try await page.items[0].bring()
      #expect(delivery.notices.isEmpty && delivery.warnings.count == 1)
    }
  }

  @Test func `that gives up on long spans is asked for shorter ones`() async throws {
    let double = double { $0.longestSpan = 10 * day }
    for number in 0..<200 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: now + -201 * day), at: now)
      #expect(haul.records.count == 200 && haul.count == 200)
    }
  }

  @Test func `in another region is found there`() async throws {
    let double = double { $0.region = "fra" }
    double.tell("T1", at: now + -hour)
    try await serving(double) { walk, server in
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.records.count == 1)
      #expect(server.log.count(status: 421) <= 4, "only those that were under way")
    }
  }

  @Test(arguments: [
    ("pat-right", true), ("dal:right", false), ("dal:right", true), ("\(LiveChatDouble.Account().id):pat-right", false),
    ("\(LiveChatDouble.Account().id):pat-right", true),
  ])
  func `lets every kind of token in`(token: String, withAccount: Bool) async throws {
    let double = double()
    double.tell("T1", at: now + -hour)
    try await serving(double, token: token, accountID: withAccount ? LiveChatDouble.Account().id : nil) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.records.count == 1)
    }
  }

  @Test func `says so when it does not know the token`() async throws {
    try await serving(double(), token: "pat-wrong") { walk, _ in
      await #expect(throws: VendorError.self) { try await walk.walk(.changed(since: now + -day), at: now) }
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.map(\.name) == ["Sign in"])
      #expect(checks[0].request?.contains("chats--all:ro") == true)
    }
  }

  @Test func `without some scopes works as far as it can`() async throws {
    let double = double { $0.scopes = ["chats--all:ro", "groups--all:ro"] }
    double.tell("T1", at: now + -hour)
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.records["T1"]?.lines.last == "11:02:00 state closed by agent Ann")
      #expect(haul.warnings.map { $0.contains("scope agents") || $0.contains("scope tags") } == [true, true, true])
      #expect(haul.directory.contains { $0.kind == .person && $0.id == ann.id && !$0.isActive })
      let checks = await walk.desk.test(walk.calls)
      #expect(
        checks.filter { $0.outcome != .passed }.map(\.scope) == [
          "agents--all:ro", "agents-bot--all:ro", "tags--all:ro",
        ])
    }
  }

  @Test func `is asked gently, and its refusals are waited for`() async throws {
    let double = double { $0.callsPerMinute = 8 }
    for number in 0..<300 { double.tell("T\(number)", at: now + -hour + Int64(number)) }
    try await serving(double) { walk, server in
      server.watch { _ in double.clock.advance(by: .seconds(5)) }
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.records.count == 300)
    }
  }

  /// “Pace at ≤ 3/s”, and the first second is one too.
  @Test func `is asked three times a second`() async throws {
    let double = double()
    for number in 0..<40 { double.begin("R\(number)", at: now + -600) }
    try await DoubleServer.serve(double) { _, address in
      let time = Mutex(0.0)
      let pacemaker = Pacemaker(
        now: { time.withLock { $0 } }, sleep: { seconds in time.withLock { $0 += seconds } }, chance: { 0.5 })
      let desk = LiveChat(source: "chat", baseURL: address, accountID: LiveChatDouble.Account().id, token: "pat-right")
      let haul = try await VendorWalk(desk, pacemaker: pacemaker).walk(.changed(since: now + -day), at: now)
      #expect(haul.records.count == 40)
      #expect(time.withLock { $0 } >= Double(haul.tally.calls / 3 - 1), "\(haul.tally)")
    }
  }

  /// “limit_reached on calls: back off”; on the archive it is the plan's, unless it says when to come back.
  @Test func `tells the limit of calls from the limit of the plan`() throws {
    let manners = LiveChatManners(keys: LiveChatCredentials(accountID: nil, token: "dal:right"))
    let request = VendorRequest("POST", "/v3.5/agent/action/list_archives", to: "list the archived chats")
    let body = Array(#"{"error": {"type": "limit_reached", "message": "Limit reached"}}"#.utf8)
    #expect(manners.verdict(on: IncomingResponse(status: 403, body: body), to: request) == .answer)
    let hurried = IncomingResponse(status: 429, headers: ["Retry-After": "7"], body: body)
    #expect(manners.verdict(on: hurried, to: request) == .wait(seconds: 7))
  }

  @Test func `announces the end of its version`() async throws {
    let double = double { $0.legacySince = "2026-08-01" }
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.tally.lifecycle == ["LiveChat announces: Legacy: 2026-08-01"])
    }
  }

  @Test func `remembers bots and people that are off its lists`() async throws {
    let double = double()
    double.begin("T1", at: now + -hour)
    double.say("T1", "Hello?", at: now + -hour + 5)
    double.say("T1", by: robo, "Beep", at: now + -hour + 9)
    double.archive("T1", at: now + -600)
    double.dismiss(robo.id)
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.records["T1"]?.lines.contains("11:00:09 public_reply by bot Robo") == true)
      #expect(haul.directory.contains(DirectoryEntry(.bot, id: robo.id, name: "Robo", isActive: false)))
    }
  }

  @Test func `is estimated by one call`() async throws {
    let double = double()
    for number in 0..<230 { double.tell("T\(number)", at: now + -hour + Int64(number)) }
    try await serving(double) { walk, server in
      let estimate = try await walk.desk.estimate(since: now + -day, walk.calls)
      #expect(estimate == SyncEstimate(conversations: 230, calls: 8, callsPerMinute: 180))
      #expect(server.log.count == 1)
    }
  }

  @Test func `survives a bad day`() async throws {
    let double = double()
    for number in 0..<400 { double.tell("T\(number)", at: now + -Int64(number) * 20 * hour + -hour) }
    try await serving(double) { walk, server in
      server.faults.fail(
        percent: 33, with: [.status(500), .status(503), .rateLimited(retryAfter: 1), .cut, .html(status: 502)], seed: 3,
        inARow: 3)
      let haul = try await walk.walk(.everything(since: now + -400 * day), at: now)
      #expect(haul.records.count == 400)
    }
  }

  @Test func `tells a story whole`() async throws {
    let zone = Zone.utc
    let story = StoryTeller(
      seed: 11, zone: zone, endingAt: now, days: 40, conversationsPerDay: 12, channels: [(.chat, 1)]
    ).tell()
    let double = LiveChatDouble(telling: story, clock: DoubleClock(at: now))
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: now + -60 * day), at: now)
      #expect(haul.records.count == story.books.conversations)
      let events = haul.records.values.flatMap(\.events)
      let replies = events.filter { $0.happening == .message(.publicReply) && $0.actor.kind == .agent }
      #expect(replies.count == story.books.replies)
      let questions = events.filter { $0.happening == .message(.publicReply) && $0.actor.kind == .customer }
      #expect(questions.count == story.books.customerMessages)
      let notes = events.filter { $0.happening == .message(.privateNote) }
      #expect(notes.count == story.books.notes)
      let closes = events.filter { $0.happening == .state(.closed) }
      #expect(closes.count == story.books.closures)
      #expect(closes.count { $0.actor.kind == .agent } == story.books.closures - story.books.closuresByOthers)
      let good = events.count { $0.happening == .rating(Rating(score: 2, of: 2)) }
      #expect(good == story.books.ratings[.good, default: 0] && good > 0)
    }
  }
}
