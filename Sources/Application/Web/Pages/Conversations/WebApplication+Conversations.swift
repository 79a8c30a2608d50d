import CivilTime
import HTTPServer
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// A plain list; or, opened from a figure, that figure's receipt.
  func conversations(_ request: HTTPRequest) async throws -> HTTPResponse {
    if let chosen = chosenDays(request, at: .conversations) { return chosen }
    let page = PagePart(number: try request.query.number("page", 1...1_000_000) ?? 1)
    if let query = try askedReceipt(request.query) {
      try checkPeople(in: query)
      let rule = try request.query.first("left_out").map(exclusion)
      if request.query.given("format") != nil {
        try request.query.checkFormat()
        return try await receiptTable(query, leftOut: rule)
      }
      return .page(try await receiptPage(query, leftOut: rule, page))
    }
    return .page(try await listPage(ListFilter(request.query), page))
  }

  /// The question by its receipt, or written out as its own pairs.
  private func askedReceipt(_ asked: HTTPQuery) throws -> MetricQuery? {
    if let id = asked.first("receipt") {
      do { return Asker.current.narrowed(try ReceiptID(id).query()) } catch {
        throw WebError.notFound("there is no such receipt: \(error.why)")
      }
    }
    guard let id = asked.first("metric") else { return nil }
    guard let metric = Metric(rawValue: id) else {
      throw WebError.badRequest("metric: there is no “\(shown(id))”; there are \(Metric.listed)")
    }
    return try Asker.current.allowed(try query(metric, asked))
  }

  private func listPage(_ filter: ListFilter, _ part: PagePart) async throws -> ConversationsPage {
    let (rows, total) = try await listed(filter, limit: PagePart.size, offset: part.offset)
    let sources = try await sourceStates()
    var page = ConversationsPage(
      frame("Conversations", at: .conversations, sources), filter, rows, total: total, part,
      sources: sources.map(\.source.id), words)
    // Nothing can be chosen from nothing.
    if page.filters == nil { return page }
    page.lists = Tabs(listsFor: nil, isWaiting: filter.isWaiting)
    page.share = LinkMenu(sharing: filter.href(), csv: nil, api: Route.conversationList.href(filter.pairs))
    return page
  }

  private func receiptPage(_ query: MetricQuery, leftOut rule: Exclusion?, _ part: PagePart) async throws
    -> ConversationsPage
  {
    let analyst = installation.analyst
    let now = installation.now
    let answer = try await analyst.answer(query.whole, asOf: now)
    let found = try await analyst.receiptPart(
      of: query.whole, leftOut: rule, asOf: now, offset: part.offset, limit: PagePart.size)
    let known = try await installation.ledger.summaries(of: found.rows.map(\.conversation))
    let receipt = OpenedReceipt(
      answer: answer, rule: rule, part: found,
      conversations: Dictionary(known.map { ($0.key.text, $0) }) { first, _ in first })
    var page = ConversationsPage(
      frame("Conversations", at: .conversations, try await sourceStates()), receipt, part, words)
    let kept = query.whole.pairs.filter { !["from", "to", "until"].contains($0.name) }.map { pair in
      (name: pair.name, value: Optional(pair.value))
    }
    page.period = PeriodPicker(
      ChosenPeriod(query.period, named: nil), DayWords(try installation.zones.zone(named: query.zone), now: now),
      weekStart: weekStart, offering: NamedPeriod.ofFigures, at: .conversations,
      keeping: kept + [("left_out", rule?.id)])
    page.lists = Tabs(listsFor: rule == nil ? query : nil, isWaiting: false)
    let rows = Route.rows(behind: query, leftOut: rule)
    page.share = LinkMenu(
      sharing: rows, csv: rows + "&format=csv",
      api: Route.receipt(ReceiptID(query.whole)).href([("left_out", rule?.id)]))
    return page
  }
}

/// One page of a long list.
struct PagePart {
  static let size = 50
  /// From 1.
  var number: Int
  var offset: Int { (number - 1) * PagePart.size }
}

/// The filters of the plain list.
struct ListFilter: Equatable {
  var source: String?
  var isWaiting: Bool

  init(source: String?, isWaiting: Bool) {
    self.source = source
    self.isWaiting = isWaiting
  }

  init(_ query: HTTPQuery) throws(WebError) {
    self.init(source: query.first("source").flatMap { $0.isEmpty ? nil : $0 }, isWaiting: try query.flag("waiting"))
  }

  var pairs: [(name: String, value: String?)] { [("source", source), ("waiting", isWaiting ? "1" : nil)] }

  func href(page: Int? = nil) -> String { Route.conversations.href(pairs + [("page", page.map { String($0) })]) }
}
