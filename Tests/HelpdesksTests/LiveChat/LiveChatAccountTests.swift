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

private let now = liveChatNow
private let hour: Int64 = 3_600
private let day: Int64 = 86_400
private let ann = LiveChatDouble.Person.ann
private let robo = LiveChatDouble.Person.robo
private let list = "/v3.5/agent/action/list_archives" as PathPattern

@Suite struct `A LiveChat account` {
  @Test func `with a plan shows what it may, and nothing is taken for deleted`() async throws {
    let double = liveChatDouble { $0.planDays = 60 }
    for number in 0..<200 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    try await servingLiveChat(double) { walk, server in
      let haul = try await walk.walk(.everything(since: now + -365 * day), at: now)
      #expect(haul.records.count >= 59, "up to a day before the limit")
      #expect(haul.records["T58"] != nil && haul.records["T61"] == nil)
      #expect(haul.warnings == [LiveChatRecord.hidden])
      #expect(server.log.count(list) < 90, "a plan's limit is tried twice more before it is believed")
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
    let double = liveChatDouble { $0.longestSpan = 10 * day }
    for number in 0..<200 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    try await servingLiveChat(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: now + -201 * day), at: now)
      #expect(haul.records.count == 200 && haul.count == 200)
    }
  }

  @Test func `in another region is found there`() async throws {
    let double = liveChatDouble { $0.region = "fra" }
    double.tell("T1", at: now + -hour)
    try await servingLiveChat(double) { walk, server in
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
    let double = liveChatDouble()
    double.tell("T1", at: now + -hour)
    try await servingLiveChat(double, token: token, accountID: withAccount ? LiveChatDouble.Account().id : nil) {
      walk, _ in
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.records.count == 1)
    }
  }

  @Test func `says so when it does not know the token`() async throws {
    try await servingLiveChat(liveChatDouble(), token: "pat-wrong") { walk, _ in
      await #expect(throws: VendorError.self) { try await walk.walk(.changed(since: now + -day), at: now) }
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.map(\.name) == ["Sign in"])
      #expect(checks[0].request?.contains("chats--all:ro") == true)
    }
  }

  @Test(arguments: ["{}", ""]) func `is not taken for one where the address answers something else`(
    _ body: String
  ) async throws {
    try await servingLiveChat(liveChatDouble()) { walk, server in
      server.rewrite { _, _ in body.isEmpty ? .empty(status: 404) : .text(body) }
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.map(\.name) == ["Sign in"] && checks[0].outcome != .passed && checks[0].request == nil)
      guard case .failed(let why) = checks[0].outcome else { return }
      #expect(why.contains("check the base_url"))
    }
  }

  @Test func `without some scopes works as far as it can`() async throws {
    let double = liveChatDouble { $0.scopes = ["chats--all:ro", "groups--all:ro"] }
    double.tell("T1", at: now + -hour)
    try await servingLiveChat(double) { walk, _ in
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
    let double = liveChatDouble { $0.callsPerMinute = 8 }
    for number in 0..<300 { double.tell("T\(number)", at: now + -hour + Int64(number)) }
    try await servingLiveChat(double) { walk, server in
      server.watch { _ in double.clock.advance(by: .seconds(5)) }
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.records.count == 300)
    }
  }

  /// “Pace at ≤ 3/s”, and the first second is one too.
  @Test func `is asked three times a second`() async throws {
    let double = liveChatDouble()
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
    #expect(manners.verdict(on: IncomingResponse(status: 429, body: body), to: request) == .wait(seconds: nil))
  }

  /// The plan's limit and that of calls have one name. What passes was no plan's, so nothing is taken for hidden.
  @Test(arguments: [1, 4], [true, false]) func `is waited for where a limit of calls says not for how long`(
    _ times: Int, ofAllCalls: Bool
  ) async throws {
    let double = liveChatDouble()
    for number in 0..<60 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    try await servingLiveChat(double) { walk, server in
      let left = Mutex(times)
      server.rewrite { call, answer in
        guard ofAllCalls ? call.path.contains("/agent/action/") : list.matches(call.segments) else { return answer }
        let isLimited = left.withLock { left in
          left -= 1
          return left >= 0
        }
        guard isLimited else { return answer }
        return .json(status: 403) { json in
          json.object { $0.member("error") { $0.object { $0.member("type", "limit_reached") } } }
        }
      }
      let haul = try await walk.walk(.everything(since: now + -90 * day), at: now)
      #expect(haul.records.count == 60 && haul.warnings == [])
    }
  }

  private static let limitReached = DoubleAnswer.json(status: 403) { json in
    json.object { $0.member("error") { $0.object { $0.member("type", "limit_reached") } } }
  }

  /// Asks for single threads in a session that has seen nothing else.
  private func haul(of ids: [String], _ walk: VendorWalk) async throws -> Delivery {
    let session = try await walk.desk.open(walk.calls, at: now)
    let page = try await session.page(of: walk.desk.passes[0], reaching: .only(ids), at: nil, begunAt: now)
    return try await walk.calls.each(page.items) { try await $0.bring() }.reduce(into: Delivery()) { all, one in
      all.records += one.records
      all.notices += one.notices
      all.warnings += one.warnings
    }
  }

  @Test(arguments: [1, 4]) func `shows single chats once a limit of calls has passed`(_ times: Int) async throws {
    let double = liveChatDouble()
    for number in 0..<25 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    try await servingLiveChat(double) { walk, server in
      let left = Mutex(times)
      server.rewrite { call, answer in
        guard list.matches(call.segments) else { return answer }
        let isLimited = left.withLock { left in
          left -= 1
          return left >= 0
        }
        return isLimited ? Self.limitReached : answer
      }
      let haul = try await haul(of: (0..<25).map { "T\($0)" }, walk)
      #expect(haul.records.count == 25 && haul.notices.isEmpty && haul.warnings.isEmpty)
    }
  }

  @Test func `shows single chats beside one that its plan refuses`() async throws {
    let double = liveChatDouble()
    for number in 0..<30 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    try await servingLiveChat(double) { walk, server in
      server.rewrite { call, answer in
        let isRefused = list.matches(call.segments) && String(decoding: call.body, as: UTF8.self).contains("\"T7\"")
        return isRefused ? Self.limitReached : answer
      }
      let haul = try await haul(of: (0..<30).map { "T\($0)" }, walk)
      #expect(Set(haul.records.map(\.conversation.key.vendorID)).count == 29)
      #expect(haul.notices.isEmpty && haul.warnings.count == 1)
    }
  }

  /// An answer without some threads says nothing of them where the plan hides the old ones.
  @Test(arguments: [60, nil]) func `tells hidden single chats from deleted ones`(_ planDays: Int64?) async throws {
    let double = liveChatDouble { $0.planDays = planDays }
    for number in 0..<100 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    try await servingLiveChat(double) { walk, _ in
      let haul = try await haul(of: ["T5", planDays == nil ? "T777" : "T90"], walk)
      #expect(haul.records.map(\.conversation.key.vendorID) == ["T5"])
      #expect(haul.notices.count == (planDays == nil ? 1 : 0))
      #expect(haul.warnings.count == (planDays == nil ? 0 : 1))
    }
  }

  @Test func `that answers short is asked again`() async throws {
    let double = liveChatDouble { $0.mostByID = 10 }
    for number in 0..<45 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    try await servingLiveChat(double) { walk, _ in
      let haul = try await haul(of: (0..<45).map { "T\($0)" }, walk)
      #expect(haul.records.count == 45 && haul.notices.isEmpty)
    }
  }

  @Test func `announces the end of its version`() async throws {
    let double = liveChatDouble { $0.legacySince = "2026-08-01" }
    try await servingLiveChat(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.tally.lifecycle == ["LiveChat announces: Legacy: 2026-08-01"])
    }
  }

  @Test func `remembers bots and people that are off its lists`() async throws {
    let double = liveChatDouble()
    double.begin("T1", at: now + -hour)
    double.say("T1", "Hello?", at: now + -hour + 5)
    double.say("T1", by: robo, "Beep", at: now + -hour + 9)
    double.archive("T1", at: now + -600)
    double.dismiss(robo.id)
    try await servingLiveChat(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      #expect(haul.records["T1"]?.lines.contains("11:00:09 public_reply by bot Robo") == true)
      #expect(haul.directory.contains(DirectoryEntry(.bot, id: robo.id, name: "Robo", isActive: false)))
    }
  }

  @Test func `is estimated by one call`() async throws {
    let double = liveChatDouble()
    for number in 0..<230 { double.tell("T\(number)", at: now + -hour + Int64(number)) }
    try await servingLiveChat(double) { walk, server in
      let estimate = try await walk.desk.estimate(since: now + -day, walk.calls)
      #expect(estimate == SyncEstimate(conversations: 230, calls: 8, callsPerMinute: 180))
      #expect(server.log.count == 1)
    }
  }

  @Test func `survives a bad day`() async throws {
    let double = liveChatDouble()
    for number in 0..<400 { double.tell("T\(number)", at: now + -Int64(number) * 20 * hour + -hour) }
    try await servingLiveChat(double) { walk, server in
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
    try await servingLiveChat(double) { walk, _ in
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
