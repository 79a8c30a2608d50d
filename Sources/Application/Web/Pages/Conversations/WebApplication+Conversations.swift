import CivilTime
import HTTPServer
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// A plain list; or, opened from a figure, that figure's receipt.
  func conversations(_ request: HTTPRequest) async throws -> HTTPResponse {
    let page = PagePart(number: try request.query.number("page", 1...1_000_000) ?? 1)
    if let query = try askedReceipt(request.query) {
      try checkPeople(in: query)
      let rule = try request.query.first("left_out").map(exclusion)
      return .page(try await receiptPage(query, leftOut: rule, page))
    }
    return .page(try await listPage(ListFilter(request.query), page))
  }

  /// The question by its receipt, or written out as its own pairs.
  private func askedReceipt(_ asked: HTTPQuery) throws -> MetricQuery? {
    if let id = asked.first("receipt") {
      do { return try ReceiptID(id).query() } catch {
        throw WebError.notFound("there is no such receipt: \(error.why)")
      }
    }
    guard let id = asked.first("metric") else { return nil }
    guard let metric = Metric(rawValue: id) else {
      throw WebError.badRequest("metric: there is no “\(shown(id))”; there are \(Metric.listed)")
    }
    return try query(metric, asked)
  }

  private func listPage(_ filter: ListFilter, _ part: PagePart) async throws -> ConversationsPage {
    let ledger = installation.ledger
    let asOf = filter.isWaiting ? installation.now : nil
    let total = try await ledger.conversationCount(source: filter.source, waitingAsOf: asOf)
    let rows = try await ledger.recentConversations(
      source: filter.source, waitingAsOf: asOf, limit: PagePart.size, offset: part.offset)
    let sources = try await sourceStates()
    return ConversationsPage(
      frame("Conversations", at: .conversations, sources), filter, rows, total: total, part,
      sources: sources.map(\.source.id), words)
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
    return ConversationsPage(
      frame("Conversations", at: .conversations, try await sourceStates()), receipt, part, words)
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

  func href(page: Int? = nil) -> String {
    Route.conversations.href([
      ("source", source), ("waiting", isWaiting ? "1" : nil), ("page", page.map { String($0) }),
    ])
  }
}
