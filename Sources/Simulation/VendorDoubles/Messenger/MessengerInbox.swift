internal import CivilTime
internal import DemoCompany
internal import Encoding
internal import JSONReader

extension MessengerDouble {
  struct Message: Sendable {
    var id: String
    var at: Instant
    var isFromPage: Bool
    var text: String?
    var hasImage = false
  }

  struct Conversation: Sendable {
    var id: String
    var customerID: String
    var customerName: String
    /// In the order in which they were written.
    var messages: [Message] = []
    var updatedAt: Instant
  }

  /// All that the page got and wrote.
  struct Inbox: Sendable {
    /// A place in the list: the last message's time, and the id.
    struct Key: Comparable {
      var seconds: Int64
      var id: String

      static func < (left: Key, right: Key) -> Bool { (left.seconds, left.id) < (right.seconds, right.id) }

      var mark: String { Base64.encode(Array("\(seconds)|\(id)".utf8)) }

      init(_ conversation: Conversation) { (seconds, id) = (conversation.updatedAt.seconds, conversation.id) }

      init?(mark: String) {
        guard let bytes = Base64.decode(mark) else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "|")
        guard parts.count == 2, let seconds = Int64(parts[0]) else { return nil }
        (self.seconds, id) = (seconds, String(parts[1]))
      }
    }

    let pageID: String
    let pageName: String
    private(set) var conversations: [String: Conversation] = [:]
    private var sorted: [Key]?
    var future: [(at: Instant, tale: Tale)] = []

    init(pageID: String, pageName: String) {
      self.pageID = pageID
      self.pageName = pageName
    }
  }
}

extension MessengerDouble.Inbox {
  var newestFirst: [Key] {
    mutating get {
      if let sorted { return sorted }
      let keys = conversations.values.map { Key($0) }.sorted { $1 < $0 }
      sorted = keys
      return keys
    }
  }

  mutating func put(_ conversation: MessengerDouble.Conversation) {
    conversations[conversation.id] = conversation
    sorted = nil
  }

  mutating func remove(_ id: String) {
    conversations[id] = nil
    sorted = nil
  }

  mutating func write(
    _ id: String, _ question: GraphQuestion, _ call: DoubleRequest, to json: inout JSONWriter
  ) {
    guard let conversation = conversations[id] else { return }
    json.object { json in
      json.member("id", id)
      for field in ["updated_time", "link", "message_count", "participants", "messages"]
      where question.fields.contains(field) {
        switch field {
        case "updated_time": json.member(field, conversation.updatedAt.graph)
        case "link": json.member(field, "/\(pageID)/inbox/\(id.dropFirst(2))/")
        case "message_count": json.member(field, conversation.messages.count)
        case "participants": writePeople(of: conversation, to: &json)
        default:
          json.member(field) { json in
            json.object { json in
              writeEdge(of: conversation, limit: question.messages, after: nil, call, to: &json)
            }
          }
        }
      }
    }
  }

  private func writePeople(of conversation: MessengerDouble.Conversation, to json: inout JSONWriter) {
    json.member("participants") { json in
      json.object { json in
        json.member("data") { json in
          json.array { json in
            write(conversation.customerID, conversation.customerName, to: &json)
            write(pageID, pageName, to: &json)
          }
        }
      }
    }
  }

  private func write(_ id: String, _ name: String, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("email", "\(id)@facebook.com")
      json.member("id", id)
    }
  }

  /// How many newer messages there are than those behind a cursor.
  func place(after cursor: String?, in conversation: MessengerDouble.Conversation) -> Int {
    let newestFirst = Array(conversation.messages.reversed())
    return newestFirst.firstIndex { "\($0.id)!" == cursor }.map { $0 + 1 } ?? 0
  }

  /// The newest first, behind the message that a cursor names.
  func writeEdge(
    of conversation: MessengerDouble.Conversation, limit: Int, after: String?, _ call: DoubleRequest,
    to json: inout JSONWriter
  ) {
    let all = Array(conversation.messages.reversed())
    let start = place(after: after, in: conversation)
    let some = all[start..<min(start + limit, all.count)]
    json.member("data") { json in
      json.array { json in for message in some { write(message, in: conversation, to: &json) } }
    }
    guard let first = some.first, let last = some.last else { return }
    writePaging(
      call, before: "\(first.id)!", after: "\(last.id)!", hasMore: start + some.count < all.count,
      path: "/v19.0/\(conversation.id)/messages", to: &json)
  }

  private func write(
    _ message: MessengerDouble.Message, in conversation: MessengerDouble.Conversation, to json: inout JSONWriter
  ) {
    let customer = (conversation.customerID, conversation.customerName)
    let page = (pageID, pageName)
    let (from, to) = message.isFromPage ? (page, customer) : (customer, page)
    json.object { json in
      json.member("id", message.id)
      json.member("created_time", message.at.graph)
      json.key("from")
      write(from.0, from.1, to: &json)
      json.member("to") {
        $0.object { $0.member("data") { json in json.array { json in write(to.0, to.1, to: &json) } } }
      }
      if let text = message.text { json.member("message", text) }
      if message.hasImage {
        json.member("attachments") { json in
          json.object { json in
            json.member("data") { json in
              json.array { json in
                json.object { json in
                  json.member("id", "77")
                  json.member("mime_type", "image/jpeg")
                  json.member("name", "image-77")
                  json.member("size", 54_542)
                  json.member("image_data") { json in
                    json.object { $0.member("url", "https://cdn.example/signed?oh=\(message.at.seconds)") }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

extension Instant {
  /// `2021-07-23T09:28:50+0000`
  var graph: String { "\(iso8601.dropLast())+0000" }
}
