extension Settings {
  /// The settings in force as one file: what the file said, the environment and the start together. No secret is in it.
  package var text: String {
    var text = SettingsWriter()
    text.remark("The settings in force. Secrets are not in here: whatever begins with env: is to be brought by the")
    text.remark("environment under that name, or to be written as file:PATH.")
    writeHome(to: &text)
    text.list("sources", sources.map(\.members))
    text.list("contacts", contacts.map(\.members))
    for section in RuleSection.allCases { write(section, to: &text) }
    text.section("destinations", destinations.members)
    text.section(
      "ai",
      [
        ("provider", .word(ai.provider.rawValue)), ("base_url", .optional(ai.baseURL)), ("model", .optional(ai.model)),
        ("api_key", ai.apiKey.map { _ in .secret("ai", "api_key") }),
        ("monthly_budget", .money(ai.monthlyBudget, workspace.currency)),
      ])
    return text.text
  }

  /// One section as the file would have it; a list without anything in it as an empty one, which is not the same as
  /// leaving it to the file.
  package func text(of section: RuleSection) -> String {
    var text = SettingsWriter()
    write(section, to: &text)
    return text.text.isEmpty ? "\(section.rawValue): []\n" : text.text
  }

  private func write(_ section: RuleSection, to text: inout SettingsWriter) {
    switch section {
    case .people: text.list(section.rawValue, people.map { $0.members(workspace.currency) })
    case .products: text.list(section.rawValue, products.map(\.members))
    case .clients: text.list(section.rawValue, clients.map(\.members))
    case .calendars: text.list(section.rawValue, calendars.map(\.members))
    case .calendarRules: text.list(section.rawValue, calendarRules.map(\.members))
    case .rules: text.section(section.rawValue, rules.members)
    }
  }

  /// What other sections refer to.
  func writeWorkspace(to text: inout SettingsWriter) {
    text.section(
      "workspace",
      [
        ("name", .text(workspace.name)), ("time_zone", .text(workspace.timeZone)),
        ("week_starts", .word(workspace.weekStarts.rawValue)), ("currency", .text(workspace.currency.code)),
        ("board", .word(workspace.board.rawValue)),
      ])
  }

  private func writeHome(to text: inout SettingsWriter) {
    writeWorkspace(to: &text)
    switch store {
    case .sqlite: text.value("store", .text(store.description))
    case .postgres(_, let shown):
      text.remark("store, without its password: \(shown)")
      text.value("store", .secret("DATABASE_URL"))
    }
    text.section(
      "secrets",
      [
        ("key", secrets.key.map { _ in .secret("secrets", "key") }),
        (
          "earlier",
          secrets.earlier.isEmpty
            ? nil : .list(secrets.earlier.indices.map { .secret("secrets", "earlier", "\($0 + 1)") })
        ),
      ])
    text.section(
      "server",
      [
        ("host", .text(server.host)), ("port", .number(server.port)), ("max_upload", .number(server.maxUpload)),
        ("public_address", .optional(server.publicAddress)), ("trusted_proxies", .texts(server.trustedProxies)),
      ])
    text.section(
      "sync",
      [
        ("interval", .span(sync.interval)), ("retention", .span(sync.retention)),
        ("concurrency", .number(sync.concurrency)), ("minimum_interval", .span(sync.minimumInterval)),
        ("verified_days", .number(sync.verifiedDays)),
      ])
  }
}
