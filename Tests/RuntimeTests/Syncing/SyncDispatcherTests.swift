import CivilTime
import Fetching
import HelpdeskKit
import Helpdesks
import SQLCore
import Support
import Sync
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Runtime

@Suite struct `Syncs of a server` {
  static let morning = "2025-08-12T09:00:00Z"

  private func chats(_ count: Int) -> [ScriptedHelpdesk.Chat] {
    (0..<count).map { ScriptedHelpdesk.Chat("\($0)", at: Instant(seconds: 1_754_900_000 + Int64($0) * 60)) }
  }

  private func ended(_ dispatcher: SyncDispatcher, _ run: Int64) async throws -> Run {
    try await eventually { try await dispatcher.installation.run(run)?.state != .running }
    // The history knows of the end shortly before the dispatcher does.
    try await eventually { dispatcher.state.withLock { $0.syncs.isEmpty } }
    return try #require(try await dispatcher.installation.run(run))
  }

  @Test func `begin at once and are in the history when whoever asked hears of them`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.conversations = self.chats(25)
      $0.isHeld = true
    }
    try await withInstallation([desk], ManualClock(Self.morning)) { installation async throws in
      let dispatcher = SyncDispatcher(installation)
      let run = try await dispatcher.begin("desk", .full, label: "by hand")
      let begun = try #require(try await installation.run(run))
      #expect(begun.state == .running)
      #expect(begun.mode == "full")
      #expect(begun.label == "by hand")
      #expect(try await dispatcher.inWork().map(\.run) == [run])
      desk.change { $0.isHeld = false }
      let done = try await ended(dispatcher, run)
      #expect(done.state == .done)
      #expect(done.fetched == 25)
      #expect(try await dispatcher.inWork() == [])
      #expect(await installation.analyst.size.conversations == 25)
    }
  }

  @Test func `run one at a time for each source`() async throws {
    let desk = ScriptedHelpdesk("desk")
    let other = ScriptedHelpdesk("other")
    desk.change { $0.isHeld = true }
    try await withInstallation([desk, other], ManualClock(Self.morning)) { installation async throws in
      let dispatcher = SyncDispatcher(installation)
      let run = try await dispatcher.begin("desk", .incremental, label: "")
      await #expect(throws: SyncRefusal.busy("desk", since: installation.now)) {
        _ = try await dispatcher.begin("desk", .incremental, force: true, label: "")
      }
      let second = try await dispatcher.begin("other", .incremental, label: "")
      try await eventually { try await installation.run(second)?.state == .done }
      #expect(try await installation.run(run)?.state == .running)
      desk.change { $0.isHeld = false }
      #expect(try await ended(dispatcher, run).state == .done)
    }
  }

  @Test func `are refused while another process is at the source`() async throws {
    let clock = ManualClock(Self.morning)
    try await withInstallation([ScriptedHelpdesk("desk")], clock) { installation async throws in
      try await installation.ledger.store.write { db in
        _ = try db.takeLease(on: "desk", for: "elsewhere/1/x", at: clock.now) { _ in false }
      }
      let dispatcher = SyncDispatcher(installation)
      await #expect(throws: SyncRefusal.busy("desk", since: nil)) {
        _ = try await dispatcher.begin("desk", .incremental, label: "")
      }
      #expect(try await dispatcher.startDue() == [])
      #expect(try await installation.ledger.runs(limit: 10) == [])
    }
  }

  @Test func `wait for the minimum interval unless they are forced`() async throws {
    let clock = ManualClock(Self.morning)
    try await withInstallation([ScriptedHelpdesk("desk")], clock) { installation async throws in
      let dispatcher = SyncDispatcher(installation)
      _ = try await ended(dispatcher, dispatcher.begin("desk", .incremental, label: ""))
      clock.advance(by: 37 * 60)
      await #expect(throws: SyncRefusal.early("desk", secondsLeft: 23 * 60)) {
        _ = try await dispatcher.begin("desk", .incremental, label: "")
      }
      let forced = try await dispatcher.begin("desk", .incremental, force: true, label: "")
      #expect(try await ended(dispatcher, forced).state == .done)
      clock.advance(by: 3_600)
      #expect(try await ended(dispatcher, dispatcher.begin("desk", .incremental, label: "")).state == .done)
    }
  }

  @Test func `need a source with an API`() async throws {
    try await withInstallation([ScriptedHelpdesk("desk")], ManualClock(Self.morning)) { installation async throws in
      let dispatcher = SyncDispatcher(installation)
      await #expect(throws: SyncRefusal.notSyncable("facebook")) {
        _ = try await dispatcher.begin("facebook", .full, label: "")
      }
      await #expect(throws: SyncRefusal.unknownSource("nobody")) {
        _ = try await dispatcher.begin("nobody", .full, label: "")
      }
    }
  }

  @Test func `show those who watch how far they are`() async throws {
    let desk = ScriptedHelpdesk("desk", pageSize: 5)
    desk.change {
      $0.conversations = self.chats(50)
      $0.isHeld = true
    }
    try await withInstallation([desk], ManualClock(Self.morning)) { installation async throws in
      let dispatcher = SyncDispatcher(installation)
      let run = try await dispatcher.begin("desk", .full, label: "")
      try await eventually { try await dispatcher.inWork().first?.progress.pass == "tickets" }
      desk.change { $0.isHeld = false }
      #expect(try await ended(dispatcher, run).fetched == 50)
    }
  }

  @Test func `of other processes are seen through the history`() async throws {
    let clock = ManualClock(Self.morning)
    try await withInstallation([ScriptedHelpdesk("desk")], clock) { installation async throws in
      try await installation.ledger.store.write { db in
        _ = try db.takeLease(on: "desk", for: "elsewhere/1/x", at: clock.now) { _ in false }
        var run = Run(
          id: 7, source: "desk", mode: "full", state: .running, label: "command line", startedAt: clock.now,
          endedAt: clock.now + 30, fetched: 600, stored: 590, rejected: 1, message: "")
        run.calls.total = 1_800
        try db.save(run, settingAside: [])
      }
      let dispatcher = SyncDispatcher(installation)
      let seen = try #require(try await dispatcher.inWork().first)
      #expect(seen.run == 7)
      #expect(!seen.isHere)
      #expect(seen.progress.fetched == 600)
      #expect(seen.secondsLeft == 60)
      #expect(try await installation.run(7)?.state == .running)
      clock.advance(by: Lease.duration + 1)
      #expect(try await installation.run(7)?.state == .interrupted)
    }
  }

  @Test func `that are stopped end as stopped, and the next goes on`() async throws {
    let desk = ScriptedHelpdesk("desk", pageSize: 5)
    desk.change {
      $0.conversations = self.chats(50)
      $0.isHeld = true
    }
    try await withInstallation([desk], ManualClock(Self.morning)) { installation async throws in
      let dispatcher = SyncDispatcher(installation)
      let run = try await dispatcher.begin("desk", .full, label: "")
      await dispatcher.stop()
      let stopped = try #require(try await installation.run(run))
      #expect(stopped.state == .stopped)
      #expect(stopped.message.contains("the next sync goes on"))
      await #expect(throws: SyncRefusal.stopping) { _ = try await dispatcher.begin("desk", .full, label: "") }
      desk.change { $0.isHeld = false }
      let next = SyncDispatcher(installation)
      #expect(try await ended(next, next.begin("desk", .full, label: "")).state == .done)
    }
  }
}

