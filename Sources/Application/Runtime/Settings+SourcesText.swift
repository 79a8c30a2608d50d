import CivilTime

extension Settings.Source {
  var members: SettingsWriter.Members {
    var members: SettingsWriter.Members = [("id", .text(id)), ("kind", .word(kind.rawValue))]
    members += connection.members(id)
    members.append(("interval", .span(interval)))
    members.append(("schedule", .optional(schedule?.description)))
    members.append(("webhook_secret", webhookSecret.map { _ in .secret(id, "webhook_secret") }))
    return members
  }
}

extension Settings.Connection {
  fileprivate func members(_ id: String) -> SettingsWriter.Members {
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
  fileprivate var members: SettingsWriter.Members {
    let names: SettingsWriter.Members = columns.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) }
    return [("mapping", .optional(mapping)), ("columns", names.given)]
  }
}

extension Settings.HelpScout.Inbox {
  fileprivate var members: SettingsWriter.Members {
    [("id", .text(id)), ("profile", .word(profile.rawValue)), ("tag", .optional(tag))]
  }
}

extension Settings.Freshworks {
  fileprivate func members(_ id: String) -> SettingsWriter.Members {
    let words: SettingsWriter.Members = statuses.sorted { $0.key < $1.key }.map {
      ("\($0.key)", .word($0.value.rawValue))
    }
    return [
      ("base_url", .text(baseURL)), ("api_key", .secret(id, "api_key")), ("group_id", .optional(groupID)),
      ("public_notes_are_replies", .word("\(publicNotesAreReplies)")), ("statuses", words.given),
      ("activity_budget", .number(activityBudget)),
    ]
  }
}

extension Settings.RequestTracker {
  fileprivate func members(_ id: String) -> SettingsWriter.Members {
    let credentials: SettingsWriter.Members =
      switch self.credentials {
      case .token: [("token", .secret(id, "token"))]
      case .password(let user, _): [("user", .text(user)), ("password", .secret(id, "password"))]
      }
    var members: SettingsWriter.Members = [("base_url", .text(baseURL))]
    members += credentials
    let words: SettingsWriter.Members = statuses.sorted { $0.key < $1.key }.map { ($0.key, .word($0.value.rawValue)) }
    members.append(("statuses", words.given))
    members.append(("tag_fields", .texts(tagFields)))
    return members
  }
}

extension Settings.ContactSource {
  var members: SettingsWriter.Members { [("id", .text(id)), ("kind", .word("mailchimp"))] + mailchimp.members(id) }
}

extension Settings.MailchimpAudience {
  func members(_ id: String) -> SettingsWriter.Members {
    [("base_url", .text(baseURL)), ("api_key", .secret(id, "api_key")), ("audience", .text(audience))]
  }
}
