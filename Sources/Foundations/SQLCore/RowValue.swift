/// A Swift type that can be read from a column by name.
package protocol RowValue {
  static func read(_ row: borrowing Row, at index: Int) throws(RowError) -> Self
}

extension Int64: RowValue {
  package static func read(_ row: borrowing Row, at index: Int) throws(RowError) -> Int64 { try row.integer(index) }
}

extension Int: RowValue {
  package static func read(_ row: borrowing Row, at index: Int) throws(RowError) -> Int { Int(try row.integer(index)) }
}

extension Bool: RowValue {
  package static func read(_ row: borrowing Row, at index: Int) throws(RowError) -> Bool { try row.integer(index) != 0 }
}

extension Double: RowValue {
  package static func read(_ row: borrowing Row, at index: Int) throws(RowError) -> Double { try row.real(index) }
}

extension String: RowValue {
  package static func read(_ row: borrowing Row, at index: Int) throws(RowError) -> String { try row.text(index) }
}

extension [UInt8]: RowValue {
  package static func read(_ row: borrowing Row, at index: Int) throws(RowError) -> [UInt8] { try row.blob(index) }
}

extension Optional: RowValue where Wrapped: RowValue {
  package static func read(_ row: borrowing Row, at index: Int) throws(RowError) -> Wrapped? {
    row.isNull(index) ? nil : try Wrapped.read(row, at: index)
  }
}
