/// What somebody may do; each role may also do what those before it may.
package enum Role: String, Sendable, CaseIterable, Comparable {
  /// Reads figures and conversations.
  case viewer
  /// Also sees how syncs go.
  case developer
  /// Also syncs and uploads.
  case manager
  /// Also forces, erases, and decides who may come in.
  case admin

  package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .viewer: 0
    case .developer: 1
    case .manager: 2
    case .admin: 3
    }
  }
}
