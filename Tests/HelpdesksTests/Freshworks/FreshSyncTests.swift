import CivilTime
import Fetching
import JSONReader
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let now = Timestamp("2026-03-20T12:00:00Z")?.instant ?? Instant(seconds: 0)
private let hour: Int64 = 3_600
private let day: Int64 = 86_400
private let ben = 21_000_000_005
private let cleo = 21_000_000_006
private let network = 21_000_000_070
private let people = 21_000_000_071

/// A double whose clock stands at `now`, with two agents and two groups.
private func double(_ change: (inout FreshworksDouble.Account) -> Void = { _ in }) -> FreshworksDouble {
  let account = FreshworksDouble.Account {
    $0.limits = (1_000_000, 1_000_000, 1_000_000, 1_000_000)
    change(&$0)
  }
  let double = FreshworksDouble(account, clock: DoubleClock(at: now))
  double.employ(ben, "Ben", "Hale", groups: [network])
  double.employ(cleo, "Cleo", groups: [people])
  double.form(group: network, "Network", members: [ben])
  double.form(group: people, "People")
  return double
}

extension FreshworksDouble {
  /// A short ticket that is resolved.
  fileprivate func tell(_ id: Int, at begin: Instant, group: Int? = nil) {
    raise(id, group: group, at: begin)
    assign(id, to: ben, by: .workflow, at: begin + 60)
    reply(id, by: ben, at: begin + 600)
    resolve(id, by: .agent(ben), at: begin + 900)
  }
}

private func serving<T: Sendable>(
  _ double: FreshworksDouble, product: Freshworks.Product = .freshservice, key: String = "right", group: Int? = nil,
  statuses: [Int: ConversationState] = [:], budget: Int = 1_000,
  _ body: (VendorWalk, DoubleServer) async throws -> T
) async throws -> T {
  try await DoubleServer.serve(double) { server, address in
    let desk = Freshworks(
      Freshworks.Configuration(
        source: "fresh", product: product, baseURL: address + FreshworksDouble.root, apiKey: key,
        groupID: group.map(String.init), statuses: statuses, activityBudget: budget))
    return try await body(try VendorWalk(desk), server)
  }
}

private func path(_ text: String) -> PathPattern { PathPattern(FreshworksDouble.root + text) }

private let everything = Reach.everything(since: Instant(seconds: 946_684_800))

