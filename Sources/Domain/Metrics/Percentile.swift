extension DurationSummary {
  /// Nothing when there are no values.
  package init?(of values: ArraySlice<UInt32>) {
    guard let first = values.first else { return nil }
    var sum: UInt64 = 0
    var least = first
    var most = first
    for value in values {
      sum &+= UInt64(value)
      least = Swift.min(least, value)
      most = Swift.max(most, value)
    }
    n = values.count
    mean = Double(sum) / Double(n)
    min = Int64(least)
    max = Int64(most)
    if values.count < Spread.worthwhile {
      let sorted = values.sorted()
      p50 = Percentile(0.5, of: n).value(in: sorted, behind: 0)
      p90 = Percentile(0.9, of: n).value(in: sorted, behind: 0)
    } else {
      let spread = Spread(of: values)
      p50 = spread.value(at: Percentile(0.5, of: n), among: values)
      p90 = spread.value(at: Percentile(0.9, of: n), among: values)
    }
  }
}

/// Position (n − 1) · p among ordered values: between two of them by proportion.
private struct Percentile {
  let below: Int
  let fraction: Double

  init(_ share: Double, of count: Int) {
    let position = Double(count - 1) * share
    below = Int(position)
    fraction = position - Double(below)
  }

  /// The position of the upper of the two values; the same one where the lower alone decides.
  var above: Int { fraction > 0 ? below + 1 : below }

  /// `sorted` begins after `skipped` smaller values.
  func value(in sorted: [UInt32], behind skipped: Int) -> Double {
    let low = Double(sorted[below - skipped])
    return low + (Double(sorted[above - skipped]) - low) * fraction
  }
}

/// How values spread over classes of nearly equal ones, each a 32nd as wide as what it holds is large.
///
/// It says in which class a percentile lies, so that only the few values of that class are sorted.
private struct Spread {
  /// Fewer values are sorted sooner than spread.
  static let worthwhile = 256

  private var counts = [UInt32](repeating: 0, count: 27 * 32)

  init(of values: ArraySlice<UInt32>) {
    var counts = counts.mutableSpan
    for value in values { counts[Spread.number(of: value)] &+= 1 }
  }

  func value(at percentile: Percentile, among values: ArraySlice<UInt32>) -> Double {
    let (lower, skipped) = find(percentile.below)
    let (upper, _) = find(percentile.above)
    let least = Spread.least(in: lower)
    let width = Spread.least(in: upper + 1) &- 1 &- least
    var close: [UInt32] = []
    for value in values where value &- least <= width { close.append(value) }
    close.sort()
    return percentile.value(in: close, behind: skipped)
  }

  /// The class that holds the value at a position of the order, and how many values the classes before it hold.
  private func find(_ position: Int) -> (number: Int, before: Int) {
    var before = 0
    for (number, count) in counts.enumerated() {
      if position < before + Int(count) { return (number, before) }
      before += Int(count)
    }
    return (counts.count - 1, before)
  }

  /// Up to 63 each value has a class of its own; then each power of two has 32.
  @inline(__always) private static func number(of value: UInt32) -> Int {
    let shift = 26 - (value | 32).leadingZeroBitCount
    return shift * 32 + Int(value >> UInt32(truncatingIfNeeded: shift))
  }

  /// The smallest value of a class; the one behind the last is 2³², which wraps to 0.
  private static func least(in number: Int) -> UInt32 {
    let shift = Swift.max(0, number / 32 - 1)
    return UInt32(truncatingIfNeeded: (number - shift * 32) << shift)
  }
}
