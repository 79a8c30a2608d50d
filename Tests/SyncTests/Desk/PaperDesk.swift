import CivilTime
import Fetching
import HTTPClient
import Helpdesks
import Support
import Synchronization

/// A help desk in memory: tickets that change, lists in pages, and whatever goes wrong on the way.
///
/// Its list is in the order of changes, and a position names the last row that was shown: a list as the vendors should
/// have one. `numbered` makes it one with page numbers, of which rows slip away when tickets change.
final class PaperDesk: Helpdesk {
  struct Ticket: Sendable {
    var id: Int
    var createdAt: Instant
    var changedAt: Instant
    var subject: String
    var replies: [Reply] = []
    var isDeleted = false
    var mergedInto: Int?
    /// What a vendor changes without saying anything by it.
    var touches = 0
  }

  struct Reply: Sendable {
    var id: String
    var at: Instant
    var agent: String?
    var text: String
  }

  struct Call: Sendable, Equatable {
    var pass: String
    var reach: Reach
    var position: String?
  }

  struct State: Sendable {
    var tickets: [Int: Ticket] = [:]
    var ratings: [(ticket: Int, at: Instant, score: Int)] = []
    var directory: [DirectoryEntry] = [DirectoryEntry(.person, id: "7", name: "Maya Brandt")]
    var pageSize = 5
    /// Rows are counted from the start of the list instead.
    var isNumbered = false
    /// What the list of a pass fails with.
    var failures: [String: VendorError] = [:]
    /// What tickets fail with; the desk lists them all the same.
    var failingTickets: [Int: any Error] = [:]
    /// The positions that the desk knows no more.
    var isForgetful = false
    /// The lists lead back to where they began.
    var isCircular = false
    /// The tickets that the account may not see any more.
    var hidden: Set<Int> = []
    /// Deleted tickets are shown too, and say that they are.
    var showsDeleted = false
    var warnings: [String] = []
    var calls: [Call] = []
    var brought: [Int] = []
  }

  let source: String
  let passes = [SyncPass("tickets", overlap: 600), SyncPass("ratings", overlap: 60, isOptional: true)]
  let supplies: [Supply: Provision] = [:]
  private let state: Mutex<State>
  /// Called when a page was asked for, with how many were before it.
  private let onPage = Mutex<@Sendable (Int) async throws -> Void>({ _ in })

  init(_ source: String = "desk", tickets: Int = 0, from start: Instant = .noon, every seconds: Int64 = 60) {
    self.source = source
    var state = State()
    for id in 1..<max(1, tickets + 1) {
      let at = start + Int64(id - 1) * seconds
      state.tickets[id] = Ticket(id: id, createdAt: at, changedAt: at, subject: "Question \(id)")
    }
    self.state = Mutex(state)
  }

  var kind: String { "request-tracker" }
  var baseURL: String { "http://127.0.0.1:9/desk" }
  var account: String { source }
  var manners: any VendorManners { PaperManners() }

  func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
  func read<T>(_ body: (State) -> T) -> T { state.withLock { body($0) } }
  func beforePage(_ body: @escaping @Sendable (Int) async throws -> Void) { onPage.withLock { $0 = body } }

  /// What was asked since the last time.
  func takeCalls() -> [Call] {
    state.withLock { state in
      defer { state.calls = [] }
      return state.calls
    }
  }

  func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate {
    SyncEstimate(conversations: read { $0.tickets.count }, calls: nil, callsPerMinute: nil)
  }

  func test(_ calls: VendorCalls) async -> [ConnectionCheck] { [ConnectionCheck("Sign in", .passed)] }

  func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession {
    let state = read { $0 }
    if let failure = state.failures["open"] { throw failure }
    return Session(desk: self, directory: state.directory, warnings: state.warnings, now: now)
  }

  fileprivate func asked(_ call: Call) async throws {
    let number = state.withLock { state in
      state.calls.append(call)
      return state.calls.count
    }
    let body = onPage.withLock { $0 }
    try await body(number)
    if let failure = read({ $0.failures[call.pass] }) { throw failure }
  }

  private struct Session: HelpdeskSession {
    let desk: PaperDesk
    let directory: [DirectoryEntry]
    let warnings: [String]
    let now: Instant

    func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
      -> Page
    {
      try await desk.asked(Call(pass: pass.name, reach: reach, position: position?.text))
      return try pass.name == "tickets"
        ? desk.tickets(reach, at: position, now) : desk.ratings(reach, at: position, now)
    }
  }
}

extension Instant {
  /// A Monday.
  static let noon = Instant(seconds: 1_741_003_200)
}

struct PaperManners: VendorManners {
  var vendor: String { "Paper Desk" }
  var credentials: any Credentials { FixedCredentials([]) }
}
