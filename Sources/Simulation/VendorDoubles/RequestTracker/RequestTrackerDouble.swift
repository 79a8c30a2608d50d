internal import HTTPServer
internal import JSONReader
internal import Synchronization

/// Request Tracker 5 with REST 2.0, as a server of Debian's answers.
package final class RequestTrackerDouble: VendorDouble {
  /// Who may call, and with what in `Authorization`.
  package static let token = "1-31-0123456789abcdef0123456789abcdef"
  package static let user = "reader"
  package static let password = "only reading"

  package struct Manner: Sendable {
    /// Seconds east of UTC of whoever asks: times in searches are read there, and no answer tells.
    package var zone: Int64 = -18_000
    /// Sees outgoing mail, and totals of all lists; from others the latter are hidden where rights are checked by row.
    package var isSuperuser = false
    /// The server would rather check rights by row in lists of tickets too.
    package var hidesTotals = false
    /// Deleted tickets are found when they are asked for; by the servers that were tried, they are not.
    package var findsDeleted = false
    /// A merged ticket answers for itself, and says which it became.
    package var keepsMerged = false
    /// Tells administrators everything about users, others only a little.
    package var showsUsers = true
    package var showsComments = true
    /// Users are found by their names alone, and not by the numbers that histories have.
    package var findsUsersByNumber = true

    package init() {}
  }

  package let clock: DoubleClock
  let manner: Mutex<Manner>
  let desk: Mutex<TrackerDesk>
  /// What a story has still to come.
  let plot = Mutex(TrackerPlot())
  /// Perl writes the members of an object in another order each time; custom fields show it.
  private let turns = Mutex(0)

  static let routes: Routes<RequestTrackerDouble> = [
    .get("/REST/2.0/tickets", RequestTrackerDouble.tickets),
    .get("/REST/2.0/transactions", RequestTrackerDouble.transactions),
    .get("/REST/2.0/ticket/{id}", RequestTrackerDouble.ticket),
    .get("/REST/2.0/ticket/{id}/history", RequestTrackerDouble.history),
    .get("/REST/2.0/transaction/{id}/attachments", RequestTrackerDouble.attachments),
    .get("/REST/2.0/attachment/{id}", RequestTrackerDouble.attachment),
    .get("/REST/2.0/user/{name}", RequestTrackerDouble.user),
    .get("/REST/2.0/queues/all", RequestTrackerDouble.queues),
  ]

  package init(clock: DoubleClock = DoubleClock(), _ manner: Manner = Manner()) {
    self.clock = clock
    self.manner = Mutex(manner)
    desk = Mutex(TrackerDesk())
  }

  package func change(_ body: (inout Manner) -> Void) { manner.withLock { body(&$0) } }

  var current: Manner { manner.withLock { $0 } }

  /// Counts up with each answer that has an order of its own.
  var turn: Int {
    turns.withLock {
      $0 += 1
      return $0
    }
  }

  package func answer(to call: DoubleRequest) -> DoubleAnswer {
    catchUp()
    let known: [Credentials] = [
      .token(RequestTrackerDouble.token),
      .basic(user: RequestTrackerDouble.user, password: RequestTrackerDouble.password),
    ]
    guard known.contains(call.credentials) else { return problem(401, "Unauthorized") }
    if let answer = Self.routes.answer(call, by: self) { return answer }
    let isOtherMethod = !Self.routes.methods(for: call).isEmpty
    return isOtherMethod ? problem(405, "Method Not Allowed") : problem(404, "Not Found")
  }

  package func look(of failure: Failure) -> DoubleAnswer {
    switch failure {
    case .status(let code): problem(code, HTTPStatus(code: code, reason: "").reason)
    // It has no limit; a proxy before it may.
    case .rateLimited(let seconds): problem(429, "Too Many Requests").adding(["Retry-After": "\(seconds)"])
    }
  }

  func problem(_ status: Int, _ message: String) -> DoubleAnswer {
    .json(status: status, type: "application/json; charset=utf-8") { $0.object { $0.member("message", message) } }
  }
}
