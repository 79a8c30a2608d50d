/// A row that does not hold what the code expects; it names the column and the types, never the value.
package enum RowError: Error, Equatable, CustomStringConvertible {
  case mismatch(column: String, wanted: SQLType, found: SQLType)
  case noColumn(String, present: [String])

  package var description: String {
    switch self {
    case .mismatch(let column, let wanted, .null):
      "column “\(column)” is NULL where \(wanted.words) was expected: read it as an optional or mend the data"
    case .mismatch(let column, let wanted, let found):
      "column “\(column)” holds \(found.words) where \(wanted.words) was expected: compare the query with the schema"
    case .noColumn(let column, let present):
      "the query gives no column “\(column)”: it gives \(present.joined(separator: ", "))"
    }
  }
}

extension SQLType {
  fileprivate var words: String {
    switch self {
    case .null: "NULL"
    case .integer: "an integer"
    case .real: "a real number"
    case .text: "a text"
    case .blob: "a blob"
    }
  }
}