@Suite struct `The timetable at work` {
  private func settle(_ dispatcher: SyncDispatcher) async throws {
    try await eventually { dispatcher.state.withLock { $0.syncs.isEmpty } }
  }

  @Test func `syncs what is due, and again only after the interval, also after a restart`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let clock = ManualClock("2025-08-12T09:00:00Z")
    let desk = ScriptedHelpdesk("desk")
    let times: [(String, Bool)] = [
      ("09:00", true), ("09:01", false), ("12:59", false), ("13:00", true), ("13:01", false),
    ]
    for (time, isDue) in times {
      clock.set(to: "2025-08-12T\(time):00Z")
      // A new process each time, over the same ledger.
      try await withInstallation([desk], clock, file: folder.file("ledger.db")) { installation async throws in
        let dispatcher = SyncDispatcher(installation)
        #expect(try await dispatcher.startDue() == (isDue ? ["desk"] : []), "\(time)")
        try await settle(dispatcher)
        #expect(try await dispatcher.startDue() == [], "\(time)")
      }
    }
    #expect(desk.reached.count == 2, "two walks, of which the first has read recent days already")
  }

  @Test func `catches up once after days without anybody`() async throws {
    let clock = ManualClock("2025-08-12T09:00:00Z")
    try await withInstallation(
      [ScriptedHelpdesk("desk")], clock, settings: deskSettings(", schedule: \"15 6-20 * * mon-fri\"")
    ) { installation async throws in
      let dispatcher = SyncDispatcher(installation)
      #expect(try await dispatcher.startDue() == [], "the line has not come true yet")
      // 15 past in Berlin.
      clock.set(to: "2025-08-12T09:15:00Z")
      #expect(try await dispatcher.nextSync(of: "desk") == clock.now + 3_600)
      let run = try await dispatcher.begin("desk", .incremental, label: "")
      try await eventually { try await installation.run(run)?.state == .done }
      try await settle(dispatcher)
      clock.set(to: "2025-08-15T10:00:00Z")
      #expect(try await dispatcher.startDue() == ["desk"])
      try await settle(dispatcher)
      #expect(try await dispatcher.startDue() == [])
      #expect(try await dispatcher.nextSync(of: "desk")?.iso8601 == "2025-08-15T10:15:00Z")
      clock.set(to: "2025-08-15T18:15:00Z")
      #expect(try await dispatcher.startDue() == ["desk"])
      try await settle(dispatcher)
      // Friday evening: the next is on Monday.
      #expect(try await dispatcher.nextSync(of: "desk")?.iso8601 == "2025-08-18T04:15:00Z")
    }
  }

  @Test func `tries what failed again, later each time`() async throws {
    let clock = ManualClock("2025-08-12T09:00:00Z")
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.failure = VendorError(.unreachable, "list the tickets", cause: "nobody answers") }
    try await withInstallation([desk], clock) { installation async throws in
      let dispatcher = SyncDispatcher(installation)
      var pauses: [Int64] = []
      for _ in 0..<4 {
        #expect(try await dispatcher.startDue() == ["desk"])
        try await settle(dispatcher)
        let next = try #require(try await dispatcher.nextSync(of: "desk"))
        pauses.append(next - clock.now)
        clock.advance(by: next - clock.now)
      }
      #expect(pauses == [300, 600, 1_200, 2_400])
      desk.change { $0.failure = nil }
      #expect(try await dispatcher.startDue() == ["desk"])
      try await settle(dispatcher)
      #expect(try await dispatcher.nextSync(of: "desk") == clock.now + 4 * 3_600)
    }
  }

  @Test func `takes a run whose process died for a failure`() async throws {
    let clock = ManualClock("2025-08-12T09:00:00Z")
    try await withInstallation([ScriptedHelpdesk("desk")], clock) { installation async throws in
      try await installation.ledger.store.write { db in
        _ = try db.takeLease(on: "desk", for: "elsewhere/1/x", at: clock.now) { _ in false }
        try db.save(
          Run(
            id: 7, source: "desk", mode: "incremental", state: .running, label: "", startedAt: clock.now,
            endedAt: clock.now, fetched: 0, stored: 0, rejected: 0, message: ""), settingAside: [])
      }
      let dispatcher = SyncDispatcher(installation)
      #expect(try await dispatcher.nextSync(of: "desk") == nil, "somebody is at it")
      let again = clock.now + 300
      clock.advance(by: Lease.duration + 1)
      #expect(try await dispatcher.nextSync(of: "desk") == again)
    }
  }

  @Test func `leaves a source that somebody stopped alone until its next regular time`() async throws {
    let clock = ManualClock("2025-08-12T09:00:00Z")
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.isHeld = true }
    try await withInstallation([desk], clock) { installation async throws in
      let dispatcher = SyncDispatcher(installation)
      #expect(try await dispatcher.startDue() == ["desk"])
      let stops = [await dispatcher.stop("desk"), await dispatcher.stop("desk")]
      #expect(stops == [true, false])
      #expect(try await dispatcher.startDue() == [])
      #expect(try await dispatcher.nextSync(of: "desk") == clock.now + 4 * 3_600)
    }
  }

  @Test func `keeps a minimum interval that somebody set, and not the usual one`() async throws {
    let clock = ManualClock("2025-08-12T09:00:00Z")
    for (sync, next) in [("interval: 30m", 1_800), ("interval: 30m, minimum_interval: 2h", 7_200)] {
      try await withInstallation([ScriptedHelpdesk("desk")], clock, settings: deskSettings(sync: sync)) {
        installation async throws in
        let dispatcher = SyncDispatcher(installation)
        #expect(try await dispatcher.startDue() == ["desk"])
        try await settle(dispatcher)
        #expect(try await dispatcher.nextSync(of: "desk") == clock.now + Int64(next))
      }
    }
  }
}

