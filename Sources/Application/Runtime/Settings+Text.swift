import CivilTime

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

private typealias Members = [(key: String, value: SettingsWriter.Value?)]

extension Settings.Source {
  fileprivate var members: Members {
    var members: Members = [("id", .text(id)), ("kind", .word(kind.rawValue))]
    members += connection.members(id)
    members.append(("interval", .span(interval)))
    members.append(("schedule", .optional(schedule?.description)))
    members.append(("webhook_secret", webhookSecret.map { _ in .secret(id, "webhook_secret") }))
    return members
  }
}

extension Settings.Connection {
  fileprivate func members(_ id: String) -> Members {
    switch self {
    case .helpscout(let desk):
      [
        ("base_url", .text(desk.baseURL)), ("client_id", .text(desk.clientID)),
        ("client_secret", .secret(id, "client_secret")),
        ("inboxes", desk.inboxes.isEmpty ? nil : .list(desk.inboxes.map { .map($0.members) })),
      ]
    case .freshservice(let desk), .freshdesk(let desk): desk.members(id)
    case .hubspot(let desk):
      [
        ("base_url", .text(desk.baseURL)), ("token", .secret(id, "token")),
        ("spam_pipelines", .texts(desk.spamPipelines)),
      ]
    case .livechat(let desk):
      [
        ("base_url", .text(desk.baseURL)), ("account_id", .optional(desk.accountID)), ("token", .secret(id, "token")),
      ]
    case .messenger(let page):
      [
        ("base_url", .text(page.baseURL)), ("page_id", .optional(page.page?.id)),
        ("token", page.page.map { _ in .secret(id, "token") }),
        ("app_secret", page.page?.appSecret.map { _ in .secret(id, "app_secret") }),
        ("company", .optional(page.company)),
      ]
    case .requestTracker(let desk): desk.members(id)
    case .table(let table): table.members
    }
  }
}

extension Settings.Table {
  fileprivate var members: Members {
    let names: Members = columns.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) }
    return [("mapping", .optional(mapping)), ("columns", names.given)]
  }
}

extension Settings.HelpScout.Inbox {
  fileprivate var members: Members {
    [("id", .text(id)), ("profile", .word(profile.rawValue)), ("tag", .optional(tag))]
  }
}

extension Settings.Freshworks {
  fileprivate func members(_ id: String) -> Members {
    let words: Members = statuses.sorted { $0.key < $1.key }.map { ("\($0.key)", .word($0.value.rawValue)) }
    return [
      ("base_url", .text(baseURL)), ("api_key", .secret(id, "api_key")), ("group_id", .optional(groupID)),
      ("public_notes_are_replies", .word("\(publicNotesAreReplies)")), ("statuses", words.given),
      ("activity_budget", .number(activityBudget)),
    ]
  }
}

extension Settings.RequestTracker {
  fileprivate func members(_ id: String) -> Members {
    let credentials: Members =
      switch self.credentials {
      case .token: [("token", .secret(id, "token"))]
      case .password(let user, _): [("user", .text(user)), ("password", .secret(id, "password"))]
      }
    var members: Members = [("base_url", .text(baseURL))]
    members += credentials
    let words: Members = statuses.sorted { $0.key < $1.key }.map { ($0.key, .word($0.value.rawValue)) }
    members.append(("statuses", words.given))
    members.append(("tag_fields", .texts(tagFields)))
    return members
  }
}

extension Settings.ContactSource {
  fileprivate var members: Members { [("id", .text(id)), ("kind", .word("mailchimp"))] + mailchimp.members(id) }
}

extension Settings.MailchimpAudience {
  fileprivate func members(_ id: String) -> Members {
    [("base_url", .text(baseURL)), ("api_key", .secret(id, "api_key")), ("audience", .text(audience))]
  }
}

extension Settings.Person {
  fileprivate func members(_ currency: Settings.Currency) -> Members {
    var members: Members = [
      ("name", .text(name)), ("username", .optional(username)), ("email", .optional(email)),
      ("cost", .money(cost, currency)), ("support_share", .decimal(supportShare, unless: .one)), ("from", .day(from)),
      ("to", .day(to)), ("aliases", .aliases(aliases)),
    ]
    if !teams.isEmpty { members.append(("teams", .list(teams.map { .map($0.members) }))) }
    return members
  }
}

extension Settings.Person.Membership {
  fileprivate var members: Members { [("team", .text(team)), ("from", .day(from)), ("to", .day(to))] }
}

extension Settings.Product {
  fileprivate var members: Members {
    let rules: Members = fields.map { rule in (rule.field, .list(rule.values.map { .text($0) })) }
    return [
      ("name", .text(name)), ("tags", .texts(tags)), ("inbox", .texts(inboxes)), ("pipeline", .texts(pipelines)),
      ("category", .texts(categories)), ("field", rules.given),
    ]
  }
}

extension Settings.Client {
  fileprivate var members: Members {
    let brand: Members = [("logo", .optional(self.brand.logo)), ("colour", .optional(self.brand.colour))]
    return [
      ("name", .text(name)), ("domains", .texts(domains)), ("aliases", .aliases(aliases)),
      ("brand", brand.given),
    ]
  }
}

extension Settings.Calendar {
  var members: [(key: String, value: SettingsWriter.Value?)] {
    var days: Members = []
    for day in Settings.Weekday.allCases { if let windows = week[day] { days.append((day.short, .windows(windows))) } }
    let dates: Members = exceptions.map { ($0.day.iso8601, .map($0.members)) }
    return [
      ("name", .text(name)), ("time_zone", .text(timeZone)), ("week", .map(days)), ("exceptions", dates.given),
      ("from", .day(from)), ("to", .day(to)),
    ]
  }
}

