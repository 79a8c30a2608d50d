package import Fetching

/// Help Scout by its Inbox API 2.0, whose paths and keys still say “mailbox” for an inbox.
package struct HelpScout: Helpdesk {
  /// What an inbox is used for, and so how its work is counted.
  package enum Profile: String, Sendable, CaseIterable {
    /// Notifications of the WordPress.org forums, where colleagues answer in the forum.
    case wporg
    /// Products are told apart by tags.
    case tags
    /// Every reply counts.
    case replies
  }

  package struct Inbox: Sendable, Equatable {
    package var id: String
    package var profile: Profile
    /// With the profile `wporg`: what marks a conversation as the team's.
    package var tag: String?

    package init(id: String, profile: Profile = .tags, tag: String? = nil) {
      self.id = id
      self.profile = profile
      self.tag = tag
    }
  }

  package struct Configuration: Sendable, Equatable {
    /// With the version: `https://api.helpscout.net/v2`.
    package var baseURL: String
    package var clientID: String
    package var clientSecret: String
    /// Empty: all that the app's user can see.
    package var inboxes: [Inbox]

    package init(baseURL: String, clientID: String, clientSecret: String, inboxes: [Inbox] = []) {
      self.baseURL = baseURL
      self.clientID = clientID
      self.clientSecret = clientSecret
      self.inboxes = inboxes
    }
  }

  package let source: String
  package let kind = "helpscout"
  package let manners: any VendorManners
  let configuration: Configuration

  package init(source: String, _ configuration: Configuration) {
    self.source = source
    self.configuration = configuration
    manners = HelpScoutManners(clientID: configuration.clientID, clientSecret: configuration.clientSecret)
  }

  package var baseURL: String { configuration.baseURL }

  /// The limit is the account's, and an app belongs to one account.
  package var account: String {
    var hash = StableHash()
    hash.absorb(configuration.clientID)
    return "\(configuration.baseURL) \(hash.finished().shortText)"
  }

  package var passes: [SyncPass] { [.conversations, .ratings] }

  package var supplies: [Supply: Provision] { Self.supplied }

  /// What it can tell, known before one is connected.
  package static var supplied: [Supply: Provision] {
    [
      .messages: .full, .privateNotes: .full, .closer: .full, .assignments: .full, .deletions: .full,
      .stateHistory: .partial("changes made through the API leave no entry; they are dated by the last update"),
      .tagHistory: .none("Help Scout shows which tags are set, not when they were"),
      .ratings: .partial("when a rating was given stands only in the happiness report of the Plus and Pro plans"),
      .surveys: .none("Help Scout puts the question under every reply and does not tell of it"),
      .timeEntries: .none("Help Scout has no time entries"),
      .queue: .none("Help Scout does not tell how long chats waited"),
      .companies: .partial("where the customer's organization comes with the conversation"),
    ]
  }
}

extension SyncPass {
  static let conversations = SyncPass("conversations", overlap: 600)
  /// A customer can change a rating: the last month is read again each time.
  static let ratings = SyncPass(
    "ratings", overlap: 30 * 86_400, isOptional: true, supplies: [.ratings],
    permission: "to see the happiness report, of the plans Plus and Pro")
}
