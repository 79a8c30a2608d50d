package import CivilTime
package import Fetching

/// The conversations of a Facebook page, by the Graph API. Messages of a page carry no name of who wrote them.
package struct Messenger: Helpdesk {
  package let source: String
  package let kind = "messenger"
  package let baseURL: String
  package let manners: any VendorManners
  package var account: String { "messenger:\(page)" }
  let page: String
  private let proof: String?

  /// - Parameters:
  ///   - baseURL: with the version in it: `https://graph.facebook.com/v19.0`.
  ///   - page: the page's id; what it wrote is ours.
  ///   - token: a page access token.
  ///   - appSecret: of the app that the token is of; where the app demands a proof of it, nothing works without.
  package init(source: String, baseURL: String, page: String, token: String, appSecret: String? = nil) {
    self.source = source
    self.baseURL = baseURL
    self.page = page
    proof = appSecret.flatMap { MessengerProof.of(token, under: $0) }
    manners = MessengerManners(credentials: FixedCredentials.bearer(token))
  }

  package let passes = [SyncPass("conversations", overlap: 600)]

  package var supplies: [Supply: Provision] { Self.supplied }

  /// What it can tell, known before one is connected.
  package static var supplied: [Supply: Provision] {
    let nobody = "Facebook does not tell who answers for a page"
    return [
      .messages: .partial("Facebook guarantees only the newest twenty of a conversation"),
      .privateNotes: .none("there are none in Messenger"),
      .stateHistory: .none("Messenger knows no states; silence ends an episode"),
      .closer: .none(nobody),
      .assignments: .none(nobody),
      .tagHistory: .none("there are none in Messenger"),
      .ratings: .none("there are none in Messenger"),
      .surveys: .none("there are none in Messenger"),
      .timeEntries: .none("there are none in Messenger"),
      .queue: .none("there is none in Messenger"),
      .companies: .none("Messenger knows people only"),
      .deletions: .partial("found when all conversations are listed again"),
    ]
  }

  package func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession {
    MessengerSession(of: self, through: api(calls), at: now)
  }

  package func test(_ calls: VendorCalls) async -> [ConnectionCheck] {
    let request =
      "Please make a page access token for Replyledger with the permissions pages_messaging, pages_manage_metadata and "
      + "pages_read_engagement, by somebody who may do the task MESSAGING on the page; and tell us the app secret of its "
      + "app if the app demands proof of it."
    do {
      _ = try await api(calls).conversations(MessengerPlace(limit: 1))
      return [
        ConnectionCheck("Sign in", .passed), ConnectionCheck("Read conversations", scope: "pages_messaging", .passed),
      ]
    } catch let error as VendorError where error.remedy == .skip {
      return [
        ConnectionCheck("Sign in", .passed),
        ConnectionCheck("Read conversations", scope: "pages_messaging", .failed(error.description), request: request),
      ]
    } catch {
      return [ConnectionCheck("Sign in", .failed("\(error)"), request: request)]
    }
  }

  private func api(_ calls: VendorCalls) -> MessengerCalls { MessengerCalls(calls, page: page, proof: proof) }

  /// Nothing in the API tells how many conversations there are.
  package func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate {
    SyncEstimate(conversations: nil, calls: nil, callsPerMinute: nil)
  }
}
