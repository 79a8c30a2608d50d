import JSONReader

/// A form before, after or instead of a chat.
struct LiveChatForm: Sendable {
  enum Kind {
    /// Asks who somebody is and what it is about.
    case before
    /// Asks how it was.
    case after
    /// The customer leaves a message because nobody is there.
    case message
  }

  var kind: Kind
  /// A line for each answer: `E-mail: jo@example.com`.
  var text: String?
  var name: String?
  var email: String?

  init(_ event: JSONField) {
    let type = event["form_type"].livechatText ?? event["properties"]["lc2"]["form_type"].livechatText ?? ""
    kind = Kind(type)
    var lines: [String] = []
    for field in event["fields"].livechatList {
      guard let answer = LiveChatForm.answer(of: field) else { continue }
      switch field["type"].livechatText {
      case "name": name = name ?? answer
      case "email": email = email ?? answer
      default: break
      }
      let label = field["label"].livechatText ?? ""
      lines.append(label.isEmpty ? answer : "\(label)\(label.hasSuffix(":") ? "" : ":") \(answer)")
    }
    text = lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// Text, or what was chosen; several answers of a list of boxes. Recordings before v3.3 call it `value`.
  private static func answer(of field: JSONField) -> String? {
    let several = field["answers"].livechatList.compactMap { label(of: $0) }
    if !several.isEmpty { return several.joined(separator: ", ") }
    return label(of: field["answer"]) ?? label(of: field["value"])
  }

  private static func label(of answer: JSONField) -> String? { answer.livechatText ?? answer["label"].livechatText }
}

extension LiveChatForm.Kind {
  /// `prechat`, `pre_chat`, `postchat`, `ticket`, `offline`, `ask_for_email` …
  fileprivate init(_ type: String) {
    switch type.lowercased().filter(\.isLetter) {
    case "postchat", "rating", "survey": self = .after
    case "ticket", "offline", "offlinemessage": self = .message
    default: self = .before
    }
  }
}
