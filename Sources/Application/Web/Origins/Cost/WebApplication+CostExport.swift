import CivilTime
import HTTPServer
import JSONReader
import Metrics
import Runtime
import Warehouse

extension WebApplication {
  /// Whether the last month can be exported: it has replies, and every source was read after it was over.
  func costReady(_ request: HTTPRequest) async throws -> HTTPResponse {
    let month = try costMonth(request.query)
    let isReady = try await isRead(to: installation.zone.start(of: month.to))
    let hasReplies = try await costTable(month).hasReplies
    return .object { $0.member("json_files_exist", isReady && hasReplies) }
  }

  /// Replies by product and person in a calendar month, the last one unless the address names another.
  func costExport(_ request: HTTPRequest) async throws -> HTTPResponse {
    let month = try costMonth(request.query)
    let table = try await costTable(month)
    let name =
      DayWords(installation.zone, now: installation.now).monthAndYear(month.from)
      .split(separator: " ").first.map { $0.lowercased() } ?? ""
    return .table(table.text, named: "cost_allocation_for_\(name).csv")
  }

  private func costTable(_ month: Period) async throws -> CostTable {
    let query = MetricQuery(.humanReplies, over: month, zone: installation.zone.name, by: [.product, .person])
    return CostTable(
      try await installation.analyst.answer(query, asOf: installation.now),
      products: installation.settings.products.map(\.name), people: installation.settings.people.map(\.name))
  }

  private func isRead(to end: Instant) async throws -> Bool {
    for source in try await closureSources(nil) {
      guard let done = try await installation.ledger.latestRuns(of: source).done, done.startedAt >= end else {
        return false
      }
    }
    return true
  }

  private func costMonth(_ asked: HTTPQuery) throws(WebError) -> Period {
    let last = NamedPeriod.lastMonth.period(today: installation.today)
    guard let text = asked.first("month") else { return last }
    guard text.utf8.count == 7, let first = LocalDay(iso8601: text + "-01"),
      let month = Period(from: first, to: first.firstOfMonth(adding: 1))
    else { throw .badRequest("month must be a month such as 2026-10") }
    return month
  }
}
