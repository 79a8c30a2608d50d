import Encoding
import JSONReader
import Sealing

/// Help Scout's word that something happened. It may come twice, late, or not in order, so it says only where to look.
///
/// `X-HelpScout-Signature` is the Base64 of an HMAC-SHA1 over the body as it came: “bodies are PHP-encoded, so
/// re-serialising breaks the signature”.
enum HelpScoutWebhook {
  /// The conversations to be read again; none where an event concerns none, as that of the vendor's trial.
  static func conversations(toldBy call: WebhookCall) throws(WebhookRefusal) -> [String] {
    guard isGenuine(call) else { throw .forged }
    guard let json = try? JSONValue(utf8: call.body) else { throw .unreadable("its body is no JSON") }
    let event = call.header("X-HelpScout-Event") ?? ""
    let ids = ids(in: json.root, of: event)
    guard !ids.isEmpty || !isAboutConversations(event) else {
      throw .unreadable("\(quoted(event)) names no conversation")
    }
    return ids
  }

  private static func isGenuine(_ call: WebhookCall) -> Bool {
    // Where the system forbids the hash, nothing is proven.
    guard !call.secret.isEmpty, let given = call.header("X-HelpScout-Signature").flatMap(Base64.decode),
      let right = try? KeyedHash.sha1(of: call.body, key: Array(call.secret.utf8))
    else { return false }
    return ConstantTime.areEqual(given, right)
  }

  private static func isAboutConversations(_ event: String) -> Bool {
    event.hasPrefix("convo.") || event.hasPrefix("beacon.chat.") || event == "satisfaction.ratings"
  }

  /// The `id` is a conversation's only in events about one; ratings and surveys name it apart. A hook that was made to
  /// send no more than an address (`notification: true`) has it there.
  private static func ids(in json: JSONField, of event: String) -> [String] {
    var places = [json["conversationId"]]
    if event.hasPrefix("convo.") || event.hasPrefix("beacon.chat.") { places.insert(json["id"], at: 0) }
    let links = [json["uri"], json["href"], json["_links"]["conversation"]["href"]]
    var ids: [String] = []
    for id in places.compactMap(number) + links.compactMap(target) where !ids.contains(id) { ids.append(id) }
    return ids
  }

  private static func number(_ field: JSONField) -> String? {
    guard case .number(let number) = field.value, let id = number.int, id > 0 else { return nil }
    return String(id)
  }

  /// `77` of `https://api.helpscout.net/v2/conversations/77`.
  private static func target(of field: JSONField) -> String? {
    guard case .text(let link) = field.value, let place = link.firstRange(of: "/conversations/") else { return nil }
    let digits = link[place.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return Int(digits).map(String.init)
  }
}

extension HelpScout {
  package func conversations(toldBy call: WebhookCall) throws(WebhookRefusal) -> [String] {
    try HelpScoutWebhook.conversations(toldBy: call)
  }
}
