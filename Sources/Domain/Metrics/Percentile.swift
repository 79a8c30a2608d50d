extension DurationSummary {
  /// Reorders `values`; nothing when there are none.
  package init?(reordering values: inout ArraySlice<UInt32>) {
    guard let first = values.first else { return nil }
    var sum: UInt64 = 0
    var least = first
    var most = first
    for value in values {
      sum += UInt64(value)
      least = Swift.min(least, value)
      most = Swift.max(most, value)
    }
    n = values.count
    mean = Double(sum) / Double(n)
    min = Int64(least)
    max = Int64(most)
    p50 = values.percentile(0.5)
    p90 = values.percentile(0.9)
  }
}

extension ArraySlice<UInt32> {
  /// The value at position (n − 1) · p among the ordered values, between two of them by proportion.
  mutating func percentile(_ share: Double) -> Double {
    let position = Double(count - 1) * share
    let below = Int(position)
    let low = select(startIndex + below)
    let fraction = position - Double(below)
    guard fraction > 0, below + 1 < count else { return Double(low) }
    // After the selection everything behind `below` is at least as large.
    var next = UInt32.max
    for index in (startIndex + below + 1)..<endIndex { next = Swift.min(next, self[index]) }
    return Double(low) + (Double(next) - Double(low)) * fraction
  }

  /// Hoare's selection: puts at `wanted` what belongs there in order, smaller values before it, larger ones behind.
  private mutating func select(_ wanted: Int) -> UInt32 {
    var low = startIndex
    var high = endIndex - 1
    while low < high {
      let pivot = medianOfThree(low, high)
      var left = low
      var right = high
      while left <= right {
        while self[left] < pivot { left += 1 }
        while self[right] > pivot { right -= 1 }
        if left <= right {
          swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if wanted <= right { high = right } else if wanted >= left { low = left } else { break }
    }
    return self[wanted]
  }

  private func medianOfThree(_ low: Int, _ high: Int) -> UInt32 {
    let first = self[low]
    let middle = self[low + (high - low) / 2]
    let last = self[high]
    return Swift.max(Swift.min(first, middle), Swift.min(Swift.max(first, middle), last))
  }
}
