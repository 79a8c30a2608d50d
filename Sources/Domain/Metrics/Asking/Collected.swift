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
