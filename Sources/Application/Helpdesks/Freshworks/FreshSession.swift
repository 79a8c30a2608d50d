internal import CivilTime
internal import Fetching
internal import JSONReader
internal import Support
internal import Synchronization

/// An account for the time of one run.
final class FreshSession: HelpdeskSession {
  struct State {
    var activityCalls = 0
    /// Tickets in a row whose activities could not be had; after many, or a refusal, none are asked for any more.
    var failedActivities = 0
    /// Of the two parameters that order a list, those that a server refused.
    var refusedOrders: Set<String> = []
    /// What the walks that are under way have shown, by the view they go through.
    var seen: [FreshView: FreshSeen] = [:]
    var seenRatings = FreshSeen()
    var ratingsAsked = 0
    /// People looked up by id: nothing where there is nobody of this id.
    var people: [String: Task<FreshRequester?, any Error>] = [:]
    /// What the key may read, where that was seen.
    var access: [Supply: SupplyAccess] = [:]
  }

  let api: FreshAPI
  let configuration: Freshworks.Configuration
  let reading: FreshReading
  let now: Instant
  let directory: [DirectoryEntry]
  /// Several, or none that matter.
  let workspaces: [String]
  private let openingWarnings: [String]
  let state = Mutex(State())

  init(
    _ api: FreshAPI, _ opening: FreshOpening, _ configuration: Freshworks.Configuration, at now: Instant
  ) {
    self.api = api
    self.configuration = configuration
    self.now = now
    reading = FreshReading(configuration, opening, at: now)
    directory = opening.entries
    workspaces = opening.workspaces
    openingWarnings = opening.warnings
  }

  var warnings: [String] { openingWarnings }

  func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
    -> Page
  {
    switch pass {
    case .freshTickets: try await tickets(reach, position, start)
    case .freshSpam: try await hidden(.spam, reach, position, start)
    case .freshDeleted: try await hidden(.deleted, reach, position, start)
    case .freshRatings: try await ratings(reach, position, start)
    default: try await companies(reach, position)
    }
  }
}

extension FreshSession {
  /// The group whose tickets are kept, or all of them.
  func isOurs(_ ticket: FreshTicket) -> Bool { configuration.groupID.map { $0 == ticket.groupID } ?? true }

  /// Keeps whether the key may read something, and what its agent's role lacks otherwise.
  func note(_ supplies: Supply..., refused error: VendorError? = nil) {
    for supply in supplies {
      let right = supply.freshRight(of: api.product)
      let access = error.map { error in
        let isPlan = error.cause.contains("require_feature")
        let lack = isPlan ? "the account's plan does not have it" : "it needs \(right)"
        return SupplyAccess.withheld("the API key may not read it: \(error.cause); \(lack)")
      }
      state.withLock { $0.access[supply] = access ?? .granted }
    }
  }

  func customer(_ id: String?) -> Actor { Actor(kind: id == nil ? .unknown : .customer, id: id ?? "", name: "") }
}

extension Supply {
  /// As the agents' roles call what it takes to read it.
  fileprivate func freshRight(of product: Freshworks.Product) -> String {
    switch self {
    case .timeEntries: "the right to “view time entries”"
    case .ratings where product == .freshservice: "the right to “view satisfaction survey responses”"
    case .ratings: "the right to “view satisfaction ratings”"
    default: "the right to “view ticket activities”"
    }
  }
}