extension Settings.Calendar.Exception {
  fileprivate var members: Members {
    [
      ("name", .optional(name)), windows.isEmpty ? ("closed", .word("true")) : ("open", .windows(windows)),
      ("from_midnight", .flag(endsTheNightBefore)),
    ]
  }
}

extension Settings.CalendarRule {
  var members: [(key: String, value: SettingsWriter.Value?)] {
    [
      ("source", .optional(source)), ("inbox", .optional(inbox)), ("team", .optional(team)),
      ("client", .optional(client)), ("priority", .optional(priority)), ("calendar", .text(calendar)),
    ]
  }
}

extension Settings.Rules {
  fileprivate var members: Members {
    var members: Members = [("auto_replies", .list(autoReplies.map { .text($0) })), ("bots", .texts(bots))]
    if let test = test.members.given { members.append(("test", test)) }
    if !exclude.isEmpty { members.append(("exclude", .list(exclude.map { .map($0.members) }))) }
    if !sla.isEmpty { members.append(("sla", .list(sla.map { .map($0.members) }))) }
    if let units = workUnits.members.given { members.append(("work_units", units)) }
    members.append(("products_share", .word(productsShare.rawValue)))
    members.append(("inactivity_gap", .span(inactivityGap)))
    members.append(("ignore_thanks", .flag(ignoresThanks)))
    return members
  }
}

extension Settings.TestTraffic {
  fileprivate var members: Members {
    [("domains", .texts(domains)), ("tags", .texts(tags)), ("requesters", .texts(requesters))]
  }
}

extension Settings.WorkUnits {
  fileprivate var members: Members {
    let usual = Settings.WorkUnits()
    return [
      ("reply", .decimal(reply, unless: usual.reply)), ("note", .decimal(note, unless: usual.note)),
      ("time_minute", .decimal(timeMinute, unless: usual.timeMinute)),
      ("chat_turn", .decimal(chatTurn, unless: usual.chatTurn)),
    ]
  }
}

extension Array where Element == (key: String, value: SettingsWriter.Value?) {
  /// Nothing where nothing is said.
  fileprivate var given: SettingsWriter.Value? { contains { $0.value != nil } ? .map(self) : nil }
}

extension Settings.Exclusion {
  var members: [(key: String, value: SettingsWriter.Value?)] {
    [("person", .text(person)), ("drop", .word(drop.rawValue)), ("from", .day(from)), ("to", .day(to))]
  }
}

extension Settings.Target {
  var members: [(key: String, value: SettingsWriter.Value?)] {
    let name = if case .business(let calendar) = clock { calendar } else { String?.none }
    return [
      ("source", .optional(source)), ("inbox", .optional(inbox)), ("client", .optional(client)),
      ("priority", .optional(priority)), ("first_reply", .span(firstReply)), ("next_reply", .span(nextReply)),
      ("resolution", .span(resolution)), ("clock", .optional(name)),
      ("pauses_while_waiting", .flag(pausesWhileWaiting)),
      ("restarts_on_reopen", .flag(restartsOnReopen)),
    ]
  }
}

extension Settings.Destinations {
  fileprivate var members: Members {
    var members: Members = []
    if let sheets { members.append(("sheets", .map(sheets.members))) }
    if let mailchimp { members.append(("mailchimp", .map(mailchimp.members))) }
    if let mandrill { members.append(("mandrill", .map(mandrill.members))) }
    if let smtp { members.append(("smtp", .map(smtp.members))) }
    if let alerts { members.append(("alerts", .map(alerts.members))) }
    return members
  }
}

extension Settings.Destinations.Sheets {
  fileprivate var members: Members {
    [
      ("spreadsheet", .text(spreadsheet)), ("credentials", .secret("sheets", "credentials")),
      ("base_url", .text(baseURL)), ("token_uri", .optional(tokenURI)),
    ]
  }
}

extension Settings.Destinations.Campaigns {
  fileprivate var members: Members {
    account.members("mailchimp") + [("from_name", .text(fromName)), ("reply_to", .text(replyTo))]
  }
}

extension Settings.Destinations.Mandrill {
  fileprivate var members: Members { [("base_url", .text(baseURL)), ("key", .secret("mandrill", "key"))] }
}

extension Settings.Destinations.Mail {
  fileprivate var members: Members {
    [
      ("url", .text(url)), ("user", .optional(user)), ("password", password.map { _ in .secret("smtp", "password") }),
      ("from", .text(from)), ("copy_to", .texts(copyTo)),
    ]
  }
}

extension Settings.Destinations.Alerts {
  /// The address too: those of chats open the door to whoever knows them.
  fileprivate var members: Members { [("url", .secret("alerts", "url")), ("secret", .secret("alerts", "secret"))] }
}

extension SettingsWriter.Value {
  fileprivate static func day(_ day: LocalDay?) -> Self? { day.map { .word($0.iso8601) } }

  fileprivate static func windows(_ windows: [Settings.Window]) -> Self {
    .list(windows.map { .text($0.description) })
  }

  fileprivate static func aliases(_ aliases: [String: [String]]) -> Self? {
    let members: Members = aliases.sorted { $0.key < $1.key }.map { source, names in
      (source, .list(names.map { .text($0) }))
    }
    return members.given
  }
}
