internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

/// LiveChat's API v3.5: archives by pages of a mark, running chats, people, and a word in the body for what is wrong.
package final class LiveChatDouble: VendorDouble {
  /// What the account is like.
  package struct Account: Sendable {
    /// Goes with the personal access token.
    package var id = "d24fa41e-0000-4000-8000-00000000a001"
    package var token = "pat-right"
    package var oauthToken = "dal:right"
    package var region = "dal"
    package var scopes: Set<String> = [
      "chats--all:ro", "agents--all:ro", "agents-bot--all:ro", "groups--all:ro", "tags--all:ro",
    ]
    /// The archive is shown for so many days only.
    package var planDays: Int64?
    /// Asked for without a page, a longer span of the archive takes too long.
    package var longestSpan: Int64?
    /// Calls in any 60 seconds. Nothing announces it.
    package var callsPerMinute = 180
    /// What the vendor says of the age of this version.
    package var legacySince: String?
    /// So many threads at most are told of those that are asked for by their ids, and no page follows.
    package var mostByID: Int?

    package init(_ change: (inout Self) -> Void = { _ in }) { change(&self) }
  }

  package let clock: DoubleClock
  private let limit: RateLimit
  private let account: Mutex<Account>
  let books: Mutex<Books>

  static let routes: Routes<LiveChatDouble> = [
    .post("/v3.5/agent/action/list_archives", LiveChatDouble.listArchives),
    .post("/v3.5/agent/action/list_chats", LiveChatDouble.listChats),
    .post("/v3.5/agent/action/get_chat", LiveChatDouble.getChat),
    .post("/v3.5/configuration/action/list_agents", LiveChatDouble.listAgents),
    .post("/v3.5/configuration/action/list_bots", LiveChatDouble.listBots),
    .post("/v3.5/configuration/action/list_groups", LiveChatDouble.listGroups),
    .post("/v3.5/configuration/action/list_tags", LiveChatDouble.listTags),
  ]

  package init(_ account: Account = Account(), clock: DoubleClock = DoubleClock()) {
    self.clock = clock
    limit = RateLimit([.init("all", account.callsPerMinute, per: .rolling(seconds: 60))], clock: clock)
    self.account = Mutex(account)
    books = Mutex(Books())
  }

  /// How the account is from now on.
  package func change(_ body: (inout Account) -> Void) { account.withLock { body(&$0) } }

  var terms: Account { account.withLock { $0 } }

  package func answer(to call: DoubleRequest) -> DoubleAnswer {
    let account = terms
    let answer = answer(to: call, from: account)
    return account.legacySince.map { answer.adding(["Legacy": $0]) } ?? answer
  }

  private func answer(to call: DoubleRequest, from account: Account) -> DoubleAnswer {
    guard account.lets(in: call.credentials) else {
      return LiveChatTrouble(401, "authentication", "Invalid access token").answer
    }
    guard (call.headers["X-Region"] ?? "dal") == account.region else {
      return LiveChatTrouble(421, "misdirected_request", "Wrong region", region: account.region).answer
    }
    let standing = limit.take("all")
    guard !standing.isRefused else { return LiveChatTrouble(429, "too_many_requests", "Too many requests").answer }
    guard call.headers["Content-Type"]?.hasPrefix("application/json") == true, case .object = call.json else {
      return LiveChatTrouble(400, "validation", "The body must be a JSON object").answer
    }
    books.withLock { $0.catchUp(with: clock.now) }
    return Self.routes.answer(call, by: self) ?? LiveChatTrouble(404, "not_found", "No such method").answer
  }

  package func look(of failure: Failure) -> DoubleAnswer {
    switch failure {
    case .status(401): LiveChatTrouble(401, "authentication", "Invalid access token").answer
    case .status(503): LiveChatTrouble(503, "service_unavailable", "Service unavailable").answer
    case .status(let code): LiveChatTrouble(code, "internal", "Internal server error").answer
    case .rateLimited(let seconds):
      LiveChatTrouble(429, "too_many_requests", "Too many requests").answer.adding(["Retry-After": "\(seconds)"])
    }
  }
}

extension LiveChatDouble.Account {
  /// A personal access token comes by Basic; as Bearer it is refused.
  fileprivate func lets(in credentials: Credentials) -> Bool {
    switch credentials {
    case .basic(let user, let password): user == id && password == token
    case .bearer(let bearer): bearer == oauthToken
    default: false
    }
  }
}

/// What the vendor refuses, and in which words.
struct LiveChatTrouble: Error {
  let answer: DoubleAnswer

  init(_ status: Int, _ type: String, _ message: String, region: String? = nil) {
    answer = .json(status: status) { json in
      json.object { json in
        json.member("error") { json in
          json.object { json in
            json.member("type", type)
            json.member("message", message)
            if let region { json.member("data") { $0.object { $0.member("region", region) } } }
          }
        }
      }
    }
  }

  static func validation(_ message: String) -> LiveChatTrouble { LiveChatTrouble(400, "validation", message) }
}
