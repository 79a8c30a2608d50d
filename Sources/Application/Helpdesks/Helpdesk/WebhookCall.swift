/// What somebody sent to a source's webhook address, before anything of it is believed.
package struct WebhookCall: Sendable {
  /// Exactly as it came: signatures are made over these bytes.
  package var body: [UInt8]
  /// What the settings and the vendor share.
  package var secret: String
  private let headers: [(name: String, value: String)]

  package init(body: [UInt8], headers: [(name: String, value: String)], secret: String) {
    self.body = body
    self.headers = headers
    self.secret = secret
  }

  /// Names compare without regard to case; the first field of the name.
  package func header(_ name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }
}

/// Why a webhook's call is not acted on.
package enum WebhookRefusal: Error, Equatable {
  /// This vendor has no webhooks that we know of.
  case notOffered
  /// Without the secret's signature, or with a wrong one.
  case forged
  /// Signed, and still not what this vendor sends: why.
  case unreadable(String)
}

extension Helpdesk {
  package func conversations(toldBy call: WebhookCall) throws(WebhookRefusal) -> [String] { throw .notOffered }
}
