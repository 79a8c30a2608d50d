extension DurationSummary {
  /// Nothing when there are no values.
  package init?(of values: ArraySlice<UInt32>) {
    var profile = DurationProfile()
    profile.take(values)
    self.init(profile, of: values)
  }

  /// Summaries of groups that lie one behind the other, and of all values together, whose profile is the sum of theirs.
  static func summaries(
    of values: [UInt32], in ranges: [Range<Int>]
  ) -> (whole: DurationSummary?, profile: DurationProfile, groups: [DurationSummary?]) {
    var whole = DurationProfile()
    let groups = ranges.map { range in
      var profile = DurationProfile(countsClasses: range.count >= DurationProfile.worthSpreading)
      profile.take(values[range])
      if profile.countsClasses { whole.merge(profile) } else { whole.take(values[range]) }
      return DurationSummary(profile, of: values[range])
    }
    return (groups.count == 1 ? groups[0] : DurationSummary(whole, of: values[...]), whole, groups)
  }

  private init?(_ profile: DurationProfile, of values: ArraySlice<UInt32>) {
    guard profile.n > 0 else { return nil }
    n = profile.n
    mean = Double(profile.sum) / Double(profile.n)
    min = Int64(profile.least)
    max = Int64(profile.most)
    (p50, p90, p50Range) = profile.summary(of: values)
  }
}

// MARK: - What has not ended

extension Answer.OpenWaits {
  /// Median and 90th percentile of lengths of which some have only been watched so far: none of these is shorter than that,
  /// and each may still become as long as it likes.
  ///
  /// - Parameters:
  ///   - profile: that of those that have ended, where it is known.
  ///   - open: how long each of those that last has lasted.
  static func bounds(
    of ended: [UInt32], _ profile: DurationProfile? = nil, open: [UInt32]
  ) -> (p50: Answer.Bound, p90: Answer.Bound) {
    let open = open.sorted()
    let count = ended.count + open.count
    let (median, ninety) = (Percentile(0.5, of: count), Percentile(0.9, of: count))
    let parts = (profile ?? DurationProfile(of: ended)).order(
      of: ended[...], around: median.positions.reaching(back: open.count, within: ended.count),
      ninety.positions.reaching(back: open.count, within: ended.count))
    return (bound(parts.0, open, median, ended.count), bound(parts.1, open, ninety, ended.count))
  }

  private static func bound(
    _ part: OrderedPart, _ open: [UInt32], _ percentile: Percentile, _ ended: Int
  ) -> Answer.Bound {
    let below = Double(part.merged(with: open, at: percentile.below, of: ended))
    let above = Double(part.merged(with: open, at: percentile.above, of: ended))
    // Were they to last for ever, those that have ended would be all that is short.
    return Answer.Bound(
      atLeast: below + (above - below) * percentile.fraction,
      atMost: percentile.above < ended ? part.value(at: percentile) : nil)
  }
}

extension ClosedRange<Int> {
  /// With so many positions before it as well, as far as there are any.
  fileprivate func reaching(back count: Int, within all: Int) -> ClosedRange<Int> {
    let last = Swift.max(0, Swift.min(upperBound, all - 1))
    return Swift.min(Swift.max(0, lowerBound - count), last)...last
  }
}

/// What a set of durations comes to before any of them is sorted; a whole's profile is the sum of its parts'.
struct DurationProfile {
  /// Fewer values are sorted sooner than spread over classes.
  static let worthSpreading = 256

  private(set) var n = 0
  private(set) var sum: UInt64 = 0
  private(set) var least = UInt32.max
  private(set) var most: UInt32 = 0
  private var spread: Spread?

  init(countsClasses: Bool = true) { spread = countsClasses ? Spread() : nil }

  init(of values: [UInt32]) {
    self.init(countsClasses: values.count >= DurationProfile.worthSpreading)
    take(values[...])
  }

  var countsClasses: Bool { spread != nil }

  mutating func take(_ values: ArraySlice<UInt32>) {
    n += values.count
    for value in values {
      sum &+= UInt64(value)
      least = Swift.min(least, value)
      most = Swift.max(most, value)
    }
    spread?.take(values)
  }

  mutating func merge(_ part: DurationProfile) {
    n += part.n
    sum &+= part.sum
    least = Swift.min(least, part.least)
    most = Swift.max(most, part.most)
    if let counts = part.spread { spread?.merge(counts) }
  }

