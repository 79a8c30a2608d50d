import CivilTime
import DemoCompany
import Markup
import Metrics
import Runtime
import Sync
import Warehouse

/// Watches the first syncs of the demo, and holds what came of them against the company's own books.
struct DemoCheck {
  let installation: Installation
  let vendors: [DemoVendors.Vendor]
  let console: Console

  /// Returns when each source has been synced once.
  func watch() async throws {
    let lines = SyncLines(on: console)
    var waiting = vendors
    while !waiting.isEmpty {
      var left: [DemoVendors.Vendor] = []
      for vendor in waiting {
        guard let run = try await installation.ledger.runs(of: vendor.source, limit: 1).first, run.state != .running
        else {
          left.append(vendor)
          continue
        }
        lines.end()
        try await say(run, vendor)
      }
      for vendor in left {
        if let run = try await installation.ledger.runs(of: vendor.source, limit: 1).first {
          lines.show(SyncProgress(run))
        }
      }
      waiting = left
      if !waiting.isEmpty { try await Task.sleep(for: .milliseconds(250)) }
    }
    lines.end()
  }

  private func say(_ run: Run, _ vendor: DemoVendors.Vendor) async throws {
    guard run.state == .done else {
      return console.talk.say("\(vendor.source): \(run.state.rawValue): \(run.message)")
    }
    try await installation.analyst.follow()
    let conversations = try await count(.conversationsCreated, of: vendor)
    let replies = try await count(.humanReplies, of: vendor)
    let books = vendor.story.books
    let agrees = conversations == books.conversations && replies == books.replies
    let figures =
      "\(vendor.source): \(Figures.count(conversations, "conversation", "conversations")), "
      + Figures.count(replies, "human reply", "human replies")
    console.talk.say(
      agrees
        ? "\(figures), as the company's own books say."
        : "\(figures), but the company's own books say \(books.conversations) and \(books.replies).")
  }

  private func count(_ metric: Metric, of vendor: DemoVendors.Vendor) async throws -> Int {
    let zone = vendor.story.zone
    let days = (zone.day(of: vendor.story.period.lowerBound), zone.day(of: vendor.story.period.upperBound) + 1)
    guard let period = Period(from: days.0, to: days.1) else { return 0 }
    let query = MetricQuery(
      metric, over: period, zone: zone.name, filters: [Filter(.source, [vendor.source])])
    guard case .count(let count) = try await installation.analyst.answer(query, asOf: installation.now).value else {
      return 0
    }
    return count
  }
}
