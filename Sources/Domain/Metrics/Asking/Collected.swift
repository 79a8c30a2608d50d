/// Keys that count once in each group.
struct DistinctKeys {
  private(set) var ofGroup: [Int: Set<UInt64>] = [:]

  init(of scan: Scan<some KeyedTable>, by breakdown: Breakdown) {
    var codes = GroupCodes()
    scan.blocks { rows, marks in
      codes.work(out: breakdown, for: rows, of: scan.table)
      for row in rows where marks[row &- rows.lowerBound] == 0 {
        ofGroup[codes[row &- rows.lowerBound], default: []].insert(scan.table.key(row))
      }
    }
  }
}

extension DistinctKeys {
  /// How many keys each rule left out.
  static func leftOut(of scan: Scan<some KeyedTable>) -> [Exclusion: Int] {
    var keys: [Exclusion: Set<UInt64>] = [:]
    scan.blocks { rows, marks in
      for row in rows {
        guard let rule = Exclusion(rawValue: marks[row &- rows.lowerBound]) else { continue }
        keys[rule, default: []].insert(scan.table.key(row))
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
