/// Keys that count once in each group.
struct DistinctKeys {
  private(set) var ofGroup: [Int: Keys] = [:]

  /// The keys of a group. Most are known to occur in one row only, and need no set.
  struct Keys {
    fileprivate(set) var alone = 0
    fileprivate(set) var others = KeySet()

    var count: Int { alone + others.count }

    /// - Parameter more: of another group, so that what occurs once in either is not in both.
    mutating func formUnion(_ more: Keys) {
      alone += more.alone
      others.formUnion(more.others)
    }
  }

  /// How many rows there are, whatever their keys.
  let tally: Tally

  init(of scan: Scan<some KeyedTable>, by breakdown: Breakdown) {
    let table = scan.table
    let areDisjoint = breakdown.axes.allSatisfy { $0.parts == nil && table.keysTell($0.dimension) }
    var found = Found(breakdown, areDisjoint: areDisjoint)
    var shared: [SharedKey] = []
    tally = Tally(of: scan, by: breakdown) { rows, marks, codes in
      for row in rows where marks[row &- rows.lowerBound] == 0 {
        found.take(row, of: table, in: codes[row &- rows.lowerBound])
      }
    } known: { rows, sums, groups in
      shared.removeAll(keepingCapacity: true)
      guard table.addShared(of: rows, to: &shared) else { return false }
      for sum in sums where sum.verdict == Verdict.counts && sum.areAlone {
        found.take(alone: Int(sum.count), in: groups.group(of: sum.person))
      }
      for one in shared { found.take(one.key, of: table, in: groups.group(of: one.person)) }
      return true
    }
    ofGroup = found.ofGroup
  }

  private struct Found {
    /// Of each group, where they lie close together; else `keys` has them.
    private var alone: [Int]
    private var others: [KeySet]
    private var keys: [Int: Keys] = [:]
    /// Of all groups, where no key is in two of them: what comes first counts, as if it were alone. A set for each shelf
    /// stays in the nearest cache while the rows of one day come.
    private var all: [KeySet] = []
    private let areDisjoint: Bool

    init(_ breakdown: Breakdown, areDisjoint: Bool) {
      alone = [Int](repeating: 0, count: breakdown.isDense ? breakdown.size : 0)
      others = [KeySet](repeating: KeySet(), count: areDisjoint ? 0 : alone.count)
      self.areDisjoint = areDisjoint
    }

    mutating func take(_ row: Int, of table: some KeyedTable, in group: Int) {
      if table.isAlone(row) { take(alone: 1, in: group) } else { take(table.key(row), of: table, in: group) }
    }

    mutating func take(_ key: UInt64, of table: some KeyedTable, in group: Int) {
      guard areDisjoint else {
        if group < others.count { others[group].insert(key) } else { keys[group, default: Keys()].others.insert(key) }
        return
      }
      let shelf = table.shelf(of: key)
      while all.count <= shelf { all.append(KeySet()) }
      if all[shelf].insert(key) { take(alone: 1, in: group) }
    }

    mutating func take(alone count: Int, in group: Int) {
      if group < alone.count { alone[group] += count } else { keys[group, default: Keys()].alone += count }
    }

    var ofGroup: [Int: Keys] {
      var all = keys
      for (group, count) in alone.enumerated() where count > 0 { all[group, default: Keys()].alone += count }
      for (group, own) in others.enumerated() where own.count > 0 { all[group, default: Keys()].others = own }
      return all
    }
  }
}

extension DistinctKeys {
  /// How many keys each rule left out.
  static func leftOut(of scan: Scan<some KeyedTable>) -> [Exclusion: Int] {
    var keys: [Exclusion: KeySet] = [:]
    scan.blocks { rows, marks in
      for row in rows {
        guard let rule = Exclusion(rawValue: marks[row &- rows.lowerBound]) else { continue }
        keys[rule, default: KeySet()].insert(scan.table.key(row))
      }
    }
    return keys.mapValues(\.count)
  }
}

/// What rows weigh together, in millionths.
struct WeightSums {
  /// How many rows there are, whatever they weigh.
  let tally: Tally
  private var sums: [Int64]
  private var sparse: [Int: Int64] = [:]

  init(of scan: Scan<some WeighedTable>, by breakdown: Breakdown) {
    var sums = [Int64](repeating: 0, count: breakdown.isDense ? breakdown.size : 0)
    var sparse: [Int: Int64] = [:]
    tally = Tally(of: scan, by: breakdown) { rows, marks, codes in
      for offset in marks.indices where marks[offset] == Verdict.counts {
        let weight = scan.table.weight(rows.lowerBound &+ offset)
        if breakdown.isDense {
          sums[codes[offset]] += weight
        } else {
          sparse[codes[offset], default: 0] += weight
        }
      }
    } known: { _, _, _ in
      false
    }
    self.sums = sums
    self.sparse = sparse
  }

  func sum(of group: Int) -> Int64 { sums.isEmpty ? sparse[group] ?? 0 : sums[group] }
}

/// How much of its keys each label has.
///
/// A key counts once for a label, in however many rows and codes it has a part. A conversation about two products is half a
/// conversation for each; a customer who asked about two is one customer for each.
struct KeyShares {
  private(set) var amounts: [[Int]: Double] = [:]
  private(set) var total = 0.0

  /// - Parameter areSplit: whether half a key is something.
  init(_ keys: [Int: DistinctKeys.Keys], _ grouping: Grouping, areSplit: Bool) {
    if grouping.isPlain, !grouping.asksForParts {
      count(keys, grouping)
    } else {
      share(keys, grouping, areSplit)
    }
  }

  private mutating func count(_ keys: [Int: DistinctKeys.Keys], _ grouping: Grouping) {
    var whole: DistinctKeys.Keys?
    for (group, own) in keys {
      amounts[grouping.breakdown.codes(of: group)] = Double(own.count)
      if whole?.formUnion(own) == nil { whole = own }
    }
    total = Double(whole?.count ?? 0)
  }

  private mutating func share(_ keys: [Int: DistinctKeys.Keys], _ grouping: Grouping, _ areSplit: Bool) {
    var ofLabels: [[Int]: [UInt64: Double]] = [:]
    var whole: [UInt64: Double] = [:]
    for (group, own) in keys {
      var shares: [[Int]: Double] = [:]
      let parts = grouping.parts(of: group)
      for part in parts { shares[part.labels, default: 0] += part.share }
      for (labels, share) in shares {
        let share = areSplit ? min(share, 1) : 1
        amounts[labels, default: 0] += Double(own.alone) * share
        for key in own.others.all { ofLabels[labels, default: [:]].raise(key, to: share) }
      }
      guard !parts.isEmpty else { continue }
      let share = areSplit && grouping.asksForParts ? min(parts.reduce(0) { $0 + $1.share }, 1) : 1
      total += Double(own.alone) * share
      for key in own.others.all { whole.raise(key, to: share) }
    }
    for (labels, keys) in ofLabels { amounts[labels, default: 0] += keys.values.reduce(0, +) }
    amounts = amounts.mapValues(\.settled)
    total = (total + whole.values.reduce(0, +)).settled
  }
}

extension [UInt64: Double] {
  fileprivate mutating func raise(_ key: UInt64, to share: Double) {
    self[key] = Swift.max(self[key] ?? 0, share)
  }
}
