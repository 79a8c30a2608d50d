/// The segments of a breakdown in two periods, small ones pooled, ready to be taken apart.
struct Segments {
  struct Segment {
    var labels: [[String]]
    var isPooled = false
    var before = Sums()
    var now = Sums()
    /// Durations, where a percentile is taken apart.
    var valuesBefore: [UInt32] = []
    var valuesNow: [UInt32] = []
  }

  /// What a segment adds to the whole's numerator and denominator.
  struct Sums {
    var amount = 0.0
    var weight = 0.0
    var sample = 0

    var value: Double? { weight == 0 ? nil : amount / weight }

    static func += (left: inout Sums, right: Sums) {
      left.amount += right.amount
      left.weight += right.weight
      left.sample += right.sample
    }
  }

  private(set) var all: [Segment] = []

  init(now: Answer, before: Answer) {
    var places: [[String]: Int] = [:]
    for group in now.groups {
      places[group.labels] = all.count
      all.append(Segment(labels: [group.labels], now: Sums(group)))
    }
    for group in before.groups {
      if let place = places[group.labels] {
        all[place].before = Sums(group)
      } else {
        all.append(Segment(labels: [group.labels], before: Sums(group)))
      }
    }
  }

  mutating func take(now: [[String]: [UInt32]], before: [[String]: [UInt32]]) {
    for index in all.indices {
      all[index].valuesNow = now[all[index].labels[0]] ?? []
      all[index].valuesBefore = before[all[index].labels[0]] ?? []
    }
  }

  /// Fewer than five rows in both periods say nothing by themselves.
  mutating func poolSmallOnes() {
    var others = Segment(labels: [], isPooled: true)
    all.removeAll { segment in
      guard max(segment.now.sample, segment.before.sample) < Judgement.fewest else { return false }
      others.labels += segment.labels
      others.now += segment.now
      others.before += segment.before
      others.valuesNow += segment.valuesNow
      others.valuesBefore += segment.valuesBefore
      return true
    }
    guard !others.labels.isEmpty else { return }
    others.labels.sort { $0.lexicographicallyPrecedes($1) }
    // A pool of one is that one.
    others.isPooled = others.labels.count > 1
    all.append(others)
  }

  func total(_ side: KeyPath<Segment, Sums>) -> Sums {
    all.reduce(into: Sums()) { $0 += $1[keyPath: side] }
  }
}

extension Segments.Sums {
  fileprivate init(_ group: Answer.Group) {
    sample = group.sample
    switch group.value {
    case .none: break
    case .count(let count): amount = Double(count)
    case .amount(let sum): amount = sum
    case .share(let share): (amount, weight) = (share.numerator, share.denominator)
    case .durations(let summary): (amount, weight) = (summary.mean * Double(summary.n), Double(summary.n))
    case .score(let score, let n): (amount, weight) = (score * Double(n), Double(n))
    case .range(let range): (amount, weight) = (range.share * Double(range.n), Double(range.n))
    }
  }
}

// MARK: - Taking apart

extension Segments {
  /// Of sums: the difference of each segment.
  func differences() -> [ChangeAccount.Part] {
    let (whole, earlier) = (total(\.now), total(\.before))
    return all.map { segment in
      var part = ChangeAccount.Part(segment, contribution: segment.now.amount - segment.before.amount)
      part.now = segment.now.side(of: segment.now.amount, in: whole.amount)
      part.before = segment.before.side(of: segment.before.amount, in: earlier.amount)
      return part
    }
  }

  /// Of a mean or a quotient: `Δ = Σ (w₁ − w₀) · (r̄ − R̄) + Σ w̄ · (r₁ − r₀)`, which is exact and treats both periods alike.
  ///
  /// A segment that one of the periods has not is all mix: it came or went, and did not change. Nothing where a period is
  /// empty.
  func mixAndWithin() -> [ChangeAccount.Part]? {
    let (whole, earlier) = (total(\.now), total(\.before))
    guard let late = whole.value, let early = earlier.value else { return nil }
    let middle = (late + early) / 2
    return all.map { segment in
      let now = segment.now.weight / whole.weight
      let before = segment.before.weight / earlier.weight
      let contribution =
        segment.now.amount / whole.weight - segment.before.amount / earlier.weight - middle * (now - before)
      var part = ChangeAccount.Part(segment, contribution: contribution)
      part.now = segment.now.side(of: segment.now.value, weighing: now)
      part.before = segment.before.side(of: segment.before.value, weighing: before)
      if let value = segment.now.value, let old = segment.before.value {
        part.within = (now + before) / 2 * (value - old)
        part.mix = (now - before) * ((value + old) / 2 - middle)
      } else {
        (part.within, part.mix) = (0, contribution)
      }
      return part
    }
  }

  /// Of a percentile: by how much it changes when a segment alone is put back to its rows of the earlier period.
  func putBack(_ share: Double) -> [ChangeAccount.Part]? {
    let now = SortedValues(all.flatMap(\.valuesNow))
    let before = SortedValues(all.flatMap(\.valuesBefore))
    guard let value = now.percentile(share), before.count > 0 else { return nil }
    return all.map { segment in
      let (late, early) = (SortedValues(segment.valuesNow), SortedValues(segment.valuesBefore))
      let without = now.percentile(share, leavingOut: late, adding: early)
      var part = ChangeAccount.Part(segment, contribution: without.map { value - $0 } ?? 0)
      part.now = segment.now.side(
        of: late.percentile(share), weighing: Double(late.count) / Double(now.count))
      part.before = segment.before.side(
        of: early.percentile(share), weighing: Double(early.count) / Double(before.count))
      return part
    }
  }
}

extension Segments.Sums {
  fileprivate func side(of value: Double?, weighing weight: Double) -> ChangeAccount.Side {
    ChangeAccount.Side(value: value, weight: weight, sample: sample)
  }

  fileprivate func side(of value: Double, in whole: Double) -> ChangeAccount.Side {
    side(of: value, weighing: whole == 0 ? 0 : value / whole)
  }
}

extension ChangeAccount.Part {
  fileprivate init(_ segment: Segments.Segment, contribution: Double) {
    let nothing = ChangeAccount.Side(value: nil, weight: 0, sample: 0)
    self.init(
      segments: segment.labels, isPooled: segment.isPooled, before: nothing, now: nothing, mix: nil, within: nil,
      contribution: contribution)
  }
}

/// Values in order, of which some can be left out and others added without putting all in order again.
struct SortedValues {
  private let values: [UInt32]

  init(_ values: [UInt32] = []) { self.values = values.sorted() }

  var count: Int { values.count }

  /// Position (n − 1) · p, between two values by proportion; nothing of no values.
  func percentile(
    _ share: Double, leavingOut out: SortedValues = SortedValues(), adding added: SortedValues = SortedValues()
  ) -> Double? {
    let count = count - out.count + added.count
    guard count > 0 else { return nil }
    let position = Double(count - 1) * share
    let below = Int(position)
    let fraction = position - Double(below)
    func value(at rank: Int) -> Double { Double(self.value(at: rank, out, added)) }
    let low = value(at: below)
    return fraction > 0 ? low + (value(at: below + 1) - low) * fraction : low
  }

  /// The least value that more than `rank` values do not pass: found by halving what it can be.
  private func value(at rank: Int, _ out: SortedValues, _ added: SortedValues) -> UInt32 {
    var low: UInt32 = 0
    var high = UInt32.max
    while low < high {
      let middle = low + (high - low) / 2
      if upTo(middle) - out.upTo(middle) + added.upTo(middle) > rank { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// How many values are not larger.
  private func upTo(_ value: UInt32) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
