import YAMLReader

extension Settings {
  /// Where contacts come from that link customers to clients.
  package struct ContactSource: Sendable, Equatable {
    package var id: String
    package var mailchimp: MailchimpAudience
  }

  package struct MailchimpAudience: Sendable, Equatable {
    package var baseURL: String
    package var apiKey: Secret
    package var audience: String
  }
}

extension Settings.ContactSource {
  private enum Kind: String, Sendable, CaseIterable {
    case mailchimp
  }

  static func all(reading section: SettingsSection) -> [Self] {
    let isOnly = section.node("contacts")?.elements?.count == 1
    return section.sections("contacts", id: "id") { section in
      let id = section.require("id", section.value("id", .id))
      let kind = section.require(
        "kind", section.value("kind", SettingsForm<Kind>.choice), hint: "write kind: mailchimp")
      let audience = Settings.MailchimpAudience(reading: section, takesOrigin: isOnly)
      guard let id, kind != nil, let audience else { return nil }
      return Self(id: id, mailchimp: audience)
    }
  }
}

extension Settings.MailchimpAudience {
  init?(reading section: SettingsSection, takesOrigin: Bool) {
    let key = section.require(
      "api_key", section.secret("api_key", origin: takesOrigin ? "MAILCHIMP_API_KEY" : nil),
      hint: "write api_key: \"env:MAILCHIMP_API_KEY\"")
    // The key ends in the data centre that it belongs to, as in `…-us1`.
    let centre = key.flatMap { $0.reveal().split(separator: "-").dropFirst().last }
    let given = section.value("base_url", .url) ?? centre.map { "https://\($0).api.mailchimp.com/3.0" }
    let url = key == nil ? given : section.require("base_url", given, hint: "write https://us1.api.mailchimp.com/3.0")
    let audience = section.require("audience", section.value("audience", .text), hint: "write the audience's id")
    guard let key, let url, let audience else { return nil }
    self.init(baseURL: url, apiKey: key, audience: audience)
  }
}
