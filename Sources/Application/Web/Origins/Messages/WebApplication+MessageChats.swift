import CivilTime
import HTTPServer
import JSONReader
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  func messageChats(_ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try ChatOrder(request.query)
    let page = try ChatPage(request.query)
    let days = try MessageDays(request.query, "start_date", "end_date")
    var browsing = days.created(in: installation.zone, source: request.query.first("source"))
    (browsing.order, browsing.isAscending) = (order.by, order.isAscending)
    // Nothing has been judged yet, and what is not judged has no score to fit.
    let total = order.asksForJudgements ? 0 : try await installation.ledger.count(browsing)
    let rows =
      total == 0
      ? [] : try await installation.ledger.conversations(browsing, limit: page.size, offset: page.offset)
    let chats = try await messageChats(of: rows.map(\.key.text))
    return .object { json in
      json.member("conversations") { json in json.array { json in for chat in chats { chat.write(to: &json) } } }
      page.write(to: &json, total: total)
    }
  }

  func messageChat(_ id: String) async throws -> HTTPResponse {
    let chat = try await knownChat(id)
    var json = JSONWriter()
    chat.write(to: &json)
    return .described(json.bytes)
  }

  func chatMessages(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let page = try ChatPage(request.query)
    let chat = try await knownChat(id)
    return .object { json in
      json.member("messages") { json in
        json.array { json in
          for message in chat.messages.dropFirst(page.offset).prefix(page.size) {
            message.write(to: &json, of: chat.key)
          }
        }
      }
      page.write(to: &json, total: chat.messages.count)
    }
  }

  /// In the order of the keys.
  func messageChats(of keys: [String]) async throws -> [MessageChat] {
    let histories = try await installation.ledger.histories(of: keys)
    let rules = try await installation.rulesInForce()
    return keys.compactMap { key in histories[key].map { MessageChat($0, under: rules) } }
  }

  /// By our key, or by the chat's own id in whichever source has it.
  private func knownChat(_ id: String) async throws -> MessageChat {
    let sources = try await installation.knownSources().map(\.id)
    let keys = [id] + sources.map { ConversationKey(source: $0, vendorID: id).text }
    guard let chat = try await messageChats(of: keys).first else {
      throw WebError.notFound("there is no conversation “\(shown(id))”")
    }
    return chat
  }
}

/// How the list is sorted, and whether it asks for what only a reader of the words could judge.
private struct ChatOrder {
  var by: ConversationBrowsing.Order
  var isAscending: Bool
  var asksForJudgements: Bool

  init(_ asked: HTTPQuery) throws(WebError) {
    switch asked.first("sort_by") ?? "updated_at" {
    case "updated_at": by = .activity
    case "total_messages": by = .messages
    // Nothing is judged yet: all are equal.
    case "satisfaction_score", "avg_sentiment": by = .key
    case let other:
      throw .unprocessable(
        "sort_by: “\(shown(other))” is none; there are updated_at, satisfaction_score, avg_sentiment, total_messages")
    }
    switch asked.first("sort_order") ?? "desc" {
    case "asc": isAscending = true
    case "desc": isAscending = false
    case let other: throw .unprocessable("sort_order: “\(shown(other))” is none; there are asc, desc")
    }
    asksForJudgements = try asked.asksForJudgements()
  }
}

extension HTTPQuery {
  /// Scores from 1 to 5; a lowest one, a highest one, or satisfied customers only.
  func asksForJudgements() throws(WebError) -> Bool {
    var asks = try flag("satisfied_only")
    for name in ["min_satisfaction", "max_satisfaction"] {
      guard let text = first(name) else { continue }
      guard text.utf8.count <= 12, let score = Double(text), (1...5).contains(score) else {
        throw .unprocessable("\(name) must be a number from 1 to 5")
      }
      asks = true
    }
    return asks
  }
}

/// Pages from 1 on.
private struct ChatPage {
  var number: Int
  var size: Int

  var offset: Int { (number - 1) * size }

  init(_ asked: HTTPQuery) throws(WebError) {
    number = try ChatPage.number(asked, "page", 1...10_000_000) ?? 1
    size = try ChatPage.number(asked, "page_size", 1...100) ?? 20
  }

  private static func number(_ asked: HTTPQuery, _ name: String, _ range: ClosedRange<Int>) throws(WebError) -> Int? {
    do { return try asked.number(name, range) } catch { throw .unprocessable(error.message) }
  }

  func write(to json: inout JSONWriter, total: Int) {
    json.member("total", total)
    json.member("page", number)
    json.member("page_size", size)
    json.member("total_pages", (total + size - 1) / size)
  }
}
