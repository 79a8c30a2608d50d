internal import CivilTime
internal import JSONReader
internal import Support

/// One message of a ticket's conversation. The opening message is not among them: it is the ticket's description.
struct FreshMessage: Sendable {
  /// `source`, as both products number it.
  enum Origin: Int {
    case reply = 0
    case form, note, status, meta, feedback, forward
  }

  var id: String
  var userID: String?
  var isIncoming: Bool
  var isPrivate: Bool
  /// Nothing for what Freshdesk adds to the numbers, such as phone calls and shops.
  var origin: Origin?
  var text: String
  /// `Ada Stone <ada@example.com>` or the address alone.
  var from: String?
  var createdAt: Instant

  init(_ json: JSONField) throws {
    id = try json["id"].freshIDNeeded
    userID = try json["user_id"].freshID
    isIncoming = try json["incoming"].freshFlag
    isPrivate = try json["private"].freshFlag
    origin = try json["source"].freshInt.flatMap(Origin.init)
    text = try FreshText.plain(html: json["body"].freshText, text: json["body_text"].freshText)
    from = try json["from_email"].freshText
    createdAt = try json["created_at"].freshTimeNeeded
  }

  /// Who wrote it decides before how it is shown: what came in is the customer's. A public note is told apart, because
  /// it is for the account to say whether those are answers.
  var kind: MessageKind {
    switch origin {
    case .feedback: .survey
    case .status, .meta: .systemText
    case .forward where !isIncoming: .forward
    default: isIncoming ? .publicReply : isPrivate ? .privateNote : origin == .note ? .publicNote : .publicReply
    }
  }
}

enum FreshText {
  /// The HTML says more than the vendor's own text of it, in which line breaks are lost.
  static func plain(html: String?, text: String?) -> String {
    if let html { return HTMLText.plain(html) }
    return text.map(PlainText.tidied) ?? ""
  }

  /// The name in `Ada Stone <ada@example.com>`; nothing where the address stands alone.
  static func name(in from: String) -> String? {
    guard let start = from.firstIndex(of: "<") else { return nil }
    let name = from[..<start].split(whereSeparator: { $0.isWhitespace || $0 == "\"" }).joined(separator: " ")
    return name.isEmpty ? nil : name
  }

  static func address(in from: String) -> String? {
    guard let start = from.lastIndex(of: "<"), let end = from[start...].firstIndex(of: ">") else {
      return from.contains("@") ? from : nil
    }
    let address = from[from.index(after: start)..<end]
    return address.isEmpty ? nil : String(address)
  }
}