@Suite struct `A walk through Freshservice` {
  @Test func `brings every ticket once, with all that belongs to it`() async throws {
    let double = double()
    for id in 1...250 { double.tell(id, at: now + -Int64(300 - id) * hour) }
    double.hear(250, at: now + -600)
    double.note(250, by: ben, at: now + -500)
    double.work(250, by: ben, minutes: 90, at: now + -400)
    double.tag(250, "neve", at: now + -300)
    double.rate(250, 3, "Fine", at: now + -200)
    try await serving(double) { walk, server in
      let haul = try await walk.walk(everything, at: now)
      #expect(haul.records.count == 250 && haul.count == 250)
      #expect(haul.setAside.isEmpty && haul.warnings.isEmpty)
      #expect(haul.records["250"]?.conversation.tags == ["neve"])
      #expect(
        haul.records["250"]?.lines
          == [
            "10:00:00 state open by customer Jo March", "10:00:00 public_reply by customer Jo March",
            "10:01:00 assigned to \(ben) by automation Workflow Automator", "10:10:00 public_reply by agent Ben Hale",
            "10:15:00 state solved by agent Ben Hale", "11:50:00 public_reply by customer Jo March",
            "11:51:40 private_note by agent Ben Hale",
            "11:53:20 timeEntry(Support.TimeEntry(seconds: 5400, isBillable: Optional(true))) by agent Ben Hale",
            "11:56:40 rated 3 of 4 by customer Jo March",
          ].map { $0 })
      #expect(server.log.count(path("/tickets")) == 5, "three pages of tickets, one of spam, one of deleted ones")
      for part in ["conversations", "time_entries", "activities", "csat_response"] {
        #expect(server.log.count(path("/tickets/{id}/\(part)")) == 250, "\(part)")
      }
      #expect(server.log.count(path("/tickets/{id}")) == 250)
    }
  }

  @Test func `gives equal records for an equal state`() async throws {
    let double = double()
    for id in 1...30 { double.tell(id, at: now + -Int64(id) * day) }
    try await serving(double) { walk, _ in
      let first = try await walk.walk(everything, at: now)
      double.clock.advance(by: .seconds(3 * 86_400))
      let second = try await walk.walk(everything, at: now)
      #expect(first.records == second.records)
      #expect(first.records.count == 30)
    }
  }

  @Test func `asks after what changed, in a window, and by number`() async throws {
    let double = double()
    for id in 1...40 { double.tell(id, at: now + -Int64(id) * day) }
    double.touch(39, at: now + -1_000)
    try await serving(double) { walk, server in
      let changed = try await walk.walk(.changed(since: now + -2 * day + -600), at: now)
      #expect(Set(changed.records.keys) == ["1", "2", "39"])
      let window = try await walk.walk(
        .window(from: now + -20 * day, to: now + -18 * day), at: now, passes: ["tickets"])
      #expect(Set(window.records.keys) == ["19", "20"])
      let only = try await walk.walk(.only(["7", "9", "999"]), at: now)
      #expect(Set(only.records.keys) == ["7", "9"])
      #expect(only.notices.map(\.key.text) == ["fresh:999"])
      #expect(only.notices[0].event.happening == .deleted(true))
      let all = try await walk.walk(everything, at: now)
      #expect(only.records["7"] == all.records["7"], "a ticket is the same, however it was asked for")
      let ids = try await walk.walk(.identities(since: now + -30 * day), at: now)
      #expect(Set(ids.identities) == Set((1...30).map(String.init)))
      #expect(ids.records.isEmpty)
    }
  }

  @Test func `loses nothing while tickets change, come and go between pages`() async throws {
    for order in [FreshworksDouble.Order.kept, .ignored, .refused] {
      let double = double { $0.order = order }
      for id in 1...320 { double.tell(id, at: now + -Int64(500 - id) * hour) }
      let pages = Mutex(0)
      try await serving(double) { walk, server in
        server.watch { call in
          guard call.path == FreshworksDouble.root + "/tickets", !call.target.contains("filter=") else { return }
          let page = pages.withLock { pages in
            pages += 1
            return pages
          }
          // What was read, and what was not: one of each is deleted, one changes, one is new.
          double.purge(page * 7)
          double.purge(320 - page * 5)
          double.touch(page * 11 + 3, at: now + -30)
          double.raise(1_000 + page, at: now + -20)
        }
        let haul = try await walk.walk(everything, at: now, passes: ["tickets"])
        let calls = pages.withLock { $0 }
        let purged = Set((1...calls).flatMap { [$0 * 7, 320 - $0 * 5] })
        let owed = Set((1...320).filter { !purged.contains($0) }.map(String.init))
        #expect(owed.isSubset(of: Set(haul.records.keys)), "\(order): \(owed.subtracting(haul.records.keys))")
        #expect(calls <= (order == .kept ? 6 : 60), "\(order)")
      }
    }
  }

  @Test func `pages through hundreds of tickets of one second`() async throws {
    for order in [FreshworksDouble.Order.kept, .ignored] {
      let double = double { $0.order = order }
      for id in 1...340 { double.raise(id, at: now + -Int64(id) * hour) }
      for id in 1...340 where id % 10 != 0 { double.touch(id, at: now + -7_000) }
      try await serving(double) { walk, _ in
        let haul = try await walk.walk(everything, at: now, passes: ["tickets"])
        #expect(haul.records.count == 340, "\(order)")
      }
    }
  }

  @Test func `goes on where it was, also in another process`() async throws {
    let double = double()
    for id in 1...250 { double.tell(id, at: now + -Int64(300 - id) * hour) }
    try await serving(double) { walk, _ in
      struct Stop: Error {}
      let kept = Mutex<Position?>(nil)
      await #expect(throws: Stop.self) {
        _ = try await walk.walk(everything, at: now, passes: ["tickets"]) { page in
          kept.withLock { $0 = page.next }
          if page.items.count == 99 { throw Stop() }
        }
      }
      let position = try #require(kept.withLock { $0 })
      let rest = try await walk.walk(everything, at: now, passes: ["tickets"], from: position)
      #expect(rest.records.count == 52, "the last of the page before is read again")
    }
  }

  @Test func `goes on by days beyond the vendor's last page`() async throws {
    for order in [FreshworksDouble.Order.ignored, .refused] {
      let double = double {
        $0.order = order
        $0.lastPage = 1
        $0.workspaces = order == .ignored ? [] : [3, 4]
      }
      for id in 1...150 {
        double.raise(id, workspace: order == .ignored ? nil : 3 + id % 2, at: now + -Int64(300 - id) * 1_200)
      }
      // Creation alone explains the order, so nothing restarts.
      for id in 1...150 { double.touch(id, at: now + -Int64(id) * 60) }
      try await serving(double) { walk, server in
        let haul = try await walk.walk(.everything(since: now + -30 * day), at: now, passes: ["tickets"])
        #expect(haul.records.count == 150, "\(order)")
        #expect(server.log.count(path("/tickets/filter")) > 3)
        let late = try await walk.walk(.changed(since: now + -120 * 60), at: now, passes: ["tickets"])
        #expect(late.records.count == 120)
      }
    }
  }

  @Test func `says where the vendor shows no more, and no order helps`() async throws {
    let double = double {
      $0.order = .ignored
      $0.lastPage = 1
      $0.product = .freshdesk
    }
    for id in 1...120 { double.raise(id, at: now + -Int64(500 - id) * hour) }
    for id in 1...120 { double.touch(id, at: now + -Int64(id) * 60) }
    try await serving(double, product: .freshdesk) { walk, _ -> Void in
      await #expect(throws: VendorError.self) { _ = try await walk.walk(everything, at: now, passes: ["tickets"]) }
    }
  }

  @Test func `sends what the account knows, and no more`() async throws {
    let double = double { $0.workspaces = [3, 4] }
    double.raise(1, workspace: 3, at: now + -hour)
    double.raise(2, workspace: 4, at: now + -hour)
    try await serving(double) { walk, server in
      let haul = try await walk.walk(everything, at: now)
      #expect(haul.records.count == 2)
      #expect(haul.records["2"]?.conversation.inbox == "4")
      #expect(haul.directory.contains(DirectoryEntry(.inbox, id: "4", name: "Workspace 4")))
      let lists = server.log.calls.filter { $0.target.hasPrefix(FreshworksDouble.root + "/tickets?") }
      #expect(lists.allSatisfy { $0.target.contains("workspace_id=0") && $0.target.contains("updated_since=") })
      #expect(lists.count { $0.target.contains("filter=spam") } == 1)
      #expect(server.log.calls.allSatisfy { $0.status != 400 })
    }
    let plain = Self.plain()
    try await serving(plain) { walk, server in
      _ = try await walk.walk(everything, at: now)
      #expect(server.log.calls.allSatisfy { !$0.target.contains("workspace_id") && $0.status != 400 })
    }
  }

  private static func plain() -> FreshworksDouble {
    let plain = double()
    plain.raise(1, at: now + -hour)
    return plain
  }

  @Test(arguments: [Freshworks.Product.freshservice, .freshdesk])
  func `asks once for a requester whom tickets include in part`(_ product: Freshworks.Product) async throws {
    let double = double { $0.product = product == .freshdesk ? .freshdesk : .freshservice }
    for id in 1...3 { double.raise(id, at: now + -hour * Int64(id)) }
    for id in 2...3 { double.includeRequesterInPart(id) }
    try await serving(double, product: product) { walk, server in
      let haul = try await walk.walk(everything, at: now)
      let conversations = haul.records.values.map(\.conversation)
      #expect(conversations.map(\.customerName) == ["Jo March", "Jo March", "Jo March"])
      #expect(Set(conversations.map(\.customerEmail)) == ["jo@north.example"])
      let path = product == .freshdesk ? "/contacts/" : "/requesters/"
      #expect(server.log.calls.count { $0.target.contains(path) } == 1)
    }
  }

  @Test(arguments: [Freshworks.Product.freshservice, .freshdesk])
  func `asks for a form as it is where a server refuses to page it`(_ product: Freshworks.Product) async throws {
    let double = double {
      $0.product = product == .freshdesk ? .freshdesk : .freshservice
      $0.refusesPagesOfForms = true
    }
    double.raise(1, at: now + -hour)
    try await serving(double, product: product) { walk, server in
      let haul = try await walk.walk(everything, at: now)
      #expect(haul.warnings.isEmpty)
      #expect(haul.directory.contains { $0.kind == .field && $0.name == "Site" })
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.allSatisfy { $0.outcome == .passed })
      #expect(server.log.calls.count { $0.target.hasSuffix("_fields") && $0.status == 200 } == 2)
    }
  }

  @Test func `follows pages without links, and limits with decimals`() async throws {
    let double = double {
      $0.hidesLinks = true
      $0.tellsDecimals = true
    }
    for id in 1...100 { double.raise(id, at: now + -Int64(id) * hour) }
    for _ in 1...230 { double.reply(1, by: ben, at: now + -60) }
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(everything, at: now)
      #expect(haul.records.count == 100)
      #expect(haul.records["1"]?.events.count { $0.id.hasPrefix("reply:") } == 230)
      #expect(walk.calls.budget.standing.limit == 1_000_000)
    }
  }
}

