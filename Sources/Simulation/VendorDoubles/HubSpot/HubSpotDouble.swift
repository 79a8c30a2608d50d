internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

/// HubSpot's CRM and conversations on this machine.
package final class HubSpotDouble: VendorDouble {
  package struct Conduct: Sendable {
    package var token = "pat-eu1-right"
    package var scopes: Set<String> = [
      "tickets", "crm.objects.owners.read", "crm.schemas.tickets.read", "conversations.read",
      "crm.objects.contacts.read", "crm.objects.companies.read",
    ]
    /// In any ten seconds, by plan.
    package var burst = 190
    package var daily = 625_000
    /// In any second.
    package var searches = 5
    /// Rows of a search beyond which nothing can be paged to.
    package var wall = 10_000
    /// Some portals sort ids, which are numbers, as text, and compare them so.
    package var sortsIDsAsText = false
    /// Whom tickets belong to is told nobody, neither in lists nor by itself.
    package var refusesAssociations = false
    /// So many of the next pages of a search come empty although more follow.
    package var emptyPages = 0
    /// Tickets whose records come with something that is no time where one belongs.
    package var spoilt: Set<Int> = []

    package init() {}
  }

  struct State {
    var desk: HubSpotDesk
    var conduct: Conduct
    var telling: HubSpotTelling?
    var callsToday = 0
  }

  package let clock: DoubleClock
  let state: Mutex<State>
  private let burst: RateLimit
  private let searches: RateLimit
  private let burstSize: Int

  static let routes: Routes<HubSpotDouble> = [
    .get("/crm/v3/objects/tickets", HubSpotDouble.list),
    .get("/crm/v3/objects/tickets/{id}", HubSpotDouble.single),
    .post("/crm/v3/objects/tickets/search", HubSpotDouble.search),
    .post("/crm/v3/objects/tickets/batch/read", HubSpotDouble.batch),
    .post("/crm/v3/objects/contacts/batch/read", HubSpotDouble.contacts),
    .post("/crm/v3/objects/companies/batch/read", HubSpotDouble.companies),
    .post("/crm/v4/associations/tickets/{kind}/batch/read", HubSpotDouble.associations),
    .get("/crm/v3/pipelines/tickets", HubSpotDouble.pipelines),
    .get("/crm/v3/properties/tickets", HubSpotDouble.properties),
    .get("/crm/v3/owners", HubSpotDouble.owners),
    .get("/conversations/v3/conversations/inboxes", HubSpotDouble.inboxes),
    .get("/conversations/v3/conversations/threads", HubSpotDouble.threads),
    .get("/conversations/v3/conversations/threads/{id}/messages", HubSpotDouble.messages),
    .get(
      "/conversations/v3/conversations/threads/{id}/messages/{message}/original-content", HubSpotDouble.original),
  ]

  package convenience init(
    _ desk: HubSpotDesk = HubSpotDesk(), clock: DoubleClock = DoubleClock(), _ conduct: Conduct = Conduct()
  ) {
    self.init(desk, clock: clock, conduct, telling: nil)
  }

  init(_ desk: HubSpotDesk, clock: DoubleClock, _ conduct: Conduct, telling: HubSpotTelling?) {
    self.clock = clock
    state = Mutex(State(desk: desk, conduct: conduct, telling: telling))
    burst = RateLimit([.init("burst", conduct.burst, per: .rolling(seconds: 10))])
    searches = RateLimit([.init("search", conduct.searches, per: .rolling(seconds: 1))])
    burstSize = conduct.burst
  }

  /// What happens at HubSpot, between any two calls.
  package func change<Result>(_ body: (inout HubSpotDesk) -> Result) -> Result {
    state.withLock { body(&$0.desk) }
  }

  package func behave(_ body: (inout Conduct) -> Void) { state.withLock { body(&$0.conduct) } }

  package func answer(to call: DoubleRequest) -> DoubleAnswer {
    let now = clock.now
    let conduct = state.withLock { state in
      state.telling?.catchUp(&state.desk, until: now)
      return state.conduct
    }
    if let refusal = refusal(of: call, conduct) { return refusal }
    let isSearch = call.path.hasSuffix("/search")
    let standing = isSearch ? searches.take("search") : burst.take("burst")
    guard !standing.isRefused else { return limited(isSearch ? "SECONDLY" : "TEN_SECONDLY_ROLLING") }
    let today = state.withLock { state in
      state.callsToday += 1
      return state.callsToday
    }
    guard today <= conduct.daily else { return limited("DAILY") }
    guard let answer = Self.routes.answer(call, by: self) else { return Self.page(404, "Page not found") }
    // Searches say nothing of their limit.
    guard !isSearch else { return answer }
    return answer.adding([
      "X-HubSpot-RateLimit-Daily": "\(conduct.daily)",
      "X-HubSpot-RateLimit-Daily-Remaining": "\(conduct.daily - today)",
      "X-HubSpot-RateLimit-Interval-Milliseconds": "10000", "X-HubSpot-RateLimit-Max": "\(burstSize)",
      "X-HubSpot-RateLimit-Remaining": "\(standing.remaining)",
    ])
  }

  package func look(of failure: Failure) -> DoubleAnswer {
    switch failure {
    case .status(let code): problem(code, "INTERNAL_ERROR", "internal error")
    case .rateLimited(let seconds): limited("TEN_SECONDLY_ROLLING").adding(["Retry-After": "\(seconds)"])
    }
  }
}

