package import CivilTime
package import Fetching

/// LiveChat of Text, by its API v3.5. A thread of a chat is our conversation.
package struct LiveChat: Helpdesk {
  package let source: String
  package let kind = "livechat"
  package let baseURL: String
  package let manners: any VendorManners
  package let account: String
  private let overlap: Int64

  /// - Parameters:
  ///   - accountID: goes with a personal access token; `user:password` and OAuth tokens (`dal:…`, `fra:…`) need none.
  ///   - overlap: hours for which threads are looked at again: they stay open, and are rated, that long.
  package init(source: String, baseURL: String, accountID: String?, token: String, overlap: Int64 = 72) {
    self.source = source
    self.baseURL = baseURL
    self.overlap = overlap * 3_600
    manners = LiveChatManners(keys: LiveChatCredentials(accountID: accountID, token: token))
    account = "livechat:\(accountID ?? source)"
  }

  package var passes: [SyncPass] {
    [SyncPass(LiveChat.archives, overlap: overlap), SyncPass(LiveChat.running, overlap: overlap)]
  }

  /// First what is over, then what runs: a chat that ends between the two is in the archive of the next sync, which
  /// looks back over the overlap.
  static let archives = "archives"
  static let running = "running"

  package var supplies: [Supply: Provision] { Self.supplied }

  /// What it can tell, known before one is connected.
  package static var supplied: [Supply: Provision] {
    [
      .messages: .full,
      .privateNotes: .full,
      .stateHistory: .full,
      .closer: .full,
      .assignments: .partial("from joins, transfers and first answers"),
      .tagHistory: .none("LiveChat tells a chat's tags, and not when they were set"),
      .ratings: .full,
      .surveys: .none("LiveChat does not tell when a customer was asked for a rating"),
      .timeEntries: .none("LiveChat has none"),
      .queue: .partial("the time in queues is told once a chat is over"),
      .companies: .none("LiveChat knows no companies"),
      .deletions: .partial("found when recent chats are read again"),
    ]
  }

  package func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession {
    try await LiveChatSession(of: self, through: calls, at: now)
  }
}
