import CivilTime
import JSONReader
import Support

/// One message as Graph tells it.
struct MessengerMessage: Sendable, Equatable {
  var id: String
  var at: Instant
  var authorID: String?
  var authorName: String?
  /// Whom it went to.
  var recipients: [String]
  /// What was written, or else what the pictures, files and links are called.
  var text: String?

  init(_ message: JSONField) throws {
    id = try message["id"].string
    guard let time = Timestamp(try message["created_time"].string) else {
      throw BadRecord("\(message.path).created_time: expected a time, found other text")
    }
    at = time.instant
    authorID = message["from"]["id"].graphText
    authorName = message["from"]["name"].graphText
    recipients = message["to"].graphList.compactMap { $0["id"].graphText }
    text = message["message"].graphText ?? MessengerMessage.names(of: message)
  }

  private static func names(of message: JSONField) -> String? {
    let files = message["attachments"].graphList.compactMap { $0["name"].graphText }
    let links = message["shares"].graphList.compactMap { $0["name"].graphText ?? $0["link"].graphText }
    let names = files + links
    return names.isEmpty ? nil : names.joined(separator: "\n")
  }
}

/// What was read of a conversation, the newest first.
struct MessengerTalk: Sendable {
  /// How much of a conversation was read.
  enum Extent: Sendable {
    case whole
    /// Back to what was known before.
    case newest
    /// All that the vendor still shows.
    case shown
  }

  private let conversation: String
  /// As they came with the conversation itself.
  let newest: [JSONField]
  private(set) var messages: [MessengerMessage] = []
  private(set) var rejected: [RejectedRow] = []

  init(_ newest: [JSONField], in conversation: String) {
    self.newest = newest
    self.conversation = conversation
    add(newest)
  }

  /// What is no message costs itself alone.
  mutating func add(_ fields: [JSONField]) {
    for field in fields {
      do {
        messages.append(try MessengerMessage(field))
      } catch {
        let id = field["id"].graphText.map { " \(quoted($0))" } ?? ""
        rejected.append(RejectedRow(where: "conversation \(conversation), message\(id)", why: "\(error)"))
      }
    }
  }

  /// Whether something is there that was known before an instant.
  func reaches(_ since: Instant?) -> Bool {
    guard let since, let oldest = messages.last else { return false }
    return oldest.at < since
  }
}

/// Decodes a conversation and those of its messages that were read.
struct MessengerRecord: Sendable {
  let source: String
  let page: String
  let observedAt: Instant

  /// - Parameter row: the conversation as it was listed.
  func record(of row: JSONField, _ talk: MessengerTalk, _ extent: MessengerTalk.Extent) -> Record {
    let id = row["id"].graphText ?? ""
    let others = row["participants"].graphList.filter { $0["id"].graphText != page }
    let writer = talk.messages.last { $0.authorID != nil && $0.authorID != page }
    let customer = others.first?["id"].graphText ?? writer?.authorID ?? id
    let conversation = Conversation(
      key: ConversationKey(source: source, vendorID: id), channel: .directMessage, customerID: customer,
      customerName: others.first?["name"].graphText ?? writer?.authorName, inbox: page,
      link: row["link"].graphText.map { $0.hasPrefix("/") ? "https://www.facebook.com\($0)" : $0 }, hasStates: false)
    return Record(
      conversation: conversation, events: events(of: talk.messages, extent),
      complete: extent == .whole ? ["message:"] : [], payload: payload(row, talk.newest))
  }

  func pageName(in row: JSONField) -> String? {
    row["participants"].graphList.first { $0["id"].graphText == page }?["name"].graphText
  }

  func gone(_ id: String, at now: Instant) -> Notice {
    Notice(
      ConversationKey(source: source, vendorID: id),
      Event(
        id: "deleted", occurredAt: now, observedAt: now, sequence: 0,
        actor: Actor(kind: .system, id: "", name: "Facebook"),
        happening: .deleted(true), isInferred: true))
  }

  /// In a second that a page cuts, nobody knows how many came before: what is there is left to when it was read whole. Of
  /// what the vendor hides nobody will ever know more.
  private func events(of messages: [MessengerMessage], _ extent: MessengerTalk.Extent) -> [Event] {
    var rank = 0
    var last: Instant?
    return messages.reversed().compactMap { message in
      if extent == .newest, message.at == messages.last?.at { return nil }
      rank = message.at == last ? rank + 1 : 0
      last = message.at
      return Event(
        id: "message:\(message.id)", occurredAt: message.at, observedAt: observedAt, sequence: rank,
        actor: actor(of: message), happening: .message(.publicReply), text: message.text)
    }
  }

  /// What the page wrote is the work of somebody whom Facebook does not name.
  private func actor(of message: MessengerMessage) -> Actor {
    if message.authorID == page { return .unnamedAgent }
    if let id = message.authorID { return Actor(kind: .customer, id: id, name: message.authorName ?? "Facebook user") }
    return message.recipients.contains(page)
      ? Actor(kind: .customer, id: "", name: "Facebook user") : Actor(kind: .unknown, id: "", name: "")
  }
}

/// The conversation and its newest messages, which are the same however far back was read: a second reading of an
/// unchanged conversation has the same bytes. Signed addresses change by themselves, and those of next pages hold the
/// token: both are left out.
private func payload(_ row: JSONField, _ newest: [JSONField]) -> [UInt8] {
  var json = JSONWriter()
  json.object { json in
    for name in ["id", "updated_time", "link", "message_count"] {
      if let value = row[name].ifPresent?.value { json.member(name, value) }
    }
    json.member("participants") { json in
      json.array { json in for person in row["participants"].graphList { json.value(person.value ?? .null) } }
    }
    json.member("messages") { json in
      json.array { json in for message in newest { write(message, to: &json) } }
    }
  }
  return json.take()
}

private func write(_ message: JSONField, to json: inout JSONWriter) {
  json.object { json in
    for name in ["id", "created_time", "from", "message"] {
      if let value = message[name].ifPresent?.value { json.member(name, value) }
    }
    write("to", ["id", "name"], of: message, to: &json)
    write("attachments", ["id", "mime_type", "name", "size"], of: message, to: &json)
    write("shares", ["id", "name", "link"], of: message, to: &json)
  }
}

private func write(_ edge: String, _ names: [String], of message: JSONField, to json: inout JSONWriter) {
  let things = message[edge].graphList
  guard !things.isEmpty else { return }
  json.member(edge) { json in
    json.array { json in
      for thing in things {
        json.object { json in
          for name in names { if let value = thing[name].ifPresent?.value { json.member(name, value) } }
        }
      }
    }
  }
}
