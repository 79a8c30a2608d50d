internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

/// The Graph API of a Facebook page: conversations, the newest first, by cursors, and a code for what is wrong.
package final class MessengerDouble: VendorDouble {
  /// What the page and its token are like.
  package struct Page: Sendable {
    package var id = "2121008874780932"
    package var name = "Halden Software"
    package var token = "EAAright"
    /// The token is good no more, for the reason that this subcode of 190 gives.
    package var tokenTrouble: Int?
    package var hasPermission = true
    /// What proves that a caller knows the app's secret, where the app demands it.
    package var proof: String?
    /// Percent of what the app may do, as every answer tells.
    package var usage = 5
    /// The page is over its limit, and for so many minutes.
    package var minutesToRegain = 0
    /// More messages than this in one answer are too much.
    package var mostMessages = 100_000
    /// So many messages of a conversation can be read, the newest; what is older is not there any more.
    package var readableMessages = 100_000
    /// What goes wrong is told under the status 200.
    package var answersProblemsWith200 = false
    /// More conversations or messages than this cannot be asked for.
    package var greatestLimit = 100

    package init(_ change: (inout Self) -> Void = { _ in }) { change(&self) }
  }

  package let clock: DoubleClock
  private let page: Mutex<Page>
  let inbox: Mutex<Inbox>

  static let routes: Routes<MessengerDouble> = [
    .get("/v19.0/{id}/conversations", MessengerDouble.conversations),
    .get("/v19.0/{id}/messages", MessengerDouble.messages),
    .get("/v19.0/{id}", MessengerDouble.conversation),
  ]

  package init(_ page: Page = Page(), clock: DoubleClock = DoubleClock()) {
    self.clock = clock
    self.page = Mutex(page)
    inbox = Mutex(Inbox(pageID: page.id, pageName: page.name))
  }

  package func change(_ body: (inout Page) -> Void) { page.withLock { body(&$0) } }

  var terms: Page { page.withLock { $0 } }

  package func answer(to call: DoubleRequest) -> DoubleAnswer {
    let terms = terms
    var answer = answer(to: call, from: terms)
    if terms.answersProblemsWith200 { answer.status = 200 }
    let regain = terms.minutesToRegain
    return answer.adding([
      "x-app-usage": #"{"call_count":\#(terms.usage),"total_time":3,"total_cputime":1}"#,
      "X-Business-Use-Case-Usage":
        #"{"\#(terms.id)":[{"type":"messenger","call_count":\#(terms.usage),"total_cputime":1,"total_time":2,"estimated_time_to_regain_access":\#(regain)}]}"#,
    ])
  }

  private func answer(to call: DoubleRequest, from page: Page) -> DoubleAnswer {
    guard call.credentials == .bearer(page.token) else {
      return GraphTrouble(400, 190, "Invalid OAuth access token", type: "OAuthException").answer
    }
    if let proof = page.proof, let trouble = Self.trouble(call.query.first("appsecret_proof"), proof) { return trouble }
    if let subcode = page.tokenTrouble {
      return GraphTrouble(400, 190, "Error validating access token", subcode: subcode, type: "OAuthException").answer
    }
    guard page.hasPermission else {
      return GraphTrouble(403, 200, "Requires pages_messaging permission", type: "OAuthException").answer
    }
    guard page.minutesToRegain == 0 else {
      return GraphTrouble(
        400, 80_006, "There have been too many calls", subcode: 2_446_079, isTransient: true, type: "OAuthException"
      ).answer
    }
    inbox.withLock { $0.catchUp(with: clock.now) }
    let known = ["platform", "fields", "limit", "after", "appsecret_proof"] as Set
    if let unknown = call.unknownParameters(allowing: known).first {
      return GraphTrouble(400, 100, "Unsupported parameter: \(unknown)", type: "OAuthException").answer
    }
    return Self.routes.answer(call, by: self) ?? GraphTrouble.missing(call.path).answer
  }

  private static func trouble(_ given: String?, _ proof: String) -> DoubleAnswer? {
    guard given != proof else { return nil }
    let words =
      given == nil
      ? "API calls from the server require an appsecret_proof argument"
      : "Invalid appsecret_proof provided in the API argument"
    return GraphTrouble(400, 100, words, type: "GraphMethodException").answer
  }

  package func look(of failure: Failure) -> DoubleAnswer {
    switch failure {
    // A token's end bears another status here.
    case .status(401): GraphTrouble(400, 190, "Invalid OAuth access token", type: "OAuthException").answer
    case .status(let code):
      GraphTrouble(code, 2, "An unexpected error has occurred", isTransient: true, type: "OAuthException").answer
    case .rateLimited:
      GraphTrouble(400, 4, "Application request limit reached", isTransient: true, type: "OAuthException").answer
    }
  }
}

/// What Graph refuses, and in which words.
struct GraphTrouble: Error {
  let answer: DoubleAnswer

  init(
    _ status: Int, _ code: Int, _ message: String, subcode: Int? = nil, isTransient: Bool = false, type: String
  ) {
    answer = .json(status: status) { json in
      json.object { json in
        json.member("error") { json in
          json.object { json in
            json.member("message", "(#\(code)) \(message)")
            json.member("type", type)
            json.member("code", code)
            if let subcode { json.member("error_subcode", subcode) }
            if isTransient { json.member("is_transient", true) }
            json.member("fbtrace_id", "A0000000000")
          }
        }
      }
    }
  }

  static func missing(_ id: String) -> GraphTrouble {
    GraphTrouble(
      400, 100, "Unsupported get request. Object with ID '\(id)' does not exist", subcode: 33,
      type: "GraphMethodException")
  }

  static let tooMuch = GraphTrouble(
    500, 1, "Please reduce the amount of data you're asking for, then retry your request", type: "OAuthException")
}