@Suite struct `What became of Freshservice tickets` {
  @Test func `spam and deleted ones come by lists of their own`() async throws {
    let double = double()
    for id in 1...4 { double.tell(id, at: now + -day) }
    double.markSpam(2, at: now + -hour)
    double.delete(3, at: now + -hour)
    try await serving(double) { walk, server in
      let haul = try await walk.walk(everything, at: now)
      #expect(Set(haul.records.keys) == ["1", "2", "3", "4"])
      #expect(haul.records["2"]?.events.last?.happening == .spam(true))
      #expect(haul.records["3"]?.events.last?.happening == .deleted(true))
      #expect(haul.records["3"]?.complete == ["flag:"])
      #expect(server.log.count(path("/tickets/{id}/conversations")) == 2)
      let ids = try await walk.walk(.identities(since: now + -2 * day), at: now)
      #expect(Set(ids.identities) == ["1", "2", "4"])
      double.restore(3, at: now + -60)
      let restored = try await walk.walk(.changed(since: now + -600), at: now)
      #expect(restored.records["3"]?.complete.contains("flag:") == true)
      #expect(restored.records["3"]?.events.contains { $0.happening == .deleted(true) } == false)
    }
  }

  @Test func `one that was deleted for good is known by its absence`() async throws {
    let double = double()
    for id in 1...3 { double.tell(id, at: now + -day) }
    try await serving(double) { walk, server in
      double.purge(2)
      let ids = try await walk.walk(.identities(since: now + -2 * day), at: now)
      #expect(Set(ids.identities) == ["1", "3"])
      let only = try await walk.walk(.only(["2"]), at: now)
      #expect(only.notices.map(\.event.id) == ["flag:deleted"])
      // It goes between the list and the look at it.
      server.watch { call in if call.path.hasSuffix("/tickets/3/conversations") { double.purge(3) } }
      let haul = try await walk.walk(everything, at: now, passes: ["tickets"])
      #expect(Set(haul.records.keys) == ["1"])
      #expect(haul.notices.map(\.key.vendorID) == ["3"])
      #expect(haul.setAside.isEmpty)
    }
  }

