import Support

/// What Request Tracker's statuses mean. Administrators add some of their own.
struct TrackerStatuses: Equatable, Sendable {
  static let deleted = "deleted"

  /// Those of the usual life cycle, and names that others often have.
  private static let usual: [String: ConversationState] = [
    "new": .new, "open": .open, "stalled": .pending, "resolved": .solved, "rejected": .closed,
    "in progress": .open, "active": .open, "reopened": .open, "pending": .pending, "waiting": .pending,
    "on hold": .onHold, "on_hold": .onHold, "done": .solved, "solved": .solved, "closed": .closed,
    "cancelled": .closed, "canceled": .closed,
  ]

  private let states: [String: ConversationState]

  init(_ configured: [String: ConversationState]) {
    let own = configured.map { ($0.key.lowercased(), $0.value) }
    states = Self.usual.merging(own) { _, configured in configured }
  }

  /// Nothing for a status that nobody has explained.
  subscript(status: String) -> ConversationState? { states[status.lowercased()] }
}
