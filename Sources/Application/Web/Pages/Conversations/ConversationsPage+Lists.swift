import CivilTime
import HTTPServer
import Markup
import Metrics
import Runtime
import Support
import Warehouse

extension Tabs {
  private static let lists: [(title: String, metric: Metric)] = [
    ("Never replied", .neverReplied), ("Closed without reply", .closedWithoutReply), ("Reopened", .reopens),
    ("Promise broken", .breaches), ("Rated", .satisfaction),
  ]

  /// The lists that people look for, each the rows of a number of the last thirty days.
  ///
  /// - Parameter query: the question whose rows the page shows.
  init(listsFor query: MetricQuery?, isWaiting: Bool) {
    let known = Tabs.lists.map { list in
      Tab(
        title: list.title,
        href: Route.conversations.href([("metric", list.metric.id), ("period", NamedPeriod.last30Days.rawValue)]),
        isCurrent: query?.metric == list.metric)
    }
    self.init(
      label: "Lists",
      tabs: [
        Tab(title: "All", href: Route.conversations.path, isCurrent: query == nil && !isWaiting),
        Tab(title: "Waiting on us", href: Route.waiting, isCurrent: isWaiting),
      ] + known)
  }
}

extension LinkMenu {
  /// - Parameters:
  ///   - address: the page itself.
  ///   - csv: the same as a table.
  init(sharing address: String, csv: String?, api: String?) {
    self.init(
      title: "Share",
      links: [
        Link(title: "Copy the address", note: "it holds all that is chosen here", href: address, copies: true),
        Link(title: "Save this view", href: Route.views.href([("address", address)]) + "#keep"),
        csv.map { Link(title: "Table (CSV)", href: $0) },
        api.map { Link(title: "API (JSON)", note: "the same question for programs", href: $0) },
      ].compactMap { $0 })
  }
}

extension WebApplication {
  /// All rows behind a number as a table for spreadsheets.
  func receiptTable(_ query: MetricQuery, leftOut rule: Exclusion?) async throws -> HTTPResponse {
    let rows = try await installation.analyst.receipt(of: query.whole, leftOut: rule, asOf: installation.now)
    let ledger = installation.ledger
    var response = HTTPResponse(
      .ok, headers: ["Content-Type": "text/csv; charset=utf-8"],
      body: .stream { writer in
        try await writer.write(
          "\u{FEFF}" + CSVText.line(["conversation", "title", "at", "value", "person", "left out"]))
        for start in stride(from: 0, to: rows.count, by: 500) {
          let part = rows[start..<min(start + 500, rows.count)]
          let known = try await ledger.summaries(of: part.map(\.conversation))
          let titles = Dictionary(known.map { ($0.key.text, $0.title) }) { first, _ in first }
          try await writer.write(part.map { CSVText.line($0.cells(titles[$0.conversation] ?? "")) }.joined())
        }
      })
    let days = "\(query.period.from.iso8601)-to-\((query.period.to + -1).iso8601)"
    response.headers["Content-Disposition"] = "attachment; filename=\"\(query.metric.id)-rows-\(days).csv\""
    return response
  }
}

extension ReceiptRow {
  fileprivate func cells(_ title: String) -> [String] {
    [conversation, title, at.iso8601, value.map { String($0) } ?? "", person ?? "", leftOut?.id ?? ""]
  }
}
