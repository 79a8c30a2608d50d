/// What happens to a row whose key is already there.
package enum ConflictRule: Sendable, Hashable {
  case fail
  case ignore
  /// Updates every column that is not part of the key; among rows of one writer the last one wins.
  case replace
}

/// Writes rows cell by cell, in the order of the columns it was made for, without making an object per cell.
///
///     let writer = try db.bulkWriter(into: "events", columns: ["id", "body"], key: ["id"], onConflict: .ignore)
///     for event in events {
///       writer.integer(event.id)
///       writer.text(event.body)
///       try writer.endRow()
///     }
///     try writer.finish()
package protocol BulkWriter: AnyObject {
  func integer(_ value: Int64?)
  func real(_ value: Double?)
  func text(_ value: String?)
  /// Text that is still bytes; what is not UTF-8 is replaced as `String(decoding:as:)` does.
  func text(utf8: Span<UInt8>)
  func blob(_ value: [UInt8]?)
  /// Throws when the number of cells is not the number of columns.
  func endRow() throws
  /// Answers the rows written: all that came, less those `.ignore` left out.
  @discardableResult func finish() throws -> Int
}

extension BulkWriter {
  package func null() { integer(nil) }
  package func bool(_ value: Bool?) { integer(value.map { $0 ? 1 : 0 }) }
  package func text(utf8 bytes: [UInt8]) { text(utf8: bytes.span) }
}
