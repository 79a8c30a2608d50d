/// One stored value, in the five types that both stores know.
package enum SQLValue: Sendable, Equatable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  package var type: SQLType {
    switch self {
    case .null: .null
    case .integer: .integer
    case .real: .real
    case .text: .text
    case .blob: .blob
    }
  }
}

package enum SQLType: Sendable, Hashable {
  case null
  case integer
  case real
  case text
  case blob
}

/// The two languages a store may speak.
package enum Dialect: Sendable, Hashable {
  case sqlite
  case postgres
}