// MARK: - Refusals

extension HubSpotDouble {
  private func refusal(of call: DoubleRequest, _ conduct: Conduct) -> DoubleAnswer? {
    guard case .bearer(let token) = call.credentials else {
      return problem(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.")
    }
    // The network before HubSpot turns a token away that cannot be one.
    guard token.hasPrefix("pat-") else { return Self.page(530, "Error 1016") }
    guard token == conduct.token else {
      return problem(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.")
    }
    guard call.target.utf8.count < 16_000 else { return Self.page(414, "URI Too Long") }
    if let scope = scope(for: call), !conduct.scopes.contains(scope) { return missing(scope) }
    let asksForAssociations = call.query.first("associations") != nil || call.path.hasPrefix("/crm/v4/associations/")
    if conduct.refusesAssociations, asksForAssociations { return missing("crm.objects.contacts.read") }
    let isPost = call.method == .post
    guard !isPost || call.headers["Content-Type"]?.hasPrefix("application/json") == true else {
      return problem(415, "VALIDATION_ERROR", "Unsupported media type")
    }
    guard !isPost || call.json != nil else { return invalid("Invalid input JSON") }
    return nil
  }

  private func scope(for call: DoubleRequest) -> String? {
    switch call.path {
    case let path where path.hasPrefix("/conversations/"): "conversations.read"
    case "/crm/v3/owners": "crm.objects.owners.read"
    case "/crm/v3/properties/tickets": "crm.schemas.tickets.read"
    case let path where path.hasPrefix("/crm/v3/objects/contacts"): "crm.objects.contacts.read"
    case let path where path.hasPrefix("/crm/v3/objects/companies"): "crm.objects.companies.read"
    default: "tickets"
    }
  }

  func problem(_ status: Int, _ category: String, _ message: String) -> DoubleAnswer {
    .json(status: status) {
      $0.object {
        $0.member("status", "error")
        $0.member("message", message)
        $0.member("correlationId", "00000000-0000-4000-8000-000000000000")
        $0.member("category", category)
      }
    }
  }

  func invalid(_ message: String) -> DoubleAnswer { problem(400, "VALIDATION_ERROR", message) }

  private func missing(_ scope: String) -> DoubleAnswer {
    .json(status: 403) {
      $0.object {
        $0.member("status", "error")
        $0.member("message", "This app hasn't been granted all required scopes to make this call.")
        $0.member("correlationId", "00000000-0000-4000-8000-000000000000")
        $0.member("errors") {
          $0.array {
            $0.object {
              $0.member("message", "One or more of the following scopes are required.")
              $0.member("context") {
                $0.object { $0.member("requiredScopes") { $0.array { $0.value(scope) } } }
              }
            }
          }
        }
        $0.member("category", "MISSING_SCOPES")
      }
    }
  }

  /// This one envelope has no category, and hardly ever says for how long.
  private func limited(_ policy: String) -> DoubleAnswer {
    .json(status: 429) {
      $0.object {
        $0.member("status", "error")
        $0.member("message", "You have reached your \(policy.lowercased()) limit.")
        $0.member("errorType", "RATE_LIMIT")
        $0.member("correlationId", "00000000-0000-4000-8000-000000000000")
        $0.member("policyName", policy)
      }
    }
  }

  private static func page(_ status: Int, _ title: String) -> DoubleAnswer {
    .html(
      "<!DOCTYPE html><html><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>", status: status)
  }
}
