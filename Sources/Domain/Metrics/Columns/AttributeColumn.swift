/// One attribute of every conversation: its value now, and, for the few where it changed, what it was before.
struct AttributeColumn<Code: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// What held until an instant.
  private struct Past: Sendable {
    var until: UInt32
    var code: Code
  }

  private var own = PackedColumn<Code>()
  private var pasts: [UInt32: [Past]] = [:]
  private(set) var names = NameTable<Code>(beginningWith: [""])

  /// The codes as they are now.
  var now: [Code] { own.values }

  /// - Parameter changes: each with what holds from then on, in order.
  mutating func set(_ index: Int, initial: Code, changes: [(at: UInt32, code: Code)]) {
    if index < own.count { pasts[UInt32(index)] = nil }
    var value = initial
    if !changes.isEmpty {
      pasts[UInt32(index)] = changes.map { change in
        defer { value = change.code }
        return Past(until: change.at, code: value)
      }
    }
    if index < own.count { own.set(index, to: value) } else { own.append(value) }
  }

  mutating func code(of name: String) -> Code { names.code(of: name) }

  mutating func arrange(_ order: [Int], _ places: [UInt32]) {
    own.arrange(order)
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
