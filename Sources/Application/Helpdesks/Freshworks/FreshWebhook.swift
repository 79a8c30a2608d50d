internal import Encoding
internal import JSONReader
internal import Sealing

/// A message from a workflow of Freshservice (Freshdesk calls it an automation), that a ticket has changed.
///
/// These products sign nothing and send what the administrator writes. The recipe:
///
/// 1. Admin → Workflow Automator (Freshdesk: Automations → Ticket updates) → new → event “Ticket is raised” or “updated”.
/// 2. Action “Trigger Webhook”: POST to the source's webhook address, encoding JSON, content “Advanced”:
///    `{"ticket_id": "{{ticket.id}}"}`.
/// 3. A custom header `X-Replyledger-Secret: <the secret of the settings>`.
///
/// A gateway in between may sign instead: `X-Replyledger-Signature`, HMAC-SHA256 of the body's bytes in hexadecimal.
/// The message only says where to look; what has changed is read from the account itself.
enum FreshWebhook {
  /// The numbers of the tickets to be read again, each once, in the order of the message.
  static func tickets(toldBy call: WebhookCall) throws(WebhookRefusal) -> [String] {
    guard isGenuine(call) else { throw .forged }
    guard let json = try? JSONValue(utf8: call.body) else { throw .unreadable("its body is no JSON") }
    var ids: [String] = []
    for id in Self.ids(in: json.root) where !ids.contains(id) { ids.append(id) }
    guard !ids.isEmpty else {
      throw .unreadable(#"it names no ticket; write {"ticket_id": "{{ticket.id}}"}"#)
    }
    return ids
  }

  /// Both are compared in a time that tells nothing of how near a wrong one came.
  private static func isGenuine(_ call: WebhookCall) -> Bool {
    guard !call.secret.isEmpty else { return false }
    let key = Array(call.secret.utf8)
    if let given = call.header("X-Replyledger-Secret") { return ConstantTime.areEqual(Array(given.utf8), key) }
    // Where the system forbids the hash, nothing is proven.
    guard let given = call.header("X-Replyledger-Signature").flatMap(Hex.decode),
      let right = try? KeyedHash.sha256(of: call.body, key: key)
    else { return false }
    return ConstantTime.areEqual(given, right)
  }

  /// Of `{"ticket_id": 12}`, `{"ticket": {"id": "INC-12"}}`, `{"ticket_ids": [12, 13]}`; inside the names that the
  /// vendor's own template has (`freshdesk_webhook`) as well.
  private static func ids(in json: JSONField) -> [String] {
    let places = [
      json["ticket_id"], json["ticket_ids"], json["ticket"]["id"], json["ticket"]["display_id"], json["id"],
      json["freshdesk_webhook"]["ticket_id"], json["freshservice_webhook"]["ticket_id"],
    ]
    return places.flatMap(\.words).compactMap(number)
  }

  /// `12` of `INC-12`, which is how people see a ticket's number.
  private static func number(_ text: String) -> String? {
    let digits = text.split(separator: "-").last?.drop { $0 == "#" } ?? ""
    let prefix = text.dropLast(digits.count)
    let isKnown = ["", "#", "#INC-", "#SR-", "INC-", "SR-"].contains(prefix.uppercased())
    guard isKnown, !digits.isEmpty, digits.count <= 18, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return String(digits)
  }
}

extension Freshworks {
  package func conversations(toldBy call: WebhookCall) throws(WebhookRefusal) -> [String] {
    try FreshWebhook.tickets(toldBy: call)
  }
}
