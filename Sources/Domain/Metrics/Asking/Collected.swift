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

  init(of scan: Scan<some KeyedTable>, by breakdown: Breakdown) {
    var alone = [Int](repeating: 0, count: breakdown.isDense ? breakdown.size : 0)
    var codes = GroupCodes()
    scan.blocks { rows, marks in
      codes.work(out: breakdown, for: rows, of: scan.table)
      for row in rows where marks[row &- rows.lowerBound] == 0 {
        let group = codes[row &- rows.lowerBound]
        if !scan.table.isAlone(row) {
          ofGroup[group, default: Keys()].others.insert(scan.table.key(row))
        } else if breakdown.isDense {
          alone[group] += 1
        } else {
          ofGroup[group, default: Keys()].alone += 1
        }
      }
    }
    for (group, count) in alone.enumerated() where count > 0 { ofGroup[group, default: Keys()].alone += count }
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
  private(set) var ofGroup: [Int: Int64] = [:]

  init(of scan: Scan<some WeighedTable>, by breakdown: Breakdown) {
    var codes = GroupCodes()
    scan.blocks { rows, marks in
      codes.work(out: breakdown, for: rows, of: scan.table)
      for row in rows where marks[row &- rows.lowerBound] == 0 {
        ofGroup[codes[row &- rows.lowerBound], default: 0] += scan.table.weight(row)
      }
    }
  }
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
    var whole = DistinctKeys.Keys()
    for (group, own) in keys {
      amounts[grouping.breakdown.codes(of: group)] = Double(own.count)
      whole.formUnion(own)
    }
    total = Double(whole.count)
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
    total += whole.values.reduce(0, +)
  }
}

extension [UInt64: Double] {
  fileprivate mutating func raise(_ key: UInt64, to share: Double) {
    self[key] = Swift.max(self[key] ?? 0, share)
  }
}
