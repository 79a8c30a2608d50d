import CivilTime
import Helpdesks
import Metrics
import Support
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Sync

@Suite struct `A table's import` {
  private let mapping = OwnTable(
    name: "shop",
    columns: [
      .id: "Number", .createdAt: "Opened", .closedAt: "Closed", .assignee: "Agent", .firstReplyAfter: "Reply",
    ])

  private func read(_ text: String, into ledger: Ledger) async throws -> ImportReport {
    let rest = Mutex(Array(text.utf8)[...])
    let desk = TableDesk(source: "shop", zone: .utc, observedAt: Upload.now)
    return try await TableImport(into: ledger, under: Rules(), as: mapping, at: desk).run(
      label: "shop.csv", at: Upload.now, clock: { Upload.now },
      chunks: {
        rest.withLock { bytes in
          guard !bytes.isEmpty else { return nil }
          defer { bytes = bytes.dropFirst(31) }
          return Array(bytes.prefix(31))
        }
      })
  }

  private let header = "Number,Opened,Closed,Agent,Reply,Mood\n"
  private let first = "1,2025-08-12 10:00,,Ines,00:10:00,good\n2,2025-08-12 11:00,,,,bad\nx,soon,,,,\n"

  @Test(arguments: Engine.available) func `books rows, sets others aside, and changes nothing the second time`(
    on engine: Engine
  ) async throws {
    try await withLedger(engine) { ledger in
      let report = try await read(header + first, into: ledger)
      #expect(report.conversations == 2 && report.messages == 3 && report.outcome.added == 2)
      #expect(
        report.rejected == [
          RejectedRow(where: "line 4", why: "Opened is “soon”, which is no time; write it as 2026-03-14 09:05")
        ])
      #expect(report.warnings == ["columns passed over: Mood"])
      let before = try await ledger.contents()
      let again = try await read(header + first, into: ledger)
      #expect(again.changedNothing && again.outcome.unchanged == 2)
      #expect(try await ledger.contents() == before)
      #expect(try await ledger.directory(of: "shop").map(\.name) == ["Ines"])
    }
  }

  @Test(arguments: Engine.available) func `a later file is right about how things stand`(on engine: Engine) async throws
  {
    try await withLedger(engine) { ledger in
      _ = try await read(header + first, into: ledger)
      let report = try await read(
        header + "2,2025-08-12 11:00,2025-08-13 11:00,Jo,,good\n1,2025-08-12 10:00,,Ines,00:10:00,good\n", into: ledger)
      #expect(report.outcome.changed == 1 && report.outcome.unchanged == 1)
      let history = try #require(try await ledger.history(of: ConversationKey(source: "shop", vendorID: "2")))
      #expect(history.conversation.assigneeID == "Jo")
      #expect(history.events.contains { $0.happening == .state(.closed) })
    }
  }

  @Test(arguments: Engine.available) func `a broken file changes nothing, and stays in the history`(on engine: Engine)
    async throws
  {
    try await withLedger(engine) { ledger in
      let before = try await ledger.contents()
      await #expect(throws: TableMismatch(mapping: "shop", missing: ["Number"])) {
        try await read("Id,Opened\n1,2025-08-12 10:00\n", into: ledger)
      }
      await #expect(throws: (any Error).self) {
        try await read("[{\"Number\": 1, \"Opened\": \"2025-08-12 10:00\"},", into: ledger)
      }
      #expect(try await ledger.contents() == before)
      #expect(try await ledger.runs(limit: 5).map(\.state) == [.failed, .failed])
    }
  }

  /// METRICS M61: “mean on the native scale”, however long that is.
  @Test func `keeps the scale of its ratings`() async throws {
    let mapping = OwnTable(name: "scores", columns: [.id: "Number", .createdAt: "Opened", .rating: "Score"])
    try await withLedger(.sqlite) { ledger in
      let rows = "Number,Opened,Score\n1,2025-08-12 10:00,9/20\n2,2025-08-12 11:00,15/20\n3,2025-08-12 12:00,18/20\n"
      let chunks = Mutex<[UInt8]?>(Array(rows.utf8))
      _ = try await TableImport(
        into: ledger, under: Rules(), as: mapping, at: TableDesk(source: "shop", zone: .utc, observedAt: Upload.now)
      ).run(
        label: "scores.csv", at: Upload.now, clock: { Upload.now },
        chunks: {
          chunks.withLock { bytes in
            defer { bytes = nil }
            return bytes
          }
        })
      let analyst = Analyst(of: ledger, zones: { _ in .utc })
      try await analyst.follow()
      let day = try #require(LocalDay(iso8601: "2025-08-12"))
      let period = try #require(Period(from: day, to: day + 1))
      let mean = try await analyst.answer(MetricQuery(.meanScore, over: period, zone: "UTC"), asOf: Upload.now)
      #expect(mean.value == .score(14, n: 3))
      #expect(mean.groups.map(\.labels) == [["9/20"], ["15/20"], ["18/20"]])
      let good = try await analyst.answer(MetricQuery(.satisfaction, over: period, zone: "UTC"), asOf: Upload.now)
      #expect(good.value == .share(Share(numerator: 2, denominator: 3)))
    }
  }

  @Test func `a preview writes nothing, and says what would be booked`() throws {
    let rest = Mutex<[UInt8]?>(Array((header + first).utf8))
    let preview = try TablePreview(
      as: mapping, at: TableDesk(source: "shop", zone: .utc, observedAt: Upload.now),
      chunks: {
        rest.withLock { bytes in
          defer { bytes = nil }
          return bytes
        }
      })
    #expect(preview.report.conversations == 2 && preview.report.rejectedCount == 1)
    #expect(preview.records.map(\.conversation.key.text) == ["shop:1", "shop:2"])
    #expect(preview.ignored == ["Mood"])
    #expect(preview.recognised.map(\.use) == ["id", "created_at", "closed_at", "assignee", "first_reply_after"])
  }
}
