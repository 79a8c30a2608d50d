import CivilTime
import SQLCore
import Support
import TestKit
import Testing

@testable import Warehouse

@Suite struct `Browsing conversations` {
  private static let records: [Record] = [
    .question("1", answer: "Hi"), .question("2", at: 300), .question("3", at: 100, answer: "Hi"),
    .question("4", at: 200, source: "shop", answer: "Hi"),
  ]

  private static func instant(_ offset: Int64) -> Instant { Instant(seconds: `The ledger`.now.seconds + offset) }

  @Test(arguments: Engine.available) func `sorts, narrows and counts alike`(on engine: Engine) async throws {
    try await withRecords(engine, `Browsing conversations`.records) { ledger async throws in
      func keys(_ browsing: ConversationBrowsing) async throws -> [String] {
        let found = try await ledger.conversations(browsing, limit: 10, offset: 0).map(\.key.text)
        #expect(try await ledger.count(browsing) == found.count)
        return found
      }
      let instant = `Browsing conversations`.instant
      #expect(try await keys(ConversationBrowsing()) == ["facebook:2", "shop:4", "facebook:3", "facebook:1"])
      #expect(try await keys(ConversationBrowsing(isAscending: true)).first == "facebook:1")
      #expect(try await keys(ConversationBrowsing(source: "shop")) == ["shop:4"])
      #expect(try await keys(ConversationBrowsing(order: .messages)).last == "facebook:2")
      #expect(try await keys(ConversationBrowsing(order: .key)).first == "shop:4")
      let span = ConversationBrowsing(createdFrom: instant(100), createdBefore: instant(300), order: .key)
      #expect(try await keys(span) == ["shop:4", "facebook:3"])
      #expect(try await keys(ConversationBrowsing(activeFrom: instant(260))) == ["facebook:2", "shop:4"])
    }
  }

  @Test(arguments: Engine.available) func `walks through all of them by key`(on engine: Engine) async throws {
    try await withRecords(engine, `Browsing conversations`.records) { ledger async throws in
      var (key, seen) = ("", [String]())
      while let last = try await ledger.conversations(ConversationBrowsing(), after: key, limit: 3).last {
        let part = try await ledger.conversations(ConversationBrowsing(), after: key, limit: 3)
        seen += part.map(\.key.text)
        key = last.key.text
      }
      #expect(seen == ["facebook:1", "facebook:2", "facebook:3", "shop:4"])
      let histories = try await ledger.histories(of: ["facebook:1", "nowhere:1"])
      #expect(histories.keys.sorted() == ["facebook:1"] && histories["facebook:1"]?.events.count == 2)
      let conversations = try await ledger.conversations(of: ["shop:4", "shop:4", "nowhere:1"])
      #expect(conversations.keys.sorted() == ["shop:4"])
    }
  }

  @Test(arguments: Engine.available) func `adds the syncs of a day together`(on engine: Engine) async throws {
    try await withRecords(engine, []) { ledger async throws in
      #expect(try await ledger.syncCount() == 0)
      let (day, now) = (LocalDay(number: 20_000), `The ledger`.now)
      try await ledger.store.write { db in
        try db.noteSync(of: "a", on: day, conversations: 3, at: now)
        try db.noteSync(of: "a", on: day, conversations: 4, at: now + 10)
        try db.noteSync(of: "b", on: day, conversations: 5, at: now + 5)
        try db.noteSync(of: "b", on: day + -1, conversations: 6, at: now + 7)
        try db.noteSync(of: "b", on: day + -9, conversations: 7, at: now + 8)
      }
      let days = try await ledger.syncDates(since: day + -6, limit: 10)
      #expect(
        days == [
          SyncDate(day: day, syncedAt: now + 10, syncs: 3, conversations: 12),
          SyncDate(day: day + -1, syncedAt: now + 7, syncs: 1, conversations: 6),
        ])
      #expect(try await ledger.syncCount() == 5)
    }
  }
}