  /// Median, 90th percentile, and the values that enclose the true median.
  ///
  /// - Parameter values: those that the profile was made of.
  fileprivate func summary(of values: ArraySlice<UInt32>) -> (p50: Double, p90: Double, range: ClosedRange<Int64>?) {
    let (median, ninety) = (Percentile(0.5, of: n), Percentile(0.9, of: n))
    let ranks = MedianRanks.enclosing(n)
    let middle = ranks ?? median.positions
    let (near, far) = order(of: values, around: middle, ninety.positions)
    return (
      near.value(at: median), far.value(at: ninety),
      ranks.map { Int64(near[$0.lowerBound])...Int64(near[$0.upperBound]) }
    )
  }

  /// The parts of the order that hold two stretches of positions.
  fileprivate func order(
    of values: ArraySlice<UInt32>, around first: ClosedRange<Int>, _ second: ClosedRange<Int>
  ) -> (OrderedPart, OrderedPart) {
    guard let spread, n >= Self.worthSpreading else {
      let sorted = OrderedPart(values: values.sorted(), skipped: 0)
      return (sorted, sorted)
    }
    return spread.order(of: values, around: first, second)
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

  var positions: ClosedRange<Int> { below...above }
}

/// A stretch of values in their order; before it lie `skipped` smaller ones.
private struct OrderedPart {
  let values: [UInt32]
  let skipped: Int

  subscript(position: Int) -> UInt32 { values[position - skipped] }

  /// The value at a position of the order that these and some more make up together.
  ///
  /// - Parameter count: how many values there are, of which these are a part.
  func merged(with more: [UInt32], at position: Int, of count: Int) -> UInt32 {
    // How many of the others come before it.
    var few = Swift.max(0, position - count)
    var many = Swift.min(position, more.count)
    while few < many {
      let middle = (few + many) / 2
      let own = position - middle - 1
      if own >= count || more[middle] < self[own] { few = middle + 1 } else { many = middle }
    }
    let own = position - few < count ? self[position - few] : UInt32.max
    return few < more.count ? Swift.min(own, more[few]) : own
  }

  func value(at percentile: Percentile) -> Double {
    let low = Double(self[percentile.below])
    return low + (Double(self[percentile.above]) - low) * percentile.fraction
  }
}

/// How values spread over classes of nearly equal ones, each a 32nd as wide as what it holds is large.
///
/// It says in which class a percentile lies, so that only the few values of that class are sorted.
private struct Spread {
  private var counts = [UInt32](repeating: 0, count: 27 * 32)

  mutating func take(_ values: ArraySlice<UInt32>) {
    var counts = counts.mutableSpan
    for value in values { counts[Spread.number(of: value)] &+= 1 }
  }

  mutating func merge(_ part: Spread) {
    for number in counts.indices { counts[number] &+= part.counts[number] }
  }

  /// One walk collects the few values that lie near either stretch of positions.
  func order(
    of values: ArraySlice<UInt32>, around first: ClosedRange<Int>, _ second: ClosedRange<Int>
  ) -> (OrderedPart, OrderedPart) {
    var near = (self.near(first), self.near(second))
    for value in values {
      near.0.take(value)
      near.1.take(value)
    }
    return (near.0.ordered, near.1.ordered)
  }

  private func near(_ positions: ClosedRange<Int>) -> Neighbourhood {
    let (lower, skipped) = find(positions.lowerBound)
    let (upper, _) = find(positions.upperBound)
    let least = Spread.least(in: lower)
    return Neighbourhood(least: least, width: Spread.least(in: upper + 1) &- 1 &- least, skipped: skipped)
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

/// The values of the classes in which a stretch of positions lies.
private struct Neighbourhood {
  let least: UInt32
  let width: UInt32
  /// How many values are smaller than all of these.
  let skipped: Int
  private var values: [UInt32] = []

  init(least: UInt32, width: UInt32, skipped: Int) {
    self.least = least
    self.width = width
    self.skipped = skipped
  }

  @inline(__always) mutating func take(_ value: UInt32) {
    if value &- least <= width { values.append(value) }
  }

  var ordered: OrderedPart { OrderedPart(values: values.sorted(), skipped: skipped) }
}
