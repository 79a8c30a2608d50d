internal import CLibPQ
import Glibc
import SQLCore

/// A statement prepared on the server, and the view of the row it currently shows.
final class PostgresStatement {
  let name: String
  private var row: OpaquePointer?
  private var types: [CellType] = []
  private(set) var columnNames: [String] = []

  init(named name: String) { self.name = name }

  enum CellType {
    case integer
    case bool
    case real
    case numeric
    case blob
    case text

    init(_ oid: Oid) {
      switch oid {
      case 20, 21, 23, 26: self = .integer
      case 16: self = .bool
      case 700, 701: self = .real
      case 1700: self = .numeric
      case 17: self = .blob
      default: self = .text
      }
    }
  }

  /// Looks at the row of `result` until it is cleared.
  func show(_ result: OpaquePointer) {
    row = result
    if types.isEmpty { describe(result) }
  }

  func hide() { row = nil }

  private func describe(_ result: OpaquePointer) {
    let columns = 0..<PQnfields(result)
    columnNames = columns.map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
    types = columns.map { CellType(PQftype(result, $0)) }
  }
}

extension PostgresStatement: RowCursor {
  func type(at index: Int) -> SQLType {
    guard let row, types.indices.contains(index), PQgetisnull(row, 0, Int32(index)) == 0 else { return .null }
    switch types[index] {
    case .integer, .bool: return .integer
    case .real: return .real
    case .text: return .text
    case .blob: return .blob
    case .numeric: return wholeNumber(in: bytes(at: index)) == nil ? .real : .integer
    }
  }

  func integer(at index: Int) -> (type: SQLType, value: Int64) {
    guard let row, types.indices.contains(index), PQgetisnull(row, 0, Int32(index)) == 0 else { return (.null, 0) }
    switch types[index] {
    case .integer, .numeric: return wholeNumber(in: bytes(at: index)).map { (.integer, $0) } ?? (.real, 0)
    case .bool: return (.integer, bytes(at: index).first == UInt8(ascii: "t") ? 1 : 0)
    case .real: return Int64(exactly: real(at: index)).map { (.integer, $0) } ?? (.real, 0)
    case .text: return (.text, 0)
    case .blob: return (.blob, 0)
    }
  }

  func real(at index: Int) -> Double { strtod(PQgetvalue(row, 0, Int32(index)), nil) }

  func text(at index: Int) -> String { String(decoding: bytes(at: index), as: UTF8.self) }

  /// The server writes `\x` and two digits a byte.
  func blob(at index: Int) -> [UInt8] {
    let digits = bytes(at: index).dropFirst(2)
    return Array(unsafeUninitializedCapacity: digits.count / 2) { buffer, count in
      var at = digits.startIndex
      while at + 1 < digits.endIndex {
        buffer[count] = hexValue(digits[at]) << 4 | hexValue(digits[at + 1])
        count += 1
        at += 2
      }
    }
  }

  func withTextBytes(at index: Int, _ body: (Span<UInt8>) throws -> Void) throws {
    try body(bytes(at: index).span)
  }

  /// Valid until the row is cleared.
  private func bytes(at index: Int) -> UnsafeBufferPointer<UInt8> {
    let start = PQgetvalue(row, 0, Int32(index)).map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) }
    return UnsafeBufferPointer(start: start, count: Int(PQgetlength(row, 0, Int32(index))))
  }
}

private func hexValue(_ digit: UInt8) -> UInt8 {
  digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
}

/// The number when it is whole and fits 64 bits; a `numeric` may be neither.
private func wholeNumber(in digits: UnsafeBufferPointer<UInt8>) -> Int64? {
  let isNegative = digits.first == UInt8(ascii: "-")
  // Counted downwards, because the smallest number has no positive twin.
  var value: Int64 = 0
  for digit in digits[(isNegative ? 1 : 0)...] {
    guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
    let (shifted, tooLong) = value.multipliedReportingOverflow(by: 10)
    let (next, tooLarge) = shifted.subtractingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
    if tooLong || tooLarge { return nil }
    value = next
  }
  if isNegative { return value }
  return value == .min ? nil : -value
}
