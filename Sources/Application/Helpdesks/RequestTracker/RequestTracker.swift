package import CivilTime
import Encoding
package import Fetching
import HTTPClient
package import Support

/// Best Practical's Request Tracker 5, over REST 2.0.
///
/// Its queues are our inboxes, the first requestor of a ticket is the customer, and who is *privileged* works here.
package struct RequestTracker: Sendable {
  package struct Configuration: Sendable, Equatable {
    package enum Login: Sendable, Equatable {
      case token(String)
      case password(user: String, String)
    }

    /// With the version: `https://rt.example.org/REST/2.0`.
    package var baseURL: String
    package var login: Login
    /// What statuses mean that an administrator added, or that mean something else here than usual; in any case.
    package var statuses: [String: ConversationState]
    /// Custom fields whose values are tags, besides those called Tag or Tags.
    package var tagFields: [String]

    package init(
      baseURL: String, login: Login, statuses: [String: ConversationState] = [:], tagFields: [String] = []
    ) {
      self.baseURL = baseURL
      self.login = login
      self.statuses = statuses
      self.tagFields = tagFields
    }
  }

  package let source: String
  package let baseURL: String
  package let manners: any VendorManners
  let statuses: TrackerStatuses
  let tagFields: Set<String>

  package init(source: String, _ configuration: Configuration) {
    self.source = source
    baseURL = configuration.baseURL
    manners = TrackerManners(configuration.login)
    statuses = TrackerStatuses(configuration.statuses)
    tagFields = Set((configuration.tagFields + ["tag", "tags"]).map { $0.lowercased() })
  }
}

extension RequestTracker: Helpdesk {
  package var kind: String { "request-tracker" }
  package var account: String { "\(kind) \(baseURL)" }

  package var supplies: [Supply: Provision] { Self.supplied }

  /// What it can tell, known before one is connected.
  package static var supplied: [Supply: Provision] {
    [
      .messages: .full, .privateNotes: .full, .stateHistory: .full, .closer: .full, .assignments: .full,
      .tagHistory: .full, .timeEntries: .full,
      .companies: .partial("the organization of the first requestor, where the account may read it"),
      .deletions: .partial("shredded tickets leave no trace; they are found when known tickets are looked up again"),
      .ratings: .none("Request Tracker asks for none"), .surveys: .none("Request Tracker sends none"),
      .queue: .none("Request Tracker has no live chat"),
    ]
  }

  /// Both clocks may differ, and the server's is nobody's but its owner's: an hour of overlap.
  package var passes: [SyncPass] {
    [SyncPass("tickets", overlap: 3_600), SyncPass("deleted", overlap: 3_600)]
  }

  package func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession {
    let lists = TrackerLists(calls)
    let queues = try await lists.queues()
    return TrackerSession(desk: self, lists: lists, people: TrackerPeople(calls), queues: queues, now: now)
  }

  package func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate {
    let total = try await TrackerLists(calls).page(of: .changed(since: since), 1, size: 1).total
    // A ticket, its history, some messages, and now and then somebody new.
    return SyncEstimate(conversations: total, calls: total.map { $0 * 6 + 2 }, callsPerMinute: nil)
  }
}

/// How Request Tracker wants to be spoken to.
struct TrackerManners: VendorManners {
  let vendor = "Request Tracker"
  let credentials: any Credentials
  /// It has no limit of its own; a usual server has about ten workers, and people work with them too.
  let concurrency: Int? = 8

  init(_ login: RequestTracker.Configuration.Login) {
    switch login {
    case .token(let token):
      credentials = FixedCredentials(["Authorization": "token \(token)"])
    case .password(let user, let password):
      let pair = Base64.encode(Array("\(user):\(password)".utf8))
      credentials = FixedCredentials(["Authorization": "Basic \(pair)"])
    }
  }
}
