import CivilTime
import HTTPServer
import JSONReader
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  func messageMetrics(_ request: HTTPRequest) async throws -> HTTPResponse {
    let figures = try await messageFigures(request.query)
    return .object { json in figures.write(to: &json) }
  }

  /// There is nothing to recalculate: figures are counted when they are asked for.
  func recalculateMessages(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await installation.analyst.follow()
    return try await messageMetrics(request)
  }

  /// In two columns.
  func messageMetricsTable(_ request: HTTPRequest) async throws -> HTTPResponse {
    let figures = try await messageFigures(request.query)
    let lines = figures.cells.map { CSVText.line([$0.name, $0.value], ending: "\n") }
    return .table(CSVText.line(["metric", "value"], ending: "\n") + lines.joined(), named: messageFile("metrics"))
  }

  func messageSummary() async throws -> HTTPResponse {
    let figures = try await messageFigures(HTTPQuery())
    let recent = try await installation.ledger.conversations(ConversationBrowsing(), limit: 5, offset: 0)
    return .object { json in
      json.member("total_conversations", figures.conversations)
      json.member("total_messages", figures.messages)
      json.member("recent_activity") { json in
        json.array { json in
          for chat in recent {
            json.object { json in
              json.member("fb_chat_id", chat.key.vendorID)
              json.member("total_messages", chat.customerMessages + chat.replies)
              json.member("updated_at", chat.lastMessageAt.iso8601)
            }
          }
        }
      }
    }
  }

  private func messageFigures(_ asked: HTTPQuery) async throws -> MessageFigures {
    let days = try MessageDays(asked, "start_date", "end_date").period(today: installation.today)
    let source = asked.first("source")
    func answer(_ metric: Metric) async throws -> Answer {
      let query = try await closureQuery(metric, days, of: source)
      return try await installation.analyst.answer(query, asOf: installation.now)
    }
    let customers = try await answer(.customerMessages)
    let replies = try await answer(.humanReplies)
    return MessageFigures(
      conversations: try await answer(.conversationsCreated), messages: [customers, replies],
      response: try await answer(.responseTime),
      updatedAt: try await installation.ledger.runs(limit: 1).first?.endedAt)
  }
}
