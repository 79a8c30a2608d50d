import Runtime

extension ConnectCards {
  init(isFirst: Bool) {
    self.init(cards: Settings.SourceKind.allCases.map { Card($0) }, isFirst: isFirst)
  }

  /// “Help Scout” for `helpscout`.
  static func name(of kind: String) -> String {
    Settings.SourceKind(rawValue: kind).map { Card($0).name } ?? kind
  }
}

extension ConnectCards.Card {
  init(_ kind: Settings.SourceKind) {
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
