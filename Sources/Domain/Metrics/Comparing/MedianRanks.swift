/// Which of n values in order enclose the true median with at least 95 % certainty, however the values are spread.
///
/// Each value lies below the true median as often as above it, so how many do is binomial, with a half; the ranks are the
/// innermost ones of which either side is passed in 2.5 % of all cases at most.
enum MedianRanks {
  /// Counted from 0; nothing for five values or fewer, which enclose it less certainly however far apart they lie.
  static func enclosing(_ n: Int) -> ClosedRange<Int>? {
    let lower = n < known.count ? known[n] : lowest(of: n)
    return lower < 0 ? nil : lower...(n - 1 - lower)
  }

  private static let known: [Int] = (0..<256).map(lowest)

  private static func lowest(of n: Int) -> Int {
    guard n > 0 else { return -1 }
    let middle = (n - 1) / 2
    let weights = weights(downFrom: middle, of: n)
    // Relative to the one in the middle; of an even number the true middle stands between both halves.
    let between = n % 2 == 0 ? Double(n / 2 + 1) / Double(n / 2) : 0
    let limit = 0.025 * (2 * weights.reduce(0, +) + between)
    var passed = 0.0
    for (distance, weight) in weights.enumerated().reversed() {
      passed += weight
      if passed > limit { return middle - distance - 1 }
    }
    return -1
  }

  /// How likely it is that `middle`, `middle` − 1 … values lie below, until it is past measuring.
  private static func weights(downFrom middle: Int, of n: Int) -> [Double] {
    var weights: [Double] = []
    var weight = 1.0
    var below = middle
    while below >= 0, weight > 1e-18 {
      weights.append(weight)
      weight *= Double(below) / Double(n - below + 1)
      below -= 1
    }
    return weights
  }
}
