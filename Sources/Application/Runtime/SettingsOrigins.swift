/// Environment names of the programs that this one replaces. Where they belong to a source or a destination that is
/// configured, they are read there; those that would be enough for one that is not configured are pointed out.
enum SettingsOrigins {
  private struct Credentials {
    var names: [String]
    var line: String
    var isUsed: @Sendable (Settings) -> Bool
  }

  private static let all: [Credentials] = [
    Credentials(
      names: ["HELPSCOUT_CLIENT_ID", "HELPSCOUT_CLIENT_SECRET"], line: "sources: [{id: helpscout, kind: helpscout}]",
      isUsed: { $0.hasSource(.helpscout) }),
    Credentials(
      names: ["FRESH_API", "FRESH_ENDPOINT"], line: "sources: [{id: fresh, kind: freshservice}]",
      isUsed: { $0.hasSource(.freshservice) || $0.hasSource(.freshdesk) }),
    Credentials(
      names: ["HUBSPOT_API_KEY"], line: "sources: [{id: hubspot, kind: hubspot}]", isUsed: { $0.hasSource(.hubspot) }),
    Credentials(
      names: ["LIVECHAT_PAT"], line: "sources: [{id: livechat, kind: livechat}]", isUsed: { $0.hasSource(.livechat) }),
    Credentials(
      names: ["MAILCHIMP_API_KEY"], line: "contacts: [{id: audience, kind: mailchimp, audience: …}]",
      isUsed: { !$0.contacts.isEmpty || $0.destinations.mailchimp != nil }),
    Credentials(
      names: ["GOOGLE_SHEETS_SPREADSHEET_ID", "GOOGLE_SHEETS_CREDENTIALS_PATH"],
      line: "destinations: {sheets: {base_url: \"https://sheets.googleapis.com\"}}",
      isUsed: { $0.destinations.sheets != nil }),
    Credentials(
      names: ["OPENAI_API_KEY"], line: "ai: {provider: openai}", isUsed: { $0.ai.provider == .openai }),
    Credentials(
      names: ["GEMINI_API_KEY"], line: "ai: {provider: gemini}", isUsed: { $0.ai.provider == .gemini }),
  ]

  static func noteUnused(by settings: Settings, to reader: SettingsReader) {
    for credentials in all where !credentials.isUsed(settings) {
      guard credentials.names.allSatisfy({ reader.environment[$0] != nil }) else { continue }
      let names = credentials.names.joined(separator: " and ")
      let verb = credentials.names.count == 1 ? "is" : "are"
      reader.note("\(names) \(verb) set and would be enough for \(credentials.line), which is not configured")
    }
  }
}

extension Settings {
  fileprivate func hasSource(_ kind: SourceKind) -> Bool { sources.contains { $0.kind == kind } }
}
