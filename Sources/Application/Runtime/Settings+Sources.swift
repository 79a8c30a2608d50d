package import CivilTime

extension Settings {
  /// A helpdesk, or uploads from one. Its id begins every key of its conversations.
  package struct Source: Sendable, Equatable {
    package var id: String
    package var connection: Connection
    /// How often it is asked for news, where it is not as often as the others.
    package var interval: Duration?
    /// Instead of an interval: when it is asked, by the clock of the workspace.
    package var schedule: CronExpression?
    /// Proves that a webhook comes from the vendor; nil: none are taken.
    package var webhookSecret: Secret?

    package init(
      id: String, connection: Connection, interval: Duration? = nil, schedule: CronExpression? = nil,
      webhookSecret: Secret? = nil
    ) {
      self.id = id
      self.connection = connection
      self.interval = interval
      self.schedule = schedule
      self.webhookSecret = webhookSecret
    }

    package var kind: SourceKind { connection.kind }
  }

  package enum SourceKind: String, Sendable, CaseIterable {
    case helpscout, freshservice, freshdesk, hubspot, livechat, messenger
    case requestTracker = "request-tracker"
    case table
  }

  package enum Connection: Sendable, Equatable {
    case helpscout(HelpScout)
    case freshservice(Freshworks)
    case freshdesk(Freshworks)
    case hubspot(HubSpot)
    case livechat(LiveChat)
    case messenger(Messenger)
    case requestTracker(RequestTracker)
    case table(Table)

    package var kind: SourceKind {
      switch self {
      case .helpscout: .helpscout
      case .freshservice: .freshservice
      case .freshdesk: .freshdesk
      case .hubspot: .hubspot
      case .livechat: .livechat
      case .messenger: .messenger
      case .requestTracker: .requestTracker
      case .table: .table
      }
    }
  }

  package struct HelpScout: Sendable, Equatable {
    package enum Profile: String, Sendable, CaseIterable {
      case wporg, tags, replies
    }

    package struct Inbox: Sendable, Equatable {
      package var id: String
      package var profile: Profile
      /// With the profile `wporg`: what marks a conversation as the team's.
      package var tag: String?
    }

    package var baseURL: String
    package var clientID: String
    package var clientSecret: Secret
    /// Empty: all of them, with the profile `tags`.
    package var inboxes: [Inbox]
  }

  /// Freshservice and Freshdesk differ in their defaults, not in what is configured.
  package struct Freshworks: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
      case new, open, pending
      case onHold = "on_hold"
      case solved, closed
    }

    package var baseURL: String
    package var apiKey: Secret
    package var groupID: String?
    package var publicNotesAreReplies: Bool
    /// Status numbers that the account added, and what they mean.
    package var statuses: [Int: State]
    /// How many calls a sync may spend on tickets' activities, which tell who closed what; nil: as many as is usual.
    package var activityBudget: Int?
  }

  package struct HubSpot: Sendable, Equatable {
    package var baseURL: String
    package var token: Secret
    package var spamPipelines: [String]
  }

  package struct LiveChat: Sendable, Equatable {
    package var baseURL: String
    /// Goes with a personal access token; an OAuth token and `user:password` need none.
    package var accountID: String?
    package var token: Secret
  }

  package struct Messenger: Sendable, Equatable {
    package struct Page: Sendable, Equatable {
      package var id: String
      package var token: Secret
      /// Of the app that the token was made for: proven with every call.
      package var appSecret: Secret?
    }

    package var baseURL: String
    /// Nil: uploads only.
    package var page: Page?
    /// In data exports, the name of the participant that is the company.
    package var company: String?
  }

  package struct RequestTracker: Sendable, Equatable {
    package enum Credentials: Sendable, Equatable {
      case token(Secret)
      case password(user: String, Secret)
    }

    package var baseURL: String
    package var credentials: Credentials
    /// Statuses that the administrator added, and what they mean.
    package var statuses: [String: Freshworks.State] = [:]
    /// Custom fields that hold tags, besides those called Tag or Tags.
    package var tagFields: [String] = []
  }

  package struct Table: Sendable, Equatable {
    /// A mapping that is built in, such as `hubspot`.
    package var mapping: String?
    /// Our field by the name of the column that holds it.
    package var columns: [String: String]
  }
}
