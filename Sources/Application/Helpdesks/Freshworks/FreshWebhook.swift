internal import Encoding
package import HTTPClient
internal import JSONReader
internal import Sealing

/// A message from a workflow of Freshservice (Freshdesk calls it an automation), that a ticket has changed.
///
/// These products sign nothing and send what the administrator writes. The recipe:
///
/// 1. Admin → Workflow Automator (Freshdesk: Automations → Ticket updates) → new → event “Ticket is raised” or “updated”.
/// 2. Action “Trigger Webhook”: POST to `https://<this server>/webhooks/<source id>`, encoding JSON, content
///    “Advanced”: `{"ticket_id": {{ticket.id_numeric}}}` (Freshdesk: `{{ticket.id}}`).
/// 3. A custom header `X-Replyledger-Secret: <the secret of the settings>`.
///
/// A gateway in between may sign instead: `X-Replyledger-Signature`, HMAC-SHA256 of the body's bytes in hexadecimal.
/// The message only says where to look; what has changed is read from the account itself.
package struct FreshWebhook: Sendable {
  package enum Refusal: Error, Equatable, Sendable {
    /// Neither the secret nor a right signature.
    case unauthorized
    /// No JSON, or without a ticket's number.
    case unreadable
  }

  private let secret: String

  /// - Parameter secret: an empty one lets nobody in.
  package init(secret: String) { self.secret = secret }

  /// The numbers of the tickets to be read again, each once, in the order of the message.
  package func tickets(headers: HTTPHeaders, body: [UInt8]) throws(Refusal) -> [String] {
    guard isGenuine(headers, body) else { throw .unauthorized }
    guard let json = try? JSONValue(utf8: body) else { throw .unreadable }
    var ids: [String] = []
    for id in Self.ids(in: json.root) where !ids.contains(id) { ids.append(id) }
    guard !ids.isEmpty else { throw .unreadable }
    return ids
  }

  private func isGenuine(_ headers: HTTPHeaders, _ body: [UInt8]) -> Bool {
    guard !secret.isEmpty else { return false }
    let key = Array(secret.utf8)
    if let given = headers["X-Replyledger-Secret"] { return ConstantTime.areEqual(Array(given.utf8), key) }
    // Where the system forbids the hash, nothing is proven.
    guard let given = headers["X-Replyledger-Signature"].flatMap(Hex.decode),
      let right = try? KeyedHash.sha256(of: body, key: key)
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
    let digits = text.split(separator: "-").last ?? ""
    let prefix = text.dropLast(digits.count)
    let isKnown = prefix.isEmpty || prefix.allSatisfy { $0.isLetter || $0 == "-" || $0 == "#" }
    let bare = digits.drop { $0 == "#" }
    guard isKnown, !bare.isEmpty, bare.count <= 18, bare.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return String(bare)
  }
}
