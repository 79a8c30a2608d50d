internal import CivilTime
package import DemoCompany
internal import HTTPServer
internal import JSONReader
internal import Synchronization

/// Help Scout's Inbox API 2.0 in memory, as strict as its documentation: client credentials that expire, fixed pages, a
/// limit per minute, 301 for what was merged, and reports only with the right plan.
///
/// `base_url` is the server's address followed by `/v2`.
package final class HelpScoutDouble: VendorDouble {
  package struct Settings: Sendable {
    package var clientID = "app-id"
    package var clientSecret = "app-secret"
    /// Seconds.
    package var tokenLifetime: Int64 = 7_200
    /// Calls a minute; nothing for as many as one likes.
    package var limit: Int? = 400
    /// Seconds after which it begins anew; the vendor counts minutes.
    package var window = 60
    package var pageSize = 25
    package var otherPageSize = 50
    /// Plus and Pro.
    package var hasReports = true
    package var hasTeams = true
    package var showsUsers = true
    /// What the double shows beside what the list says: whether `all` means spam too is not documented.
    package var allIncludesSpam = true

    package init() {}
  }

  struct State {
    var desk: HelpScoutDesk
    var settings: Settings
    var tokens: [String: Instant] = [:]
    var issued = 0
    var lists: [String: (version: Int, ids: [Int])] = [:]
    var story: HelpScoutStory?
  }

  static let routes: Routes<HelpScoutDouble> = [
    .get("/v2/conversations", HelpScoutDouble.conversations),
    .get("/v2/conversations/{id}", HelpScoutDouble.conversation),
    .get("/v2/conversations/{id}/threads", HelpScoutDouble.threads),
    .get("/v2/mailboxes", HelpScoutDouble.mailboxes),
    .get("/v2/mailboxes/{id}", HelpScoutDouble.mailbox),
    .get("/v2/mailboxes/{id}/fields", HelpScoutDouble.fields),
    .get("/v2/users", HelpScoutDouble.users),
    .get("/v2/teams", HelpScoutDouble.teams),
    .get("/v2/teams/{id}/members", HelpScoutDouble.members),
    .get("/v2/tags", HelpScoutDouble.tags),
    .get("/v2/reports/happiness/ratings", HelpScoutDouble.ratings),
  ]

  package let clock: DoubleClock
  private let limit: RateLimit
  let state: Mutex<State>

  package init(_ desk: HelpScoutDesk, settings: Settings = Settings(), clock: DoubleClock = DoubleClock()) {
    self.clock = clock
    limit = RateLimit([.init("all", settings.limit ?? .max / 2, per: .fixed(seconds: settings.window))], clock: clock)
    state = Mutex(State(desk: desk, settings: settings))
  }

  /// Shows the story as it is at the clock's time, and goes on with it when the clock does.
  package convenience init(
    telling story: Story, settings: Settings = Settings(), clock: DoubleClock = DoubleClock()
  ) {
    let told = HelpScoutStory(story)
    self.init(told.desk, settings: settings, clock: clock)
    state.withLock { $0.story = told }
    goOn()
  }

  package func answer(to call: DoubleRequest) -> DoubleAnswer {
    goOn()
    if call.method == .post, call.segments == ["v2", "oauth2", "token"] { return token(call) }
    let standing = limit.take("all")
    guard !standing.isRefused else { return look(of: .rateLimited(retryAfter: standing.retryAfter)) }
    return allowed(call).adding(headers(standing.limit, standing.remaining))
  }

  package func look(of failure: Failure) -> DoubleAnswer {
    switch failure {
    case .status(let code): return HelpScoutDouble.problem(code, "Something went wrong")
    case .rateLimited(let seconds):
      // “Not the standard Retry-After.”
      return .json(status: 429) { $0.object { $0.member("message", "API rate limit exceeded") } }
        .adding(headers(state.withLock { $0.settings.limit ?? 400 }, 0))
        .adding(["X-RateLimit-Retry-After": "\(seconds)"])
    }
  }

  /// What happens at the vendor's, whoever does it.
  package func change<Result>(_ body: (inout HelpScoutDesk) throws -> Result) rethrows -> Result {
    try state.withLock { try body(&$0.desk) }
  }

  package var desk: HelpScoutDesk { state.withLock { $0.desk } }

  package var settings: Settings {
    get { state.withLock { $0.settings } }
    set { state.withLock { $0.settings = newValue } }
  }

  /// Every token that was given out so far is worth nothing from now on.
  package func revokeTokens() { state.withLock { $0.tokens = [:] } }

  package var tokensIssued: Int { state.withLock { $0.issued } }

  private func goOn() {
    let now = clock.now
    state.withLock { state in
      guard var story = state.story else { return }
      // Taken out first, so that it is changed in place.
      state.story = nil
      story.tell(until: now, into: &state.desk)
      state.story = story
    }
  }
}

extension HelpScoutDouble {
  private func headers(_ limit: Int, _ remaining: Int) -> HTTPHeaders {
    guard settings.limit != nil else { return ["Correlation-Id": "d48eb0d4#1"] }
    return [
      "Correlation-Id": "d48eb0d4#1", "X-Ratelimit-Limit-Minute": "\(limit)",
      "X-Ratelimit-Remaining-Minute": "\(remaining)",
    ]
  }

  private func allowed(_ call: DoubleRequest) -> DoubleAnswer {
    guard case .bearer(let token) = call.credentials, isGood(token) else {
      return .json(status: 401) { $0.object { $0.member("error", "invalid_token") } }
    }
    return Self.routes.answer(call, by: self) ?? Self.problem(404, "Not found")
  }

  private func isGood(_ token: String) -> Bool {
    let now = clock.now
    return state.withLock { state in state.tokens[token].map { now < $0 } ?? false }
  }

  /// “Accepts a JSON body or form body”; there is no refresh token in this grant.
  private func token(_ call: DoubleRequest) -> DoubleAnswer {
    func field(_ name: String) -> String? {
      if let json = call.json { return try? json[name].string }  // no text is no such field
      return call.form?.first(name)
    }
    let now = clock.now
    return state.withLock { state in
      guard field("grant_type") == "client_credentials", let id = field("client_id"),
        id == state.settings.clientID, field("client_secret") == state.settings.clientSecret
      else {
        return .json(status: 400) { json in
          json.object { json in
            json.member("status", 400)
            json.member("message", "\(field("client_id") ?? "") is not a valid API Key")
          }
        }
      }
      state.issued += 1
      let token = "token-\(state.issued)"
      state.tokens[token] = now + state.settings.tokenLifetime
      return .json { json in
        json.object { json in
          json.member("token_type", "bearer")
          json.member("access_token", token)
          json.member("expires_in", state.settings.tokenLifetime)
        }
      }
    }
  }

  static func problem(_ status: Int, _ message: String, path: String? = nil) -> DoubleAnswer {
    .json(status: status, type: "application/vnd.error+json") { json in
      json.object { json in
        json.member("logRef", "64bb72b4")
        json.member("message", message)
        json.member("_embedded") { json in
          json.object { json in
            json.member("errors") { json in
              json.array { json in
                guard let path else { return }
                json.object { json in
                  json.member("path", path)
                  json.member("message", message)
                  json.member("source", "QUERY")
                }
              }
            }
          }
        }
      }
    }
  }

  static func refusal(_ refusal: HelpScoutFilter.Refusal) -> DoubleAnswer {
    problem(400, refusal.why, path: refusal.parameter)
  }
}
