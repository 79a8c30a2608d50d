/// A set of numbers that only grows: an open-addressing table without a second copy of anything.
struct KeySet {
  /// 0 is an empty place.
  private var table: [UInt64] = []
  private var hasZero = false
  private var used = 0

  var count: Int { used + (hasZero ? 1 : 0) }

  /// - Returns: whether it was not in the set yet.
  @discardableResult mutating func insert(_ key: UInt64) -> Bool {
    guard key != 0 else {
      defer { hasZero = true }
      return !hasZero
    }
    if used * 2 >= table.count { grow() }
    return enter(key)
  }

  mutating func formUnion(_ more: KeySet) {
    hasZero = hasZero || more.hasZero
    for key in more.table where key != 0 { insert(key) }
  }

  var all: [UInt64] { (hasZero ? [0] : []) + table.filter { $0 != 0 } }

  private mutating func grow() {
    let old = table
    table = [UInt64](repeating: 0, count: old.isEmpty ? 16 : max(256, old.count * 4))
    used = 0
    for key in old where key != 0 { _ = enter(key) }
  }

  private mutating func enter(_ key: UInt64) -> Bool {
    let mask = table.count &- 1
    // Of a product only the highest bits depend on all bits of the key.
    let shift = UInt64(table.count.leadingZeroBitCount &+ 1)
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> shift)
    while table[place] != 0 {
      if table[place] == key { return false }
      place = (place &+ 1) & mask
    }
    table[place] = key
    used &+= 1
    return true
  }
}
