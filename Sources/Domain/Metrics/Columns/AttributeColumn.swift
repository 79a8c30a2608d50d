/// One attribute of every conversation: its value now, and, for the few where it changed, what it was before.
struct AttributeColumn<Code: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// What held until an instant.
  private struct Past: Sendable {
    var until: UInt32
    var code: Code
  }

  /// Empty while nothing but the first name has come up.
  private var own: [Code] = []
  private var count = 0
  private var pasts: [UInt32: [Past]] = [:]
  private(set) var names = NameTable<Code>(beginningWith: [""])

  /// The codes as they are now.
  var now: [Code] { own.isEmpty ? [Code](repeating: 0, count: count) : own }

  /// - Parameter changes: each with what holds from then on, in order.
  mutating func set(_ index: Int, initial: Code, changes: [(at: UInt32, code: Code)]) {
    if index < count { pasts[UInt32(index)] = nil } else { count += 1 }
    var value = initial
    if !changes.isEmpty {
      pasts[UInt32(index)] = changes.map { change in
        defer { value = change.code }
        return Past(until: change.at, code: value)
      }
    }
    if value != 0, own.isEmpty { own = [Code](repeating: 0, count: count) }
    if own.isEmpty { return }
    while own.count < count { own.append(0) }
    own[index] = value
  }

  mutating func code(of name: String) -> Code { names.code(of: name) }

  mutating func arrange(_ order: [Int], _ places: [UInt32]) {
    if !own.isEmpty { own = order.map { own[$0] } }
    pasts = Dictionary(uniqueKeysWithValues: pasts.map { (places[Int($0.key)], $0.value) })
  }

  /// The codes that held at each conversation's moment.
  ///
  /// - Parameter moment: when to look, for a conversation that has a past.
  func codes(at moment: (Int) -> UInt32) -> [Code] {
    guard !pasts.isEmpty else { return now }
    var codes = now
    for (conversation, pasts) in pasts {
      let instant = moment(Int(conversation))
      if let past = pasts.first(where: { instant < $0.until }) { codes[Int(conversation)] = past.code }
    }
    return codes
  }
}
