/// SplitMix64 with whole numbers only, so that every machine draws the same company.
package struct Chance: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to but not including `limit`.
  package mutating func below(_ limit: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(limit)).high) }

  package mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  package mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

  package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Takes one out; nothing when none is left.
  package mutating func draw<Element>(from elements: inout [Element]) -> Element? {
    elements.isEmpty ? nil : elements.remove(at: below(elements.count))
  }

  /// An index, as likely as its weight.
  package mutating func index(weights: [Int]) -> Int {
    var rest = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return weights.count - 1
  }

  /// A waiting time in seconds: mostly minutes, sometimes hours, as people's answers come.
  package mutating func patience() -> Int {
    let spans = [20...90, 90...300, 300...900, 900...2_400, 2_400...7_200, 7_200...14_400]
    return within(spans[index(weights: [12, 28, 30, 18, 9, 3])])
  }
}
