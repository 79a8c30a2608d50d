import CivilTime
import DemoCompany
import Helpdesks
import Support
import Synchronization
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Sync

@Suite struct `Every vendor` {
  @Test(arguments: ConformingVendor.all(for: .books)) func `is counted as the company's own books say`(
    _ vendor: ConformingVendor
  ) async throws {
    for engine in Engine.available {
      try await Stand.of(vendor, on: engine) { stand async throws in
        let report = try await stand.sync()
        #expect(report.state == .done, "\(report.problem ?? "")")
        #expect(report.rejected == 0 && report.warnings.isEmpty, "\(report.warnings)")
        let (figures, books) = (try await stand.figures(), stand.books)
        #expect(figures.createdPerDay == books.createdPerDay)
        #expect(figures.replies == books.replies)
        if vendor.namesPeople { #expect(figures.firstResponses == books.firstResponses) }
        #expect(stand.story.books.conversations > 40)
      }
    }
  }

  @Test(arguments: ConformingVendor.all(for: .nothingNew)) func `says nothing new when nothing is`(
    _ vendor: ConformingVendor
  ) async throws {
    try await Stand.of(vendor) { stand async throws in
      try await stand.sync()
      // What was booked as the run came upon it may be told once more by the next one's overlap.
      try await stand.sync()
      let (text, change) = (try await stand.text, try await stand.change)
      for scope in [SyncPlan.Scope.incremental, .full, .incremental] {
        let report = try await stand.sync(scope)
        #expect(report.state == .done && report.stored == 0, "\(scope): \(report.stored)")
        #expect(try await stand.change == change, "\(scope)")
        try await stand.expect(text, "\(scope)")
      }
    }
  }

  /// The next sync begins where the last one began, less the overlap, and brings what happened since.
  @Test(arguments: ConformingVendor.all(for: .goesOn)) func `is followed while its story goes on`(
    _ vendor: ConformingVendor
  ) async throws {
    let story = vendor.story()
    let third = (story.period.upperBound - story.period.lowerBound) / 3
    try await Stand.of(vendor, story, until: story.period.lowerBound + third) { stand async throws in
      try await stand.sync()
      let early = try await stand.figures()
      let today = Zone.utc.day(of: stand.now).iso8601
      #expect(early.createdPerDay.keys.allSatisfy { $0 <= today }, "it tells what has not happened yet")
      #expect(early.replies.values.reduce(0, +) * 2 < stand.books.replies.values.reduce(0, +))
      for step in [third, third / 2, third - third / 2 + 1] {
        stand.clock.advance(by: .seconds(step))
        let report = try await stand.sync()
        #expect(report.state == .done, "\(report.problem ?? "")")
      }
      let (figures, books) = (try await stand.figures(), stand.books)
      #expect(figures.createdPerDay == books.createdPerDay)
      #expect(figures.replies == books.replies)
      if vendor.namesPeople { #expect(figures.firstResponses == books.firstResponses) }
      #expect(early != figures)
    }
  }

  @Test(arguments: ConformingVendor.all(for: .deletion)) func `is heard when something is gone, spam, merged or back`(
    _ vendor: ConformingVendor
  ) async throws {
    try await Stand.of(vendor) { stand async throws in
      try await stand.sync()
      let ids = try await stand.counted
      let deeds = stand.setup.deeds
      stand.clock.advance(by: .seconds(3_600))
      deeds.delete(ids[0], stand.now)
      deeds.spam?(ids[1], stand.now)
      deeds.merge?(ids[2], ids[3], stand.now)
      deeds.reply(ids[4], stand.now)
      let before = try await messages(ids[4], stand)
      stand.clock.advance(by: .seconds(60))
      #expect(try await stand.sync().state == .done)
      #expect(try await stand.standing(of: ids[0]) == .deleted)
      if deeds.spam != nil { #expect(try await stand.standing(of: ids[1]) == .spam) }
      if deeds.merge != nil { #expect(try await stand.standing(of: ids[2]) == .merged) }
      #expect(try await messages(ids[4], stand) == before + 1)
      guard let restore = deeds.restore else { return }
      stand.clock.advance(by: .seconds(3_600))
      restore(ids[0], stand.now)
      stand.clock.advance(by: .seconds(60))
      #expect(try await stand.sync().state == .done)
      #expect(try await stand.standing(of: ids[0]) == .counted)
    }
  }

  /// Lists in the order of changes move while they are read; so do numbered pages.
  @Test(arguments: ConformingVendor.all(for: .movingLists)) func `loses nothing while its lists move`(
    _ vendor: ConformingVendor
  ) async throws {
    try await Stand.of(vendor) { stand async throws in
      try await stand.sync()
      let ids = try await stand.counted
      let counts = try await stand.figures()
      // Read anew from the beginning, while answers are written between any two calls.
      let written = Mutex<[String]>([])
      let (deeds, clock) = (stand.setup.deeds, stand.clock)
      stand.server.watch { _ in
        // Not for ever: a list that moves faster than it is read has no end.
        guard written.withLock({ $0.count < 24 }) else { return }
        clock.advance(by: .seconds(1))
        let id = written.withLock { written in
          written.append(ids[written.count % min(ids.count, 12)])
          return written[written.count - 1]
        }
        deeds.reply(id, clock.now)
      }
      let moving = try await stand.sync(.full)
      #expect(moving.state == .done, "\(moving.problem ?? "")")
      stand.server.watch { _ in }
      stand.clock.advance(by: .seconds(60))
      #expect(try await stand.sync().state == .done)
      let later = try await stand.figures()
      #expect(later.createdPerDay == counts.createdPerDay)
      let total = { (figures: Stand.Figures) in figures.replies.values.reduce(0, +) }
      #expect(total(later) == total(counts) + written.withLock { $0.count })
      #expect(written.withLock { $0.count } >= 3)
    }
  }

  @Test(arguments: ConformingVendor.all(for: .newToken)) func `goes on with a new token`(
    _ vendor: ConformingVendor
  ) async throws {
    try await Stand.of(vendor) { stand async throws in
      let calls = Mutex(0)
      let deeds = stand.setup.deeds
      // Not so often that a call meets two tokens' ends: a second refusal in a row is no matter of age.
      stand.server.watch { _ in
        let number = calls.withLock {
          $0 += 1
          return $0
        }
        if [12, 90].contains(number) { deeds.revokeTokens?() }
      }
      let report = try await stand.sync()
      #expect(report.state == .done, "\(report.problem ?? "")")
      #expect(stand.server.log.count(status: 401) > 0)
      #expect(try await stand.figures().createdPerDay == stand.books.createdPerDay)
    }
  }

  /// Where no new token can be had by itself, nobody is asked twice, and the next sync goes on where this one was.
  @Test(arguments: ConformingVendor.all(for: .sameToken)) func `goes on once its token is taken again`(
    _ vendor: ConformingVendor
  ) async throws {
    try await Stand.of(vendor, vendor.story(days: 7)) { stand async throws in
      try await stand.sync()
      let whole = try await stand.text
      let calls = stand.server.log.count
      try await stand.beside { stand async throws in
        // Once only: whoever asks again with the same token is let in.
        stand.server.faults.fail(nth: min(9, calls / 2 + 1), with: .status(401))
        let first = try await stand.sync()
        #expect(first.state == (stand.setup.deeds.revokeTokens == nil ? .failed : .done), "\(first.problem ?? "")")
        #expect(try await stand.sync().state == .done)
        try await stand.expect(whole)
      }
    }
  }

  private func messages(_ id: String, _ stand: Stand) async throws -> Int {
    let key = ConversationKey(source: stand.helpdesk.source, vendorID: id)
    let events = try await stand.ledger.history(of: key)?.events ?? []
    return events.count { $0.happening == .message(.publicReply) }
  }
}
