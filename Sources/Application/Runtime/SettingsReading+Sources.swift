import CivilTime
import Helpdesks
import YAMLReader

extension Settings.Source {
  static func all(reading section: SettingsSection) -> [Self] {
    // An origin's name means one account: with two of a kind nobody could say which.
    let kinds = section.node("sources")?.elements?.compactMap { $0["kind"]?.string } ?? []
    var lines: [String: SettingsPlace] = [:]
    return section.sections("sources", id: "id") { section in
      let only = kinds.filter { $0 == section.node("kind")?.string }.count == 1
      let source = Self(reading: section, takesOrigins: only)
      if let id = section.node("id")?.string {
        section.checkUnique(id, among: &lines)
        section.checkFree(id)
      }
      return source
    }
  }

  private init?(reading section: SettingsSection, takesOrigins: Bool) {
    let id = section.require("id", section.value("id", .id), hint: "write \(SettingsForm<String>.id.right)")
    let kind = section.require(
      "kind", section.value("kind", SettingsForm<Settings.SourceKind>.choice),
      hint: "write one of \(SettingsForm<Settings.SourceKind>.choice.right)")
    guard let kind else {
      // Without its kind nobody knows which keys belong to it.
      section.ignoreAll()
      return nil
    }
    let interval = section.value("interval", .interval)
    let schedule = section.schedule()
    let secret = section.secret("webhook_secret")
    guard let connection = Settings.Connection(kind, reading: SourceSection(section, takesOrigins)), let id else {
      return nil
    }
    self.init(id: id, connection: connection, interval: interval, schedule: schedule, webhookSecret: secret)
  }
}

/// A source's section, and whether the origins' environment names are about it.
private struct SourceSection {
  let section: SettingsSection
  private let takesOrigins: Bool

  init(_ section: SettingsSection, _ takesOrigins: Bool) {
    self.section = section
    self.takesOrigins = takesOrigins
  }

  func address(default usual: String? = nil, such example: String, origin: String? = nil) -> String? {
    let given = section.value("base_url", .url, origin: name(origin))
    if let given { return given }
    guard let usual else { return section.require("base_url", given, hint: "write base_url: \"\(example)\"") }
    return usual
  }

  func required(_ key: String, origin: String? = nil) -> Secret? {
    section.require(key, secret(key, origin: origin), hint: "write \(key): \"env:\(origin ?? "NAME")\"")
  }

  func secret(_ key: String, origin: String? = nil) -> Secret? {
    section.secret(key, origin: name(origin))
  }

  func text(_ key: String, origin: String? = nil) -> String? {
    section.value(key, .text, origin: name(origin))
  }

  private func name(_ origin: String?) -> String? { takesOrigins ? origin : nil }
}

extension Settings.Connection {
  fileprivate init?(_ kind: Settings.SourceKind, reading source: SourceSection) {
    let connection: Self? =
      switch kind {
      case .helpscout: Settings.HelpScout(reading: source).map(Self.helpscout)
      case .freshservice: Settings.Freshworks(reading: source, isService: true).map(Self.freshservice)
      case .freshdesk: Settings.Freshworks(reading: source, isService: false).map(Self.freshdesk)
      case .hubspot: Settings.HubSpot(reading: source).map(Self.hubspot)
      case .livechat: Settings.LiveChat(reading: source).map(Self.livechat)
      case .messenger: Settings.Messenger(reading: source).map(Self.messenger)
      case .requestTracker: Settings.RequestTracker(reading: source).map(Self.requestTracker)
      case .table: .table(Settings.Table(reading: source.section))
      }
    guard let connection else { return nil }
    self = connection
  }
}

