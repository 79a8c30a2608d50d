import Runtime

extension ConnectCards {
  init(isFirst: Bool, mayConnect: Bool = true) {
    let cards = Settings.SourceKind.allCases.map { kind in
      var card = Card(kind)
      card.href =
        mayConnect
        ? ConnectableKind(rawValue: kind.rawValue).map { Route.connect.href([("kind", $0.rawValue)]) } : nil
      return card
    }
    self.init(cards: cards, isFirst: isFirst, href: mayConnect ? Route.connect.path : nil)
  }

  /// “Help Scout” for `helpscout`.
  static func name(of kind: String) -> String {
    Settings.SourceKind(rawValue: kind).map { Card($0).name } ?? kind
  }
}

extension ConnectCards.Card {
  init(_ kind: Settings.SourceKind) {
    self.init(named: kind)
    permissions = ConnectCards.Permission.all(of: kind)
    permissionsNote = ConnectCards.Permission.note(on: kind)
  }

  private init(named kind: Settings.SourceKind) {
    switch kind {
    case .helpscout:
      self.init(
        name: "Help Scout", about: "Inboxes with threads, teams, tags and ratings. Keys: Your profile, My apps.",
        lines: """
          - id: helpscout
            kind: helpscout
            client_id: "env:HELPSCOUT_CLIENT_ID"
            client_secret: "env:HELPSCOUT_CLIENT_SECRET"
          """, names: ["HELPSCOUT_CLIENT_ID", "HELPSCOUT_CLIENT_SECRET"])
    case .freshservice:
      self.init(
        name: "Freshservice", about: "Tickets with histories, time entries, departments. Key: Profile settings.",
        lines: """
          - id: fresh
            kind: freshservice
            base_url: "https://acme.freshservice.com/api/v2"
            api_key: "env:FRESH_API"
          """, names: ["FRESH_API", "FRESH_ENDPOINT"])
    case .freshdesk:
      self.init(
        name: "Freshdesk", about: "Tickets with histories, companies and ratings. Key: Profile settings.",
        lines: """
          - id: freshdesk
            kind: freshdesk
            base_url: "https://acme.freshdesk.com/api/v2"
            api_key: "env:FRESH_API"
          """, names: ["FRESH_API", "FRESH_ENDPOINT"])
    case .hubspot:
      self.init(
        name: "HubSpot", about: "Tickets with pipelines, owners and threads. Token: Settings, Private apps.",
        lines: """
          - id: hubspot
            kind: hubspot
            token: "env:HUBSPOT_API_KEY"
          """, names: ["HUBSPOT_API_KEY"])
    case .livechat:
      self.init(
        name: "LiveChat", about: "Chats with agents, bots, queues and ratings. Token: Developer Console.",
        lines: """
          - id: livechat
            kind: livechat
            account_id: "env:LIVECHAT_ACCOUNT_ID"
            token: "env:LIVECHAT_PAT"
          """, names: ["LIVECHAT_ACCOUNT_ID", "LIVECHAT_PAT"])
    case .requestTracker:
      self.init(
        name: "Request Tracker", about: "Tickets of RT 5 with transactions and queues. Token: Settings, Auth tokens.",
        lines: """
          - id: rt
            kind: request-tracker
            base_url: "https://rt.acme.example/REST/2.0"
            token: "env:RT_TOKEN"
          """, names: ["RT_TOKEN"])
    case .messenger:
      self.init(
        name: "Facebook Messenger", about: "Exports of chats, uploaded on this page. No account is needed.",
        lines: """
          - id: facebook
            kind: messenger
          """, names: [])
    case .table:
      self.init(
        name: "A table",
        about: "CSV or JSON of any system, with its columns mapped; exports of HubSpot and LiveChat as they are.",
        lines: """
          - id: archive
            kind: table
            mapping: hubspot
          """, names: [])
    }
  }
}

extension ConnectCards.Permission {
  /// What the test of a connection tries, before there is one.
  fileprivate static func all(of kind: Settings.SourceKind) -> [ConnectCards.Permission] {
    switch kind {
    case .helpscout:
      [
        .init(scope: "Mailboxes", brings: "every inbox that is to be counted", isNeeded: true),
        .init(scope: "Conversations", brings: "messages, notes and who did what", isNeeded: true),
        .init(scope: "Users, teams, tags", brings: "names instead of numbers"),
        .init(scope: "Happiness report", brings: "when ratings were given; part of the Plus and Pro plans"),
      ]
    case .freshservice, .freshdesk:
      [
        .init(scope: "View tickets", brings: "all tickets, not only the agent’s own groups", isNeeded: true),
        .init(scope: "View ticket activities", brings: "who closed, assigned and reopened"),
        .init(scope: "View time entries", brings: "the minutes booked on tickets"),
        .init(
          scope: kind == .freshservice ? "View departments" : "View companies", brings: "the client of each ticket"),
        .init(scope: "View satisfaction ratings", brings: "what customers said"),
        .init(scope: "View deleted and spam tickets", brings: "what must not count any more"),
      ]
    case .hubspot:
      [
        .init(scope: "tickets", brings: "tickets, pipelines and their stages", isNeeded: true),
        .init(scope: "conversations.read", brings: "what was written in them"),
        .init(scope: "crm.objects.owners.read", brings: "names of people"),
        .init(scope: "crm.schemas.tickets.read", brings: "properties of your own, by their labels"),
        .init(scope: "crm.objects.contacts.read", brings: "names of customers"),
        .init(scope: "crm.objects.companies.read", brings: "names of clients"),
      ]
    case .livechat:
      [
        .init(scope: "chats--all:ro", brings: "chats, running and archived", isNeeded: true),
        .init(scope: "agents--all:ro", brings: "names of people"),
        .init(scope: "agents-bot--all:ro", brings: "which of them are bots"),
        .init(scope: "groups--all:ro", brings: "names of teams"),
        .init(scope: "tags--all:ro", brings: "the list of tags"),
      ]
    case .requestTracker:
      [
        .init(scope: "ShowTicket", brings: "tickets and their history", isNeeded: true),
        .init(scope: "SeeQueue", brings: "names of queues"),
        .init(scope: "ShowTicketComments", brings: "private notes"),
        .init(scope: "SeeCustomField", brings: "tags and products"),
      ]
    case .messenger, .table: []
    }
  }

  fileprivate static func note(on kind: Settings.SourceKind) -> String {
    switch kind {
    case .helpscout: "An app has no scopes of its own: it may do what the user may do who made it."
    case .freshservice, .freshdesk:
      "The key may do what its agent may do. Let it belong to an agent who sees all tickets."
    case .hubspot: "All of these only read. They belong to a private app: Settings, Integrations, Private Apps."
    case .livechat: "All of these only read. They are chosen when the personal access token is made."
    case .requestTracker: "On every queue that is to be counted, for a privileged user. It changes nothing."
    case .messenger, .table: ""
    }
  }
}
