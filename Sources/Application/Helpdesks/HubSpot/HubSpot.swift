package import CivilTime
package import Fetching
import HTTPClient
import JSONReader

/// HubSpot's tickets, with the conversations of its inboxes where the token may read them.
package struct HubSpot: Helpdesk {
  package let source: String
  package let kind = "hubspot"
  package let baseURL: String
  package let manners: any VendorManners
  package let account: String
  package let passes: [SyncPass] = [.hubSpotTickets, .hubSpotThreads, .hubSpotArchive]
  private let spamPipelines: Set<String>

  /// - Parameters:
  ///   - token: of a private app, `pat-…`; or of OAuth.
  ///   - spamPipelines: ids or labels of pipelines whose tickets are spam.
  package init(source: String, baseURL: String, token: String, spamPipelines: [String] = []) {
    self.source = source
    self.baseURL = baseURL
    self.spamPipelines = Set(spamPipelines)
    manners = HubSpotManners(token: token)
    // The limit is the app's, and the app is known by its token only.
    var hash = StableHash()
    hash.absorb(token)
    account = "hubspot \(hash.finished().shortText)"
  }

  package var supplies: [Supply: Provision] { Self.supplied }

  /// What it can tell, known before one is connected.
  package static var supplied: [Supply: Provision] {
    [
      .messages: .partial(
        "conversations need the scope conversations.read, without which no answer is counted; with it, a ticket without "
          + "one shows its request and the time of its first answer, as inferred"),
      .privateNotes: .partial("comments of conversations; notes on the ticket's timeline are not read"),
      .stateHistory: .partial("the last twenty values of a property"),
      .closer: .partial("where the history names no user, whoever held the ticket"),
      .assignments: .partial("the last twenty values of a property"),
      .tagHistory: .none("HubSpot tells tags without times"),
      .ratings: .none("its surveys ask for effort and recommendation; their answers are kept as fields"),
      .surveys: .none("HubSpot does not tell when a survey was sent"),
      .timeEntries: .none("HubSpot has none on tickets"),
      .queue: .none("HubSpot does not tell how long a visitor waited"),
      .companies: .full,
      .deletions: .full,
    ]
  }

  package func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession {
    let opening = HubSpotOpening(calls, source: source)
    return HubSpotSession(calls, try await opening.read(spam: spamPipelines), at: now)
  }

  package func test(_ calls: VendorCalls) async -> [ConnectionCheck] { await HubSpotTrial(calls).checks() }

  /// Three calls: one page of tickets for the limit, one search for their number, and one to see whether conversations,
  /// which are one call each, can be read at all.
  package func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate {
    let page = try await calls.send(HubSpotRequest.tickets(HubSpotProperties(only: ["createdate"]), limit: 1))
    let search = HubSpotSearchPlace(.changed, from: HubSpotTime(since))
    let total = try await calls.send(search.request(until: nil, limit: 1)).json["total"].int
    let reads = (try? await calls.send(HubSpotRequest.threads(after: nil, limit: 1))) != nil  // a refusal says no
    let perTenSeconds = page.headers["X-HubSpot-RateLimit-Max"].flatMap { Int($0) }
    let lists = (total + 49) / 50 + (total + 99) / 100
    return SyncEstimate(
      conversations: total, calls: lists + (reads ? total + total / 500 : 0) + 6,
      callsPerMinute: perTenSeconds.map { $0 * 6 })
  }
}

extension SyncPass {
  /// HubSpot's index shows a change after a minute at the latest; the contract wants five minutes.
  static let hubSpotTickets = SyncPass("tickets", overlap: 600)
  static let hubSpotThreads = SyncPass(
    "conversations", overlap: 600, isOptional: true, supplies: [.messages, .privateNotes],
    permission: "conversations.read")
  /// Archived tickets are few, and learning of one twice costs nothing.
  static let hubSpotArchive = SyncPass("archived", overlap: 86_400)
}