  @Test func `a merged one says where it went`() async throws {
    let double = double()
    for id in 1...2 { double.tell(id, at: now + -day) }
    double.merge(1, into: 2, by: cleo, at: now + -hour)
    for budget in [100, 0] {
      try await serving(double, budget: budget) { walk, _ in
        let haul = try await walk.walk(everything, at: now)
        let merged = haul.records["1"]?.events.filter { if case .merged = $0.happening { true } else { false } }
        #expect(merged?.map(\.happening) == [.merged(into: ConversationKey(text: "fresh:2"))])
        #expect(haul.records["2"]?.events.contains { if case .merged = $0.happening { true } else { false } } == false)
      }
    }
  }

  @Test func `one that changes while it is read is read whole`() async throws {
    let double = double()
    double.raise(1, at: now + -day)
    try await serving(double) { walk, server in
      let isFirst = Mutex(true)
      server.watch { call in
        guard call.path.hasSuffix("/tickets/1"),
          isFirst.withLock({ first in
            defer { first = false }
            return first
          })
        else { return }
        double.resolve(1, by: .agent(ben), at: now + -60)
      }
      let haul = try await walk.walk(everything, at: now, passes: ["tickets"])
      #expect(haul.records["1"]?.lines.last == "11:59:00 state solved by agent Ben Hale")
      #expect(server.log.count(path("/tickets/{id}")) == 2)
    }
  }
}

