package import Helpdesks

extension Installation {
  /// The conversations that a webhook's call to a source is about, once the vendor's reader has checked its signature.
  /// A source that nobody knows, or without a secret, is answered like one that has no webhooks.
  package func conversations(
    toldBy body: [UInt8], headers: [(name: String, value: String)], to source: String
  ) throws(WebhookRefusal) -> [String] {
    guard let helpdesk = helpdesk(source),
      let secret = settings.sources.first(where: { $0.id == source })?.webhookSecret
    else { throw .notOffered }
    return try helpdesk.conversations(
      toldBy: WebhookCall(body: body, headers: headers, secret: secret.reveal()))
  }

  package func takesWebhooks(_ source: String) -> Bool {
    helpdesk(source) != nil && settings.sources.contains { $0.id == source && $0.webhookSecret != nil }
  }
}
