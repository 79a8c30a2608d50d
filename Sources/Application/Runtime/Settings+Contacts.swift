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
    let centre = key.flatMap { Self.centre(of: $0) }
    let given = section.value("base_url", .url) ?? centre.map { "https://\($0).api.mailchimp.com/3.0" }
    let url = key == nil ? given : section.require("base_url", given, hint: "write https://us1.api.mailchimp.com/3.0")
    let audience = section.require("audience", section.value("audience", .text), hint: "write the audience's id")
    guard let key, let url, let audience else { return nil }
    self.init(baseURL: url, apiKey: key, audience: audience)
  }

  /// The data centre that a key belongs to is its end, as in `…-us1`. It becomes part of an address, so nothing else
  /// passes.
  private static func centre(of key: Secret) -> Substring? {
    guard let centre = key.reveal().split(separator: "-").dropFirst().last else { return nil }
    let letters = centre.prefix { $0.isASCII && $0.isLowercase }
    let digits = centre.dropFirst(letters.count)
    let isCentre = letters.count >= 2 && !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
    return isCentre ? centre : nil
  }
}