@Suite struct `One group of Freshservice` {
  @Test func `keeps its tickets, and those that leave it with their move`() async throws {
    let double = double()
    double.tell(1, at: now + -day, group: network)
    double.tell(2, at: now + -day, group: people)
    double.raise(3, group: network, at: now + -day)
    try await serving(double, group: network) { walk, server in
      let haul = try await walk.walk(everything, at: now)
      #expect(Set(haul.records.keys) == ["1", "3"])
      #expect(server.log.count(path("/tickets/{id}")) == 2)
      double.move(3, toGroup: people, by: .agent(ben), at: now + -hour)
      double.assign(3, to: cleo, by: .agent(ben), at: now + -hour)
      double.resolve(3, by: .agent(cleo), at: now + -60)
      let changed = try await walk.walk(.changed(since: now + -2 * hour), at: now)
      #expect(changed.records.isEmpty)
      let told = changed.notices.filter { $0.key.vendorID == "3" }
      #expect(
        told.map(\.event.line) == [
          "~11:59:00 team \(people) by unknown ", "~11:59:00 state solved by agent Cleo",
          "~11:00:00 assigned to \(cleo) by unknown ",
        ])
      let only = try await walk.walk(.only(["3"]), at: now)
      #expect(only.records.isEmpty && only.notices.count == 3)
      let ids = try await walk.walk(.identities(since: now + -2 * day), at: now)
      #expect(Set(ids.identities) == ["1", "2", "3"], "what is another group's is still there")
      double.move(3, toGroup: network, by: .agent(cleo), at: now + -30)
      let back = try await walk.walk(.changed(since: now + -2 * hour), at: now)
      #expect(back.records["3"]?.complete.contains("inferred:") == true, "activities tell the moves from here on")
    }
  }
}

@Suite struct `Freshservice's activities` {
  @Test func `are read within their budget, and inferred beyond it`() async throws {
    let double = double()
    for id in 1...10 {
      double.raise(id, at: now + -Int64(id) * day)
      double.assign(id, to: ben, by: .agent(ben), at: now + -Int64(id) * day + 60)
      double.resolve(id, by: .agent(cleo), at: now + -Int64(id) * day + 900)
    }
    try await serving(double, budget: 4) { walk, server in
      let haul = try await walk.walk(everything, at: now)
      #expect(server.log.count(path("/tickets/{id}/activities")) == 4)
      let closers = haul.records.values.compactMap { record in
        record.events.first { $0.happening == .state(.solved) }?.actor.name
      }
      #expect(closers.count { $0 == "Cleo" } == 4)
      #expect(closers.count { $0 == "Ben Hale" } == 6)
      #expect(haul.warnings.count == 1 && haul.warnings[0].contains("budget of 4 calls"))
    }
  }

  @Test func `that fail now and then are asked for again, and those that always fail cost no ticket`() async throws {
    let double = double()
    for id in 1...3 { double.tell(id, at: now + -Int64(id) * day) }
    try await serving(double) { walk, server in
      server.faults.fail(times: 2, to: path("/tickets/{id}/activities"), with: .status(500))
      let haul = try await walk.walk(everything, at: now)
      #expect(haul.warnings.isEmpty)
      #expect(haul.records.values.allSatisfy { $0.complete.contains("activity:") })
      server.faults.fail(times: 1_000, to: path("/tickets/{id}/activities"), with: .status(500))
      let failing = try await walk.walk(everything, at: now)
      #expect(failing.records.count == 3 && failing.setAside.isEmpty)
      #expect(failing.warnings.count == 1 && failing.warnings[0].contains("credited to the responders"))
      #expect(failing.records["1"]?.events.contains { $0.id.hasPrefix("inferred:resolved@") } == true)
    }
  }

  @Test func `that the key may not see are asked for a few times only`() async throws {
    let double = double { $0.forbidden = ["/tickets/{id}/activities"] }
    for id in 1...150 { double.tell(id, at: now + -Int64(id) * hour) }
    try await serving(double) { walk, server in
      let haul = try await walk.walk(everything, at: now)
      #expect(haul.records.count == 150)
      #expect(haul.warnings == ["the key may not read activities: closings are credited to the responders there"])
      #expect(server.log.count(path("/tickets/{id}/activities")) <= 100, "not on the second page")
    }
  }
}