extension Settings.HelpScout {
  fileprivate init?(reading source: SourceSection) {
    let url = source.address(default: "https://api.helpscout.net/v2", such: "https://api.helpscout.net/v2")
    let id = source.section.require(
      "client_id", source.text("client_id", origin: "HELPSCOUT_CLIENT_ID"),
      hint: "write client_id: \"env:HELPSCOUT_CLIENT_ID\"")
    let secret = source.required("client_secret", origin: "HELPSCOUT_CLIENT_SECRET")
    let inboxes = source.section.sections("inboxes", Inbox.init(reading:))
    guard let url, let id, let secret else { return nil }
    self.init(baseURL: url, clientID: id, clientSecret: secret, inboxes: inboxes)
  }
}

extension Settings.HelpScout.Inbox {
  fileprivate init?(reading section: SettingsSection) {
    let id = section.require("id", section.value("id", .text), hint: "write the inbox's number, such as 101")
    let profile = section.value("profile", SettingsForm<Settings.HelpScout.Profile>.choice) ?? .tags
    let tag = section.value("tag", .text)
    guard let id else { return nil }
    self.init(id: id, profile: profile, tag: tag)
  }
}

extension Settings.Freshworks {
  fileprivate init?(reading source: SourceSection, isService: Bool) {
    let product = isService ? "freshservice" : "freshdesk"
    let url = source.address(such: "https://acme.\(product).com/api/v2", origin: "FRESH_ENDPOINT")
    let key = source.required("api_key", origin: "FRESH_API")
    let group = source.text("group_id")
    let notes = source.section.value("public_notes_are_replies", .boolean) ?? isService
    let statuses = source.section.statuses()
    let budget = source.section.value("activity_budget", .number(0...10_000_000, such: 20_000))
    guard let url, let key else { return nil }
    self.init(
      baseURL: url, apiKey: key, groupID: group, publicNotesAreReplies: notes, statuses: statuses,
      activityBudget: budget)
  }
}

extension SettingsSection {
  fileprivate func statuses() -> [Int: Settings.Freshworks.State] {
    var statuses: [Int: Settings.Freshworks.State] = [:]
    for pair in entries("statuses") {
      let key = SettingsText(pair.key, at: reader.place(pair.keyMark))
      let number = read(key, .number(1...1_000_000, such: 6), key: "statuses")
      let state = follow(pair.value, "statuses").flatMap {
        read($0, SettingsForm<Settings.Freshworks.State>.choice, key: "statuses")
      }
      if let number, let state { statuses[number] = state }
    }
    return statuses
  }

  fileprivate func schedule() -> CronExpression? {
    guard let given = text("schedule") else { return nil }
    if has("interval") {
      report("schedule", "cannot go together with interval", at: given.place, hint: "keep one of them")
    }
    do throws(CronError) {
      return try CronExpression(given.text)
    } catch {
      report(
        "schedule", "\(given.text.debugDescription), \(error)", at: given.place,
        hint: "write the five fields of cron, such as \"15 6-20 * * mon-fri\"")
      return nil
    }
  }

  /// Addresses of pages and of the API take their place.
  fileprivate func checkFree(_ id: String) {
    guard ["upload", "runs", "imports", "live", "progress", "events", "connect"].contains(id) else { return }
    report("id", "\(id) is the name of a page", at: place, hint: "give the source another id")
  }

  /// Statuses that have names instead of numbers.
  fileprivate func statusNames() -> [String: Settings.Freshworks.State] {
    var statuses: [String: Settings.Freshworks.State] = [:]
    for pair in entries("statuses") {
      statuses[pair.key] = follow(pair.value, "statuses").flatMap {
        read($0, SettingsForm<Settings.Freshworks.State>.choice, key: "statuses")
      }
    }
    return statuses
  }

  fileprivate func checkUnique(_ id: String, among places: inout [String: SettingsPlace]) {
    if let first = places[id], case .file(_, let line, _) = first {
      report("id", "\(id) is already the source on line \(line)", at: place, hint: "give every source its own id")
    }
    places[id] = places[id] ?? place
  }
}

