import CivilTime
import JSONReader
import Metrics

/// The figures about messages: M01, M04 with M05, and the average of M19. What only a reader of the words could judge
/// is null.
struct MessageFigures {
  var conversations: Int
  var messages: Int
  var responseMinutes: Double?
  /// When the ledger last changed.
  var updatedAt: Instant?
  private var receipts: [(name: String, id: ReceiptID)]

  init(conversations: Answer, messages: [Answer], response: Answer, updatedAt: Instant?) {
    self.conversations = conversations.count ?? 0
    self.messages = messages.reduce(0) { $0 + ($1.count ?? 0) }
    responseMinutes = response.summary.map { $0.mean / 60 }
    self.updatedAt = updatedAt
    receipts = ([conversations] + messages + [response]).map { ($0.query.metric.id, $0.receipt) }
  }

  func write(to json: inout JSONWriter) {
    json.nulls("avg_sentiment_score", "csat_percentage", "fcr_percentage")
    json.member("avg_response_time_minutes", responseMinutes)
    json.member("total_conversations", conversations)
    json.member("total_messages", messages)
    json.nulls("most_common_topics")
    json.member("last_updated", updatedAt?.iso8601)
    json.member("receipts") { json in
      json.object { json in for receipt in receipts { json.member(receipt.name, receipt.id.description) } }
    }
  }

  /// For a table; what is not known is empty.
  var cells: [(name: String, value: String)] {
    [
      ("avg_sentiment_score", ""), ("csat_percentage", ""), ("fcr_percentage", ""),
      ("avg_response_time_minutes", responseMinutes?.description ?? ""),
      ("total_conversations", String(conversations)), ("total_messages", String(messages)), ("most_common_topics", ""),
      ("last_updated", updatedAt?.iso8601 ?? ""),
    ]
  }
}
