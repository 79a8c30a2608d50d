/// What can be connected on a page: every kind of source that has an API, and contacts.
package enum ConnectableKind: String, Sendable, CaseIterable {
  case helpscout, freshservice, freshdesk, hubspot, livechat
  case requestTracker = "request-tracker"
  case messenger, mailchimp

  /// The section of the settings file in which it would stand.
  var section: String { self == .mailchimp ? "contacts" : "sources" }

  /// Nothing for contacts.
  package var sourceKind: Settings.SourceKind? { Settings.SourceKind(rawValue: rawValue) }

  package func field(_ key: String) -> ConnectionField? { fields.first { $0.key == key } }

  package var secretFields: [ConnectionField] { fields.filter { $0.form == .secret } }

  /// In the order in which a form asks for them. What is not needed comes last.
  package var fields: [ConnectionField] { ownFields + (self == .mailchimp ? [] : ConnectionField.ofSources) }

  private var ownFields: [ConnectionField] {
    switch self {
    case .helpscout:
      [
        .init("client_id", .text, isNeeded: true), .init("client_secret", .secret, isNeeded: true),
        .init("inboxes", .inboxes), .address("https://api.helpscout.net/v2"),
      ]
    case .freshservice, .freshdesk:
      [
        .address(), .init("api_key", .secret, isNeeded: true), .init("group_id", .text),
        .init("public_notes_are_replies", .flag(usual: self == .freshservice)), .init("statuses", .statuses),
        .init("activity_budget", .text),
      ]
    case .hubspot:
      [
        .init("token", .secret, isNeeded: true), .init("spam_pipelines", .texts), .address("https://api.hubapi.com"),
      ]
    case .livechat:
      [
        .init("account_id", .text), .init("token", .secret, isNeeded: true),
        .address("https://api.livechatinc.com"),
      ]
    case .requestTracker:
      [
        .address(), .init("token", .secret), .init("user", .text), .init("password", .secret),
        .init("statuses", .statuses), .init("tag_fields", .texts),
      ]
    case .messenger:
      [
        .init("page_id", .text, isNeeded: true), .init("token", .secret, isNeeded: true),
        .init("app_secret", .secret), .init("company", .text),
        .address("https://graph.facebook.com/v19.0"),
      ]
    case .mailchimp:
      [
        .init("api_key", .secret, isNeeded: true), .init("audience", .text, isNeeded: true),
        .init("base_url", .text),
      ]
    }
  }
}

/// One setting of a source, by the name that it has in the settings file.
package struct ConnectionField: Sendable, Equatable {
  package enum Form: Sendable, Equatable {
    case text
    /// Sealed, and never shown.
    case secret
    case flag(usual: Bool)
    /// One a line.
    case texts
    /// The vendor's word and ours: `6: on_hold`, one a line.
    case statuses
    /// Number, profile, and the team's tag: `101 wporg team reply`, one a line.
    case inboxes
  }

  package var key: String
  package var form: Form
  /// Without it there is no connection.
  package var isNeeded: Bool
  /// What it is where nothing is said.
  package var usual: String?

  init(_ key: String, _ form: Form, isNeeded: Bool = false, usual: String? = nil) {
    self.key = key
    self.form = form
    self.isNeeded = isNeeded
    self.usual = usual
  }

  static func address(_ usual: String? = nil) -> ConnectionField {
    ConnectionField("base_url", .text, isNeeded: usual == nil, usual: usual)
  }

  /// What every source may have.
  static let ofSources = [
    ConnectionField("interval", .text), ConnectionField("schedule", .text), ConnectionField("webhook_secret", .secret),
  ]
}
