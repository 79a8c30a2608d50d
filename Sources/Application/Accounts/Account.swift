package import CivilTime
import SQLCore

/// Somebody who may come in.
package struct Account: Sendable, Equatable {
  package enum State: String, Sendable {
    case active
    /// Has an invitation and no password yet.
    case invited
    case disabled
  }

  package var id: Int64
  package var name: String
  package var role: Role
  package var visibility: Visibility
  package var state: State
  package var createdAt: Instant
  package var signedInAt: Instant?
}

extension Account {
  /// Whatever a query of `accounts` must select to be read by `init(row:)`.
  static let columns: SQL = """
    accounts.account_id, accounts.name, accounts.role, accounts.visibility, accounts.created_at, accounts.disabled_at,
    accounts.signed_in_at, CASE WHEN accounts.password IS NULL THEN 0 ELSE 1 END
    """
  static let columnCount = 8

  init(row: borrowing Row) throws {
    let hasPassword = try row.integer(7) == 1
    self.init(
      id: try row.integer(0), name: try row.text(1), role: Role(rawValue: try row.text(2)) ?? .viewer,
      visibility: Visibility(stored: try row.textOrNull(3)),
      state: try row.integerOrNull(5) != nil ? .disabled : hasPassword ? .active : .invited,
      createdAt: Instant(seconds: try row.integer(4)),
      signedInAt: try row.integerOrNull(6).map { Instant(seconds: $0) })
  }
}

/// Names are one whatever their case.
enum AccountName {
  static func key(of name: String) -> String { name.lowercased() }

  /// The name without blanks around it, when it can be one.
  static func checked(_ name: String) throws(AccountError) -> String {
    var rest = Substring(name)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    let isPlain = rest.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard (1...64).contains(rest.count), rest.utf8.count <= 256, isPlain else { throw .badName }
    return String(rest)
  }
}
