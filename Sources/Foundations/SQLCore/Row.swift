/// The row a query stands on: a view, valid only inside the closure that receives it.
///
/// Reading by index costs a few nanoseconds and allocates nothing for numbers; reading by name looks the name up.
package struct Row: ~Copyable {
  private let cursor: any RowCursor

  package init(_ cursor: any RowCursor) { self.cursor = cursor }

  package var columnNames: [String] { cursor.columnNames }

  package func isNull(_ index: Int) -> Bool { cursor.type(at: index) == .null }

  package func integer(_ index: Int) throws(RowError) -> Int64 {
    let (type, value) = cursor.integer(at: index)
    guard type == .integer else { throw mismatch(index, wanted: .integer, found: type) }
    return value
  }

  package func integerOrNull(_ index: Int) throws(RowError) -> Int64? {
    let (type, value) = cursor.integer(at: index)
    if type == .integer { return value }
    guard type == .null else { throw mismatch(index, wanted: .integer, found: type) }
    return nil
  }

  /// Also reads an integer.
  package func real(_ index: Int) throws(RowError) -> Double {
    guard let value = try realOrNull(index) else { throw mismatch(index, wanted: .real, found: .null) }
    return value
  }

  package func realOrNull(_ index: Int) throws(RowError) -> Double? {
    switch cursor.type(at: index) {
    case .null: return nil
    case .real, .integer: return cursor.real(at: index)
    case let found: throw mismatch(index, wanted: .real, found: found)
    }
  }

  package func text(_ index: Int) throws(RowError) -> String {
    guard let value = try textOrNull(index) else { throw mismatch(index, wanted: .text, found: .null) }
    return value
  }

  package func textOrNull(_ index: Int) throws(RowError) -> String? {
    switch cursor.type(at: index) {
    case .null: return nil
    case .text: return cursor.text(at: index)
    case let found: throw mismatch(index, wanted: .text, found: found)
    }
  }

  package func blob(_ index: Int) throws(RowError) -> [UInt8] {
    guard let value = try blobOrNull(index) else { throw mismatch(index, wanted: .blob, found: .null) }
    return value
  }

  package func blobOrNull(_ index: Int) throws(RowError) -> [UInt8]? {
    switch cursor.type(at: index) {
    case .null: return nil
    case .blob: return cursor.blob(at: index)
    case let found: throw mismatch(index, wanted: .blob, found: found)
    }
  }

  /// Lends the UTF-8 of a text without making a `String`: to look a name up in a table of names, for example.
  package func withUTF8<T>(_ index: Int, _ body: (Span<UInt8>) throws -> T) throws -> T {
    let found = cursor.type(at: index)
    guard found == .text else { throw mismatch(index, wanted: .text, found: found) }
    var result: T?
    try cursor.withTextBytes(at: index) { result = try body($0) }
    guard let result else { throw mismatch(index, wanted: .text, found: .null) }
    return result
  }

  /// A value as the store holds it, whatever its type.
  package func value(_ index: Int) -> SQLValue {
    switch cursor.type(at: index) {
    case .null: .null
    case .integer: .integer(cursor.integer(at: index).value)
    case .real: .real(cursor.real(at: index))
    case .text: .text(cursor.text(at: index))
    case .blob: .blob(cursor.blob(at: index))
    }
  }

  /// Reads a column by its name, as the type that is asked for: `let replied: Int64? = try row["first_replied_at"]`.
  package subscript<Value: RowValue>(_ column: String) -> Value {
    get throws(RowError) {
      guard let index = cursor.columnNames.firstIndex(of: column) else {
        throw RowError.noColumn(column, present: cursor.columnNames)
      }
      return try Value.read(self, at: index)
    }
  }

  func mismatch(_ index: Int, wanted: SQLType, found: SQLType) -> RowError {
    let names = cursor.columnNames
    let name = names.indices.contains(index) ? names[index] : "number \(index)"
    return .mismatch(column: name, wanted: wanted, found: found)
  }
}

/// What a store lends to `Row`: the cells of the current row.
///
/// An index beyond the last column reads as `.null`. The type of a PostgreSQL `numeric` is found per value: an
/// `.integer` when it is whole and fits (so that `sum()` counts), a `.real` otherwise.
package protocol RowCursor: AnyObject {
  var columnNames: [String] { get }
  func type(at index: Int) -> SQLType
  /// The type, and the value when the type is `.integer`; a real that is whole and fits counts as one.
  func integer(at index: Int) -> (type: SQLType, value: Int64)
  func real(at index: Int) -> Double
  func text(at index: Int) -> String
  func blob(at index: Int) -> [UInt8]
  func withTextBytes(at index: Int, _ body: (Span<UInt8>) throws -> Void) throws
}
