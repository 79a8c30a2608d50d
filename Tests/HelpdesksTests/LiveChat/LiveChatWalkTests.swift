import CivilTime
import Fetching
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let now = liveChatNow
private let hour: Int64 = 3_600
private let day: Int64 = 86_400
private let ann = LiveChatDouble.Person.ann
private let list = "/v3.5/agent/action/list_archives" as PathPattern

@Suite struct `A walk through LiveChat` {
  @Test func `brings every chat of a year once, and those that run`() async throws {
    let double = liveChatDouble()
    for number in 0..<740 { double.tell("T\(number)", at: now + -Int64(number) * 12 * hour + -hour) }
    double.begin("R1", at: now + -600)
    double.say("R1", "Anybody there?", at: now + -590)
    try await servingLiveChat(double) { walk, server in
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
    let double = liveChatDouble()
    for number in 0..<400 { double.tell("T\(number)", at: now + -Int64(number) * 20 * hour + -hour) }
    try await servingLiveChat(double) { walk, server in
      server.faults.latency = .milliseconds(500)
      let haul = try await walk.walk(.everything(since: now + -400 * day), at: now, passes: ["archives"])
      #expect(haul.records.count == 400)
      #expect(server.log.peak >= 4)
    }
  }

  @Test func `asks after what is new by one call`() async throws {
    let double = liveChatDouble()
    for number in 0..<200 { double.tell("T\(number)", at: now + -Int64(number) * 6 * hour + -hour) }
    try await servingLiveChat(double) { walk, server in
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
    let double = liveChatDouble()
    for number in 0..<350 { double.tell("T\(number)", at: now + -40 * hour + Int64(number) * 300) }
    // It runs when the walk begins, and is archived behind its back.
    double.begin("LATE", at: now + -40 * hour + 1)
    try await servingLiveChat(double) { walk, _ in
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
    let double = liveChatDouble()
    for number in 0..<250 { double.tell("T\(number)", at: now + -hour, microsecond: 7) }
    try await servingLiveChat(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -3 * day), at: now)
      #expect(haul.records.count == 250 && haul.count == 250)
    }
  }

  /// The overlap is too short for it, and the list of chats knows that it was written in.
  @Test func `finds a chat that ran for longer than the overlap`() async throws {
    let double = liveChatDouble()
    double.begin("LONG", at: now + -9 * day)
    double.say("LONG", "Still there?", at: now + -hour)
    double.archive("LONG", by: .agent(ann), at: now + -600)
    try await servingLiveChat(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -3 * day), at: now)
      #expect(haul.records["LONG"]?.lines.last == "11:50:00 state closed by agent Ann")
    }
  }

  @Test func `walks the list of chats no further than it must`() async throws {
    let double = liveChatDouble()
    for number in 0..<1_000 { double.tell("T\(number)", at: now + -Int64(number) * 12 * hour + -hour) }
    try await servingLiveChat(double) { walk, server in
      _ = try await walk.walk(.changed(since: now + -3 * day), at: now, passes: ["running"])
      #expect(server.log.count("/v3.5/agent/action/list_chats") == 2)
    }
  }

  @Test func `brings a day, with what was only written in on it`() async throws {
    let double = liveChatDouble()
    let noon = now + -10 * day
    double.tell("BEFORE", at: noon + -20 * hour)
    double.begin("INTO", at: noon + -13 * hour)
    double.say("INTO", "Good morning", at: noon)
    double.archive("INTO", at: noon + hour)
    double.tell("ON", at: noon)
    double.tell("AFTER", at: noon + 13 * hour)
    try await servingLiveChat(double) { walk, _ in
      let window = Reach.window(from: noon + -12 * hour, to: noon + 12 * hour)
      let haul = try await walk.walk(window, at: now)
      #expect(haul.records.keys.sorted() == ["INTO", "ON"])
    }
  }

  @Test func `goes on from a position of an earlier process`() async throws {
    let double = liveChatDouble()
    for number in 0..<250 { double.tell("T\(number)", at: now + -hour + Int64(number)) }
    try await servingLiveChat(double) { walk, _ in
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
    let double = liveChatDouble()
    for number in 0..<5 { double.tell("T\(number)", at: now + -hour + Int64(number)) }
    try await servingLiveChat(double) { walk, _ in
      let stale = Position(
        #"[{"from": \#((now + -day).seconds), "until": \#(now.seconds), "page": "bm8gbW9yZQ=="}]"#)
      let haul = try await walk.walk(.changed(since: now + -day), at: now, passes: ["archives"], from: stale)
      #expect(haul.records.count == 5)
    }
  }
}

@Suite struct `LiveChat threads by their ids` {
  @Test func `are found in the archive, among the running ones, or gone`() async throws {
    let double = liveChatDouble()
    for number in 0..<45 { double.tell("T\(number)", at: now + -50 * day + Int64(number) * hour) }
    double.begin("RUNS", at: now + -hour)
    double.begin("GONE", at: now + -hour)
    double.delete("GONE")
    try await servingLiveChat(double) { walk, server in
      let haul = try await walk.walk(.only((0..<45).map { "T\($0)" } + ["RUNS", "GONE"]), at: now)
      #expect(haul.records.count == 46 && haul.records["RUNS"] != nil)
      #expect(haul.notices.map(\.key.text) == ["chat:GONE"])
      #expect(haul.notices.first?.event.happening == .deleted(true))
      // Three for all, one more for those that the last one left out, and one that asks whether the plan hides any.
      #expect(server.log.count(list) == 5)
    }
  }

  @Test func `are listed whole, so that missing ones are noticed`() async throws {
    let double = liveChatDouble()
    for number in 0..<130 { double.tell("T\(number)", at: now + -Int64(number) * day + -hour) }
    double.begin("RUNS", at: now + -hour)
    try await servingLiveChat(double) { walk, server in
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