extension Settings.HubSpot {
  fileprivate init?(reading source: SourceSection) {
    let url = source.address(default: "https://api.hubapi.com", such: "https://api.hubapi.com")
    let token = source.required("token", origin: "HUBSPOT_API_KEY")
    let spam = source.section.list("spam_pipelines", .text) ?? []
    guard let url, let token else { return nil }
    self.init(baseURL: url, token: token, spamPipelines: spam)
  }
}

extension Settings.LiveChat {
  fileprivate init?(reading source: SourceSection) {
    let url = source.address(default: "https://api.livechatinc.com", such: "https://api.livechatinc.com")
    let token = source.required("token", origin: "LIVECHAT_PAT")
    var account = source.text("account_id", origin: "LIVECHAT_ACCOUNT_ID")
    // `user:password` and OAuth tokens (`dal:…`) stand alone.
    if let token, account == nil, !token.reveal().contains(":") {
      account = source.section.require("account_id", account, hint: "write account_id: \"env:LIVECHAT_ACCOUNT_ID\"")
      guard account != nil else { return nil }
    }
    guard let url, let token else { return nil }
    self.init(baseURL: url, accountID: account, token: token)
  }
}

extension Settings.Messenger {
  fileprivate init?(reading source: SourceSection) {
    let url = source.address(default: "https://graph.facebook.com/v19.0", such: "https://graph.facebook.com/v19.0")
    let id = source.text("page_id")
    let token = source.secret("token")
    let appSecret = source.secret("app_secret")
    let company = source.text("company")
    if (id == nil) != (token == nil) {
      _ = source.section.require("page_id", id, hint: "a page's token goes with the page's id")
      _ = source.section.require("token", token.map { _ in "" }, hint: "write token: \"env:NAME\"")
    }
    guard let url else { return nil }
    let page = id.flatMap { id in token.map { Page(id: id, token: $0, appSecret: appSecret) } }
    self.init(baseURL: url, page: page, company: company)
  }
}

extension Settings.RequestTracker {
  fileprivate init?(reading source: SourceSection) {
    let url = source.address(such: "http://127.0.0.1:9080/REST/2.0")
    let token = source.secret("token")
    let user = source.text("user")
    let password = source.secret("password")
    var credentials = token.map(Credentials.token)
    if credentials == nil, let user, let password { credentials = .password(user: user, password) }
    let statuses = source.section.statusNames()
    let tagFields = source.section.list("tag_fields", .text) ?? []
    guard let credentials = source.section.require("token", credentials, hint: "write token, or user and password")
    else { return nil }
    guard let url else { return nil }
    self.init(baseURL: url, credentials: credentials, statuses: statuses, tagFields: tagFields)
  }
}

extension Settings.Table {
  fileprivate init(reading section: SettingsSection) {
    self.init(mapping: section.value("mapping", .text), columns: section.texts("columns"))
    checkMapping(section)
    checkColumns(section)
  }

  private func checkMapping(_ section: SettingsSection) {
    if mapping == nil, columns.isEmpty {
      section.report("mapping", "missing", at: section.place, hint: "write mapping: hubspot, or columns: {…}")
    }
    let known = TableDecoder.builtIn.map(\.name)
    guard let mapping, !known.contains(mapping) else { return }
    section.report(
      "mapping", "\(mapping.debugDescription) is not built in", at: section.place,
      hint: "write one of \(known.joined(separator: ", ")), or columns: {…}")
  }

  private func checkColumns(_ section: SettingsSection) {
    guard mapping == nil, !columns.isEmpty else { return }
    let fields = TableField.allCases.map(\.rawValue)
    for name in columns.keys.sorted() where !fields.contains(name) {
      section.report(
        "columns", "\(name.debugDescription) is none of our fields", at: section.place,
        hint: SettingsSuggestion.hint(for: name, among: fields) ?? "write one of \(fields.joined(separator: ", "))")
    }
    for field in [TableField.id, .createdAt] where columns[field.rawValue] == nil {
      section.report(
        "columns", "\(field.rawValue) is missing", at: section.place,
        hint: "write columns: {id: \"Number\", created_at: \"Opened\"}")
    }
  }
}
