/// The keys of a million conversations in few bytes: number ids take what they differ by, others stand in a side list.
///
/// A key is found by an open-addressing table of row numbers, which holds no second copy of the text.
struct KeyColumn: Sendable {
  private var packed = PackedColumn<UInt64>()
  private(set) var sources: [UInt8] = []
  private var spelled: [String] = []
  private var table: [UInt32] = Array(repeating: 0, count: 1_024)
  private var isSettled = false
  private static let isSpelled: UInt64 = 1 << 63

  var count: Int { packed.count }

  func source(of row: Int) -> UInt8 { sources[row] }

  /// The vendor's part of the key.
  func vendorID(of row: Int) -> String {
    let value = packed[row]
    return value & KeyColumn.isSpelled == 0 ? String(value) : spelled[Int(value & ~KeyColumn.isSpelled)]
  }

  func row(source: UInt8, vendorID: String) -> Int? {
    let number = KeyColumn.number(vendorID)
    var position = place(KeyColumn.hash(source, vendorID, number))
    while table[position] != 0 {
      let row = Int(table[position] - 1)
      if sources[row] == source, matches(row, vendorID, number) { return row }
      position = after(position)
    }
    return nil
  }

  mutating func append(source: UInt8, vendorID: String) -> Int {
    let number = KeyColumn.number(vendorID)
    if number == nil { spelled.append(vendorID) }
    packed.append(number ?? UInt64(spelled.count - 1) | KeyColumn.isSpelled)
    sources.append(source)
    if isFull { grow() } else { enter(packed.count - 1) }
    return packed.count - 1
  }

  /// Puts the rows into another order.
  mutating func arrange(_ order: [Int]) {
    packed.arrange(order)
    sources = order.map { sources[$0] }
    // Most keys are there now, and few will be asked for: so the table may be fuller than while all of them came.
    isSettled = true
    table = Array(repeating: 0, count: max(1_024, packed.count / 2 * 3))
    for row in 0..<packed.count { enter(row) }
  }

  private var isFull: Bool {
    isSettled ? packed.count * 8 > table.count * 7 : packed.count * 2 > table.count
  }

  /// A hash as a place of a table of any size.
  private func place(_ hash: UInt64) -> Int { Int(hash.multipliedFullWidth(by: UInt64(table.count)).high) }

  private func after(_ place: Int) -> Int { place + 1 == table.count ? 0 : place + 1 }

  private func matches(_ row: Int, _ vendorID: String, _ number: UInt64?) -> Bool {
    let value = packed[row]
    if let number { return value == number }
    return value & KeyColumn.isSpelled != 0 && spelled[Int(value & ~KeyColumn.isSpelled)] == vendorID
  }

  private mutating func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    for row in 0..<packed.count { enter(row) }
  }

  private mutating func enter(_ row: Int) {
    let value = packed[row]
    let isNumber = value & KeyColumn.isSpelled == 0
    let text = isNumber ? "" : spelled[Int(value & ~KeyColumn.isSpelled)]
    var position = place(KeyColumn.hash(sources[row], text, isNumber ? value : nil))
    while table[position] != 0 { position = after(position) }
    table[position] = UInt32(row + 1)
  }

  /// Only what prints back to the same text, so `007` is spelled.
  private static func number(_ text: String) -> UInt64? {
    guard text.utf8.count <= 18, let first = text.utf8.first, first != UInt8(ascii: "0") || text.utf8.count == 1 else {
      return nil
    }
    var value: UInt64 = 0
    for byte in text.utf8 {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + UInt64(byte - 48)
    }
    return value
  }

  private static func hash(_ source: UInt8, _ text: String, _ number: UInt64?) -> UInt64 {
    var value = UInt64(source) &+ 0x9E37_79B9_7F4A_7C15
    if let number {
      value = mix(value ^ number)
    } else {
      for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      value = mix(value)
    }
    return value
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
