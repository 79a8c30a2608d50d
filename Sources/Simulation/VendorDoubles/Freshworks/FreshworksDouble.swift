internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

/// The API v2 of Freshservice, or of Freshdesk: lists in numbered pages that move, limits for each kind of call, tickets
/// that a list leaves out when they are spam or deleted.
package final class FreshworksDouble: VendorDouble {
  package enum Product: String, Sendable { case freshservice, freshdesk }

  /// Whether lists are sorted by their last change when asked for that.
  package enum Order: Sendable {
    case kept
    /// They stay sorted by creation.
    case ignored
    /// The parameter is unknown.
    case refused
  }

  /// What the account is like.
  package struct Account: Sendable {
    package var product = Product.freshservice
    package var apiKey = "right"
    /// Calls in a minute: of the whole account, lists of tickets, views of a ticket, and lists of people.
    package var limits = (all: 500, tickets: 140, ticket: 160, people: 140)
    /// Paths that the key may not see, and those that the plan does not have.
    package var forbidden: Set<String> = []
    package var withoutPlan: Set<String> = []
    /// Ids of several; the first is the primary one, which is all that is shown without the parameter.
    package var workspaces: [Int] = []
    package var order = Order.kept
    package var lastPage = 300
    /// Some gateway on the way takes the header away.
    package var hidesLinks = false
    /// Limits are told as `140.0`.
    package var tellsDecimals = false
    /// The form of tickets is one answer, and knows no parameters of pages.
    package var refusesPagesOfForms = false
    /// A wrong address: a page for people instead of an API.
    package var answersWithPages = false

    package init(_ change: (inout Self) -> Void = { _ in }) { change(&self) }
  }

  /// Of every path; the base address ends with it.
  package static let root = "/api/v2"

  package let clock: DoubleClock
  private let limit: RateLimit
  private let account: Mutex<Account>
  let books: Mutex<Books>

  package init(_ account: Account = Account(), clock: DoubleClock = DoubleClock()) {
    self.clock = clock
    let minute = RateLimit.Window.fixed(seconds: 60)
    limit = RateLimit(
      [
        .init("all", account.limits.all, per: minute), .init("tickets", account.limits.tickets, per: minute),
        .init("ticket", account.limits.ticket, per: minute), .init("agents", account.limits.people, per: minute),
        .init("requesters", account.limits.people, per: minute),
      ], clock: clock)
    self.account = Mutex(account)
    books = Mutex(Books(product: account.product))
  }

  /// How the account is from now on; its limits and its product stay.
  package func change(_ body: (inout Account) -> Void) { account.withLock { body(&$0) } }

  var terms: Account { account.withLock { $0 } }

  package func answer(to call: DoubleRequest) -> DoubleAnswer {
    let terms = terms
    guard !terms.answersWithPages else { return .html("<html><title>Sign in</title></html>", status: 404) }
    guard terms.lets(in: call.credentials) else {
      return problem(401, "invalid_credentials", "You have to be logged in to perform this action.")
    }
    let standing = take(call)
    guard !standing.isRefused else {
      return look(of: .rateLimited(retryAfter: standing.retryAfter)).adding(headers(standing, terms))
    }
    books.withLock { $0.catchUp(with: clock.now) }
    return permitted(call, terms).adding(headers(standing, terms))
  }

  private func permitted(_ call: DoubleRequest, _ terms: Account) -> DoubleAnswer {
    func concerns(_ path: String) -> Bool { PathPattern(Self.root + path).matches(call.segments) }
    if terms.forbidden.contains(where: concerns) {
      return problem(403, "access_denied", "You are not authorized to perform this action.")
    }
    if terms.withoutPlan.contains(where: concerns) {
      return problem(403, "require_feature", "The feature is not part of your plan.")
    }
    guard call.method == .get else { return .empty(status: 405) }
    let routes = terms.product == .freshservice ? Self.serviceRoutes : Self.deskRoutes
    return routes.answer(call, by: self) ?? .empty(status: 404)
  }

  /// Embedding costs more: one credit on a ticket, three on a list.
  private func take(_ call: DoubleRequest) -> RateLimit.Standing {
    let isEmbedding = call.query.first("include") != nil
    let path = call.segments.dropFirst(2)
    switch (path.first, path.count) {
    case ("tickets", 1): return limit.take("all", "tickets", cost: isEmbedding ? 4 : 1)
    case ("tickets", 2) where path.last == "filter", ("search", _): return limit.take("all", "tickets")
    case ("tickets", 2): return limit.take("all", "ticket", cost: isEmbedding ? 2 : 1)
    case ("agents", 1): return limit.take("all", "agents")
    case ("requesters", 1), ("contacts", 1): return limit.take("all", "requesters")
    default: return limit.take("all")
    }
  }

  private func headers(_ standing: RateLimit.Standing, _ terms: Account) -> HTTPHeaders {
    func number(_ value: Int) -> String { terms.tellsDecimals ? "\(value).0" : "\(value)" }
    let version = terms.product == .freshservice ? "X-Freshservice-API-Version" : "X-Freshdesk-API-Version"
    return [
      "X-RateLimit-Total": number(standing.limit), "X-RateLimit-Remaining": number(standing.remaining),
      "X-RateLimit-Used-CurrentRequest": "1", version: "latest=v2; requested=v2",
    ]
  }

  package func look(of failure: Failure) -> DoubleAnswer {
    switch failure {
    case .status(let code): problem(code, "internal_error", "We're sorry, but something went wrong.")
    case .rateLimited(let seconds):
      .json(status: 429, headers: ["Retry-After": "\(seconds)"]) { json in
        json.object { $0.member("message", "The API rate limit allotted for your domain has been exhausted") }
      }
    }
  }

  private func problem(_ status: Int, _ code: String, _ message: String) -> DoubleAnswer {
    .json(status: status) { json in
      json.object { json in
        json.member("code", code)
        json.member("message", message)
      }
    }
  }
}

extension FreshworksDouble.Account {
  /// The key is the user's name; the password may be any, but not empty.
  fileprivate func lets(in credentials: Credentials) -> Bool {
    if case .basic(let user, let password) = credentials { user == apiKey && !password.isEmpty } else { false }
  }
}

/// What the vendor refuses, and in which words.
struct FreshworksTrouble: Error {
  let answer: DoubleAnswer

  static let missing = FreshworksTrouble(answer: .empty(status: 404))

  /// `Validation failed`, with the field and the code.
  static func invalid(_ field: String, _ code: String, _ message: String) -> FreshworksTrouble {
    FreshworksTrouble(
      answer: .json(status: 400) { json in
        json.object { json in
          json.member("description", "Validation failed")
          json.member("errors") { json in
            json.array { json in
              json.object { json in
                json.member("field", field)
                json.member("message", message)
                json.member("code", code)
              }
            }
          }
        }
      })
  }
}