@Suite struct `Freshservice's ratings` {
  @Test func `come with the tickets, and later without them`() async throws {
    let double = double()
    double.tell(1, at: now + -40 * day)
    double.tell(2, at: now + -3 * day)
    double.raise(3, at: now + -hour)
    double.rate(1, 2, at: now + -39 * day)
    try await serving(double) { walk, server in
      let first = try await walk.walk(everything, at: now)
      #expect(first.records["1"]?.lines.contains { $0.hasSuffix("rated 2 of 4 by customer Jo March") } == true)
      #expect(server.log.count(path("/tickets/{id}/csat_response")) == 2, "an open ticket has none")
      server.log.reset()
      double.rate(2, 4, "Good", at: now + -60)
      let later = try await walk.walk(.changed(since: now + -hour), at: now)
      #expect(later.notices.map(\.key.vendorID) == ["2"])
      #expect(later.notices[0].event.line == "11:59:00 rated 4 of 4 by customer ")
      #expect(later.notices[0].event.text == "Good")
      #expect(
        server.log.count(path("/tickets/{id}/csat_response")) == 1, "nobody asks after 30 days, nor while it is open")
    }
  }
}

@Suite struct `Freshservice's strictness` {
  @Test func `towards a wrong key is said at once`() async throws {
    try await serving(double(), key: "wrong") { walk, server in
      do {
        _ = try await walk.walk(everything, at: now)
        Issue.record("a wrong key was let in")
      } catch let error as VendorError {
        #expect(error.kind == .credentials)
      }
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.count == 1)
      #expect(checks[0].request?.contains("API key") == true)
      if case .failed(let why) = checks[0].outcome { #expect(why.contains("credentials")) }
    }
  }

  @Test func `towards a wrong address is no deletion`() async throws {
    let double = double { $0.answersWithPages = true }
    try await serving(double) { walk, _ in
      await #expect(throws: VendorError.self) { try await walk.walk(everything, at: now, passes: ["tickets"]) }
      await #expect(throws: VendorError.self) { try await walk.walk(.only(["1"]), at: now, passes: ["tickets"]) }
    }
  }

  @Test func `in missing rights costs what they are for, and is named`() async throws {
    let double = double {
      $0.forbidden = ["/agents", "/sla_policies", "/departments"]
      $0.withoutPlan = ["/tickets/{id}/time_entries", "/tickets/{id}/csat_response"]
    }
    double.tell(1, at: now + -day)
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(everything, at: now, passes: ["tickets", "spam", "deleted", "ratings"])
      #expect(haul.records["1"]?.lines.contains("12:10:00 public_reply by agent Agent \(ben)") == true)
      #expect(haul.warnings.count == 2)
      #expect(haul.warnings.contains { $0.contains("agents are missing") && $0.contains("access_denied") })
      let checks = await walk.desk.test(walk.calls)
      let troubled = checks.filter { $0.outcome != .passed }
      #expect(
        troubled.map(\.name) == [
          "Read time entries", "Read ratings", "Read clients", "Read agents", "Read SLA policies",
        ])
      #expect(troubled.allSatisfy { $0.request != nil && $0.scope != nil })
      if case .limited(let why) = troubled[0].outcome { #expect(why.contains("plan does not have it")) }
    }
  }

  @Test func `of a row that cannot be read costs this row`() async throws {
    let double = double()
    for id in 1...5 { double.tell(id, at: now + -Int64(id) * day) }
    double.spoil(3)
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(everything, at: now)
      #expect(Set(haul.records.keys) == ["1", "2", "4", "5"])
      #expect(haul.setAside == ["ticket 3: tickets[2].status: expected a whole number, found text"])
    }
  }

  @Test func `in limits is kept, and a limit that is hit is waited for`() async throws {
    let double = double { $0.limits = (400, 140, 160, 140) }
    for id in 1...150 { double.tell(id, at: now + -Int64(id) * hour) }
    try await serving(double) { walk, server in
      let clock = double.clock
      let mover = Task {
        while !Task.isCancelled {
          try await Task.sleep(for: .milliseconds(20))
          clock.advance(by: .seconds(20))
        }
      }
      let haul = try await walk.walk(everything, at: now, passes: ["tickets"])
      mover.cancel()
      #expect(haul.records.count == 150)
      #expect(walk.calls.budget.standing.limit != nil)
      #expect(server.log.refused <= 40)
    }
  }

  @Test func `in estimates counts by the query language`() async throws {
    let double = double()
    for id in 1...45 { double.tell(id, at: now + -Int64(id) * day) }
    try await serving(double, budget: 10) { walk, server in
      let estimate = try await walk.desk.estimate(since: now + -30 * day, walk.calls)
      #expect(estimate == SyncEstimate(conversations: 30, calls: 1 + 30 * 4 + 10, callsPerMinute: 1_000_000))
      #expect(server.log.count == 2)
    }
  }
}