@Suite struct `Conversations that webhooks told of` {
  /// Time that passes when a test lets it.
  private final class Pauses: Sendable {
    private let state = Mutex<(begun: [Duration], isOver: Bool)>(([], false))
    /// How long all pauses were to be, so far.
    var begun: [Duration] { state.withLock { $0.begun } }

    func end() { state.withLock { $0.isOver = true } }

    @Sendable func pause(_ duration: Duration) async {
      state.withLock { $0.begun.append(duration) }
      while !state.withLock({ $0.isOver }) { try? await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test func `are gathered, and fetched once`() async throws {
    let desk = ScriptedHelpdesk("desk")
    try await withInstallation([desk], ManualClock("2025-08-12T09:00:00Z")) { installation async throws in
      let pauses = Pauses()
      let dispatcher = SyncDispatcher(installation, gathering: .seconds(3), pause: pauses.pause)
      for ids in [["1"], ["2", "1"], ["3"]] { dispatcher.fetch(ids, of: "desk") }
      try await eventually { pauses.begun == [.seconds(3)] }
      #expect(desk.reached == [])
      pauses.end()
      try await eventually { try await installation.ledger.runs(limit: 9).first?.state == .done }
      #expect(desk.reached == [.only(["1", "2", "3"])])
      #expect(try await installation.ledger.runs(limit: 9).map(\.mode) == ["webhook"])
    }
  }

  @Test func `wait for the sync that is under way`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.isHeld = true }
    try await withInstallation([desk], ManualClock("2025-08-12T09:00:00Z")) { installation async throws in
      let pauses = Pauses()
      let dispatcher = SyncDispatcher(
        installation, gathering: .zero, whileBusy: .seconds(2),
        pause: { $0 == .zero ? () : await pauses.pause($0) })
      let run = try await dispatcher.begin("desk", .incremental, label: "")
      dispatcher.fetch(["8"], of: "desk")
      // Refused, as somebody is at it.
      try await eventually { pauses.begun == [.seconds(2)] }
      dispatcher.fetch(["9"], of: "desk")
      desk.change { $0.isHeld = false }
      try await eventually { try await installation.run(run)?.state == .done }
      pauses.end()
      try await eventually { desk.reached.last == .only(["9"]) }
      #expect(desk.reached.suffix(2) == [.only(["8"]), .only(["9"])])
      try await eventually { dispatcher.state.withLock { $0.syncs.isEmpty && $0.told.isEmpty } }
    }
  }
}
