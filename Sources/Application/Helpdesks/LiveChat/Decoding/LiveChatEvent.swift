import CivilTime
import JSONReader

/// Something in a thread, before it is known who is who.
struct LiveChatEvent: Sendable {
  enum Content: Sendable {
    /// What people send: text, a file, cards with buttons.
    case message(text: String?)
    /// A form was shown.
    case form(LiveChatForm)
    case filledForm(LiveChatForm)
    case system(LiveChatSystemMessage)
    /// Deleted, or of a kind that nobody has heard of.
    case nothing
  }

  var id: String
  /// The number at the end of the id, which counts up within a thread; the place in the list where there is none.
  var number: Int
  var at: Instant
  private var milliseconds: Int
  private var index: Int
  /// Messages of the system have none.
  var authorID: String?
  var isPrivate: Bool
  /// A welcome or a greeting: the program wrote it in somebody's name.
  var isAutomatic: Bool
  /// A rating may stand on an event too.
  var rating: JSONField
  var content: Content

  private init(_ event: JSONField, at index: Int, in thread: String) throws {
    self.index = index
    id = event["id"].livechatText ?? "\(thread)_\(index + 1)"
    let suffix = id.split(separator: "_").last.flatMap { Int($0) }
    number = id.contains("_") ? suffix ?? index + 1 : index + 1
    let time = try event["created_at"].livechatTime
    at = time.instant
    milliseconds = time.milliseconds
    authorID = event["author_id"].livechatText
    // The word of recordings before v3.3 is `recipients`.
    isPrivate = (event["visibility"].livechatText ?? event["recipients"].livechatText) == "agents"
    let properties = event["properties"]
    rating = properties["rating"]
    isAutomatic = !properties.isMissingOrNull && LiveChatEvent.isAutomatic(properties)
    content = Content(event)
  }

  private static func isAutomatic(_ properties: JSONField) -> Bool {
    properties["lc2"]["welcome_message"].isTrue || properties["lc2"]["greeting_id"].livechatText != nil
      || properties["chats"]["welcome_message_source"].livechatText != nil
  }

  /// Sorted by time, then by number; an id that occurs twice is told apart by its place.
  static func all(of events: JSONField, in thread: String) throws -> [LiveChatEvent] {
    var seen: [String: Int] = [:]
    var all: [LiveChatEvent] = []
    for (index, field) in events.livechatList.enumerated() {
      var event = try LiveChatEvent(field, at: index, in: thread)
      seen[event.id, default: 0] += 1
      if let count = seen[event.id], count > 1 { event.id += "#\(count)" }
      all.append(event)
    }
    return all.sorted(by: precedes)
  }

  private static func precedes(_ left: LiveChatEvent, _ right: LiveChatEvent) -> Bool {
    (left.at.seconds, left.milliseconds, left.number, left.index)
      < (right.at.seconds, right.milliseconds, right.number, right.index)
  }

  /// Ratings and transcripts come when the chat is over.
  var isAftermath: Bool {
    guard case .system(let message) = content else { return false }
    return message.type.hasPrefix("rating.") || message.type.hasPrefix("transcript")
  }
}

extension LiveChatEvent.Content {
  fileprivate init(_ event: JSONField) {
    guard !event["deleted"].isTrue else {
      self = .nothing
      return
    }
    switch event["type"].livechatText {
    case "message": self = .message(text: event["text"].livechatText)
    case "file": self = .message(text: event["name"].livechatText)
    case "rich_message": self = .message(text: cards(event["elements"]))
    case "form": self = .form(LiveChatForm(event))
    case "filled_form": self = .filledForm(LiveChatForm(event))
    case "system_message": self = .system(LiveChatSystemMessage(event))
    case "system": self = .system(LiveChatSystemMessage(event: event))
    default: self = .nothing
    }
  }
}

private func cards(_ elements: JSONField) -> String? {
  let lines = elements.livechatList.flatMap { card in
    [card["title"].livechatText, card["subtitle"].livechatText]
      + card["buttons"].livechatList.map { $0["text"].livechatText.map { "[\($0)]" } }
  }
  let text = lines.compactMap { $0 }.joined(separator: "\n")
  return text.isEmpty ? nil : text
}