@Suite struct `A walk through Freshdesk` {
  @Test func `reads bare lists, inferred histories and ratings of their own`() async throws {
    let double = double { $0.product = .freshdesk }
    double.tell(1, at: now + -day)
    double.raise(2, source: 10, at: now + -day)
    double.rate(1, 103, "Great", at: now + -hour)
    double.serve(company: 31, "North", domains: ["north.example"], at: now + -day)
    try await serving(double, product: .freshdesk) { walk, server in
      let haul = try await walk.walk(everything, at: now)
      #expect(haul.warnings.isEmpty && haul.setAside.isEmpty)
      #expect(
        haul.records["1"]?.lines == [
          "12:00:00 state open by customer Jo March", "12:00:00 public_reply by customer Jo March",
          "~12:10:00 assigned to \(ben) by unknown ", "12:10:00 public_reply by agent Ben Hale",
          "~12:15:00 state solved by agent Ben Hale",
        ])
      #expect(haul.records["2"]?.events[1].actor == .unnamedAgent)
      #expect(haul.notices.map(\.event.line) == ["11:00:00 rated 7 of 7 by customer "])
      #expect(
        haul.directory.contains(
          DirectoryEntry(.company, id: "31", name: "North", details: ["domains": ["north.example"]])))
      #expect(server.log.count(path("/tickets/{id}/activities")) == 0)
      #expect(server.log.calls.allSatisfy { $0.status == 200 })
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.allSatisfy { $0.outcome == .passed })
    }
  }

  @Test func `reads hundreds of ratings, the latest first`() async throws {
    let double = double { $0.product = .freshdesk }
    for id in 1...230 {
      double.raise(id, at: now + -Int64(id) * hour)
      double.rate(id, id % 2 == 0 ? 103 : -103, at: now + -Int64(id) * 60)
    }
    try await serving(double, product: .freshdesk) { walk, _ in
      let haul = try await walk.walk(everything, at: now, passes: ["ratings"])
      #expect(Set(haul.notices.map(\.key.vendorID)) == Set((1...230).map(String.init)))
      let recent = try await walk.walk(.changed(since: now + -600), at: now, passes: ["ratings"])
      #expect(recent.notices.count == 10)
    }
  }
}

@Suite struct `Freshservice's directory` {
  @Test func `has people, groups, clients with head and prime user, hours, policies and statuses`() async throws {
    let double = double()
    double.dismiss(cleo)
    double.employ(cleo, "Cleo", isActive: false)
    let head = FreshworksDouble.Person(id: 21_000_900_007, name: "Nia North", email: "nia@north.example")
    double.serve(company: 31, "North", domains: ["north.example"], head: head, prime: .jo, at: now + -day)
    double.serve(
      company: 32, "Old", head: FreshworksDouble.Person(id: 5, name: "O", email: "o@old.example"), at: now + -90 * day)
    double.add(status: 8, "Waiting on Vendor")
    try await serving(double) { walk, server in
      let haul = try await walk.walk(.changed(since: now + -2 * day), at: now)
      let entries = haul.directory
      #expect(entries.first { $0.id == "\(cleo)" }?.isActive == false)
      #expect(entries.first { $0.kind == .team && $0.name == "Network" }?.details["members"] == ["\(ben)"])
      #expect(
        entries.first { $0.kind == .company && $0.name == "North" }?.details == [
          "domains": ["north.example"], "head": ["21000900007"], "prime_user": ["21000900001"],
        ])
      #expect(entries.filter { $0.kind == .customer }.map(\.name).sorted() == ["Jo March", "Nia North"])
      #expect(server.log.count(path("/requesters/{id}")) == 2, "a client that did not change is not asked about")
      #expect(entries.first { $0.kind == .calendar }?.details["mon"] == ["08:00-17:00"])
      #expect(entries.first { $0.kind == .calendar }?.details["holidays"] == ["10-03 Unity Day"])
      #expect(entries.first { $0.kind == .slaPolicy }?.details["targets"] == ["urgent 3600 14400 business"])
      #expect(
        entries.first { $0.kind == .field && $0.id == "status" }?.details["choices"]?.last == "8 Waiting on Vendor")
      #expect(
        haul.warnings == [
          "statuses read by their labels: 8 “Waiting on Vendor” as on_hold; the setting `statuses` decides otherwise"
        ])
    }
  }
}
