import CivilTime
import DemoCompany
import Foundation
import Metrics
import Support
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Sync

/// The demo company keeps its own books while it makes its messages; the product must come to the same figures.
@Suite struct `The demo company` {
  static let berlin: Zone = {
    let file = URL(filePath: "/usr/share/zoneinfo/Europe/Berlin")
    let bytes = (try? [UInt8](Data(contentsOf: file))) ?? []
    return (try? ZoneFile.zone(named: "Europe/Berlin", from: bytes)) ?? .utc
  }()

  @Test(arguments: Engine.available) func `is counted as it counted itself`(on engine: Engine) async throws {
    let berlin = `The demo company`.berlin
    let end = try #require(Timestamp("2025-12-01T09:00:00+01:00")).instant
    let company = HaldenSoftware(seed: 11, zone: berlin, endingAt: end, days: 70, conversationsPerDay: 12)
    let chunks = Mutex<[[UInt8]]>([])
    let known = company.writeGroupedChats { chunk in chunks.withLock { $0.append(chunk) } }
    try await withLedger(engine) { ledger in
      let rules = Rules(bots: [HaldenSoftware.bot])
      let report = try await MessengerImport(into: ledger, under: rules, source: "facebook").run(
        label: "demo", at: end, clock: { end }, chunks: { chunks.withLock { $0.isEmpty ? nil : $0.removeFirst() } })
      #expect(report.conversations == known.conversations && report.autoReplies == known.autoReplies)
      #expect(report.messages == known.messages - known.autoReplies)
      #expect(report.rejectedCount == 0)

      let analyst = Analyst(of: ledger, zones: { _ in berlin })
      try await analyst.follow()
      for (month, created) in known.createdPerMonth {
        let period = try #require(Period(from: month, to: month.firstOfMonth(adding: 1)))
        func ask(_ metric: Metric, by: [Metrics.Dimension] = []) async throws -> Answer {
          try await analyst.answer(MetricQuery(metric, over: period, zone: "Europe/Berlin", by: by), asOf: end)
        }
        let conversations = try await ask(.conversationsCreated)
        #expect(conversations.value == .count(created))
        let replies = try await ask(.humanReplies, by: [.person])
        // The company keeps nameless work under no name; the product gives it one.
        let counted = replies.groups.map { ($0.labels[0] == "Unnamed agent" ? "" : $0.labels[0], $0.sample) }
        #expect(Dictionary(uniqueKeysWithValues: counted) == known.repliesPerMonth[month] ?? [:])
        let receipt = try await analyst.receipt(
          of: MetricQuery(.firstResponse, over: period, zone: "Europe/Berlin"), asOf: end)
        #expect(receipt.compactMap(\.value).sorted() == (known.firstResponseSeconds[month] ?? []).sorted())
      }
    }
  }
}
