internal import Fetching
internal import JSONReader
internal import Synchronization

extension FreshSession {
  struct Told: Sendable {
    /// Nothing where they were not asked for, or could not be had.
    var rows: [JSONField]?
    var warnings: [String] = []
  }

  /// The vendor answers 500 to some of these calls, for no reason of the ticket's. So often one is tried …
  private static let attempts = 6
  /// … and after so many tickets in a row that failed all the same, the rest are left alone.
  private static let mostFailures = 10

  /// The ticket's activities, while the run's budget of calls lasts. A ticket that never changed has none worth a call,
  /// and Freshdesk has no such list.
  func activities(_ ticket: FreshTicket) async throws -> Told {
    guard api.product == .freshservice else { return Told() }
    guard ticket.updatedAt > ticket.createdAt else { return Told(rows: []) }
    switch takeActivityCall() {
    case .go: return try await readActivities(ticket.id)
    case .overBudget: return Told(warnings: [overBudget])
    case .givenUp: return Told()
    }
  }

  private enum Permit { case go, overBudget, givenUp }

  private func takeActivityCall() -> Permit {
    let budget = configuration.activityBudget
    return state.withLock { state in
      guard state.failedActivities < Self.mostFailures else { return .givenUp }
      guard state.activityCalls < budget else { return .overBudget }
      state.activityCalls += 1
      return .go
    }
  }

  private var overBudget: String {
    "the budget of \(configuration.activityBudget) calls for activities is used up: closings of further tickets are "
      + "credited to their responders, at the last time that the ticket shows"
  }

  private func readActivities(_ id: String) async throws -> Told {
    do {
      guard let rows = try await pages(id) else { return failed(1, "the activities of some tickets cannot be read") }
      state.withLock { $0.failedActivities = 0 }
      note(.stateHistory, .closer, .assignments)
      return Told(rows: rows)
    } catch let error as VendorError where error.kind == .forbidden {
      // A product without such a list says less from the start; this one could say more, and what stands in is a guess.
      note(.stateHistory, .closer, .assignments, refused: error)
      return failed(Self.mostFailures, "the key may not read activities")
    } catch let error as VendorError where error.remedy == .skip {
      return failed(1, "the activities of some tickets cannot be read")
    }
  }

  private func failed(_ count: Int, _ why: String) -> Told {
    state.withLock { $0.failedActivities += count }
    return Told(warnings: ["\(why): closings are credited to the responders there"])
  }

  private func pages(_ id: String) async throws -> [JSONField]? {
    var rows = FreshRows()
    for page in 1... {
      guard let listing = try await activities(id, page: page) else { return nil }
      guard rows.take(listing) else { break }
    }
    return rows.all
  }

  /// Nothing where the vendor fails each time: that costs the activities, and not the ticket.
  private func activities(_ id: String, page: Int) async throws -> FreshAPI.Listing? {
    let query = [(name: "page", value: "\(page)"), (name: "per_page", value: "\(FreshAPI.pageSize)")]
    for attempt in 1...Self.attempts {
      let answer = try await api.get(
        "/tickets/\(id)/activities", query, to: "read the activities of ticket \(id)", accepts: [500])
      if answer.status != 500 { return try api.listing(in: answer, "activities") }
      if attempt < Self.attempts { try await Task.sleep(for: .milliseconds(50 << attempt)) }
    }
    return nil
  }
}
