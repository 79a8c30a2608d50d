import Runtime

extension ConnectableKind {
  var name: String {
    sourceKind.map { ConnectCards.name(of: $0.rawValue) } ?? "Mailchimp"
  }

  /// The id that most would give it.
  var usualID: String {
    switch self {
    case .freshservice: "fresh"
    case .requestTracker: "rt"
    case .messenger: "page"
    case .mailchimp: "audience"
    case .helpscout, .freshdesk, .hubspot, .livechat: rawValue
    }
  }

  var about: String {
    switch self {
    case .mailchimp:
      "An audience whose contacts tell which client a customer belongs to. Key: Account, Extras, API keys."
    case .messenger: "Conversations of a page, by the Graph API. Token: Meta for Developers, your app, Messenger."
    default: sourceKind.map { ConnectCards.Card($0).about } ?? ""
    }
  }
}

extension ConnectionField {
  /// Whether it stands with what few need.
  func isFurther(in kind: ConnectableKind) -> Bool {
    if isNeeded { return false }
    switch (kind, key) {
    case (.livechat, "account_id"), (.requestTracker, "token"), (.requestTracker, "user"),
      (.requestTracker, "password"):
      return false
    default: return true
    }
  }

  func title(in kind: ConnectableKind) -> String {
    switch key {
    case "client_id": "App ID"
    case "client_secret": "App secret"
    case "inboxes": "Inboxes"
    case "base_url": "Address"
    case "api_key": "API key"
    case "group_id": "Only this group"
    case "public_notes_are_replies": "Public notes"
    case "statuses": "Statuses of your own"
    case "activity_budget": "Calls for activities"
    case "spam_pipelines": "Pipelines with spam"
    case "account_id": "Account ID"
    case "token":
      switch kind {
      case .hubspot: "Token of the private app"
      case .livechat: "Personal access token"
      case .messenger: "Token of the page"
      default: "Auth token"
      }
    case "user": "User"
    case "password": "Password"
    case "tag_fields": "Fields with tags"
    case "page_id": "Page ID"
    case "app_secret": "App secret"
    case "company": "Name in exports"
    case "audience": "Audience ID"
    case "interval": "Sync every"
    case "schedule": "Or at fixed times"
    case "webhook_secret": "Webhook secret"
    default: key
    }
  }

  func help(in kind: ConnectableKind) -> String {
    switch key {
    case "client_id": "In Help Scout: Your profile, My apps, Create my app. Any redirect address will do."
    case "inboxes":
      "One a line: the inbox’s number, then tags, replies or wporg, and for wporg the team’s tag. Empty: all inboxes."
    case "base_url": addressHelp(in: kind)
    case "api_key":
      kind == .mailchimp
        ? "It ends with the data centre, such as -us1." : "In Profile settings, of an agent who sees all tickets."
    case "group_id": "The group’s number. Empty: all tickets."
    case "public_notes_are_replies": "Whether a note that the customer can see counts as a reply."
    case "statuses":
      "One a line, such as \(kind == .requestTracker ? "waiting for parts: on_hold" : "6: on_hold"). Ours are new, open, pending, on_hold, solved, closed."
    case "activity_budget": "How many calls a sync may spend on who closed what. Empty: 20000."
    case "spam_pipelines": "Their numbers, one a line."
    case "account_id": "It goes with a personal access token. Empty for an OAuth token and for user:password."
    case "token":
      switch kind {
      case .hubspot: "In HubSpot: Settings, Integrations, Private apps."
      case .livechat: "In the Developer Console, with the scopes beside this form."
      case .messenger: "A long-lived one, with pages_messaging and pages_read_engagement."
      default: "In RT: Logged in as, Settings, Auth tokens. Or enter user and password below."
      }
    case "user": "Instead of a token."
    case "tag_fields": "Custom fields that hold tags, besides Tag and Tags. One a line."
    case "page_id": "The page’s number, in About, Page transparency."
    case "app_secret": "In the app’s Settings, Basic. Where the app demands proof of it; else empty."
    case "company": "In data exports the company is the participant of this name. Empty: the page’s own."
    case "audience": "In Audience, Settings, Audience name and defaults."
    case "interval": "From 15m to 7d, such as 1h. Empty: as often as the others."
    case "schedule": "Five fields of cron, such as 15 6-20 * * mon-fri. Instead of an interval."
    case "webhook_secret": "What the vendor signs its webhooks with. Empty: none are taken."
    default: ""
    }
  }

  private func addressHelp(in kind: ConnectableKind) -> String {
    let example =
      switch kind {
      case .freshservice: "Such as https://acme.freshservice.com/api/v2. "
      case .freshdesk: "Such as https://acme.freshdesk.com/api/v2. "
      case .requestTracker: "Such as https://rt.acme.example/REST/2.0. "
      case .mailchimp: "Empty: told by the key. "
      default: usual.map { "Empty: \($0). " } ?? ""
      }
    return example
      + "https:// or http://, without user name, ? or #. This server calls it and sends the key there; http:// sends it "
      + "unprotected, so only inside your own network."
  }
}
