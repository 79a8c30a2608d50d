/// How many rows each rule left out, and what each group comes to: found in one walk, without a list of rows.
struct Tally {
  /// The groups that have something, in the order of their codes.
  private(set) var groups: [(group: Int, count: Int)] = []
  private(set) var total = 0
  private var leftOut: [Int] = []

  init(of scan: Scan<some RowTable>, by breakdown: Breakdown) {
    self.init(of: scan, by: breakdown, { _, _, _ in }, known: { _, _, _ in true })
  }

  /// - Parameters:
  ///   - look: is shown each block of rows that is not known by its sums, with what was marked and the groups.
  ///   - known: is shown each that is, and says whether that is enough.
  init(
    of scan: Scan<some RowTable>, by breakdown: Breakdown,
    _ look: (_ rows: Range<Int>, _ marks: Span<UInt8>, _ codes: Span<Int>) -> Void,
    known: (_ rows: Range<Int>, _ sums: [PersonSum], _ groups: PeopleGroups) -> Bool
  ) {
    if breakdown.isDense {
      countInTable(scan, breakdown, look, known)
    } else {
      countInDictionary(scan, breakdown, look)
    }
    total = groups.reduce(0) { $0 + $1.count }
  }

  func count(of rule: Exclusion) -> Int { leftOut[Int(rule.rawValue)] }

  private mutating func countInTable<Table>(
    _ scan: Scan<Table>, _ breakdown: Breakdown,
    _ look: (_ rows: Range<Int>, _ marks: Span<UInt8>, _ codes: Span<Int>) -> Void,
    _ known: (_ rows: Range<Int>, _ sums: [PersonSum], _ groups: PeopleGroups) -> Bool
  ) {
    // Verdicts first, then the groups of what counts: a row adds one in one place, whatever it is.
    let marks = Verdict.all
    let places = marks + breakdown.size
    // Rows in the order of time go to one group many times running, and an addition to a place waits for the one before.
    // So small tables have a few lanes, which rows take in turn.
    let lanes = places <= 4_096 ? 4 : 1
    var table = [Int](repeating: 0, count: places * lanes)
    var codes = GroupCodes()
    scan.blocks { sums, stretch in
      guard let groups = breakdown.groupsOfPeople(in: stretch), known(stretch.rows, sums, groups) else { return false }
      var table = table.mutableSpan
      for sum in sums {
        let group = marks + groups.group(of: sum.person)
        table[sum.verdict == 0 ? group : Int(sum.verdict)] += Int(sum.count)
      }
      return true
    } _: { rows, verdicts in
      codes.work(out: breakdown, for: rows, of: scan.table)
      let own = verdicts.span.extracting(first: rows.count)
      look(rows, own, codes.ofRow.span)
      var table = table.mutableSpan
      Tally.add(own, codes.ofRow.span, behind: marks, places, lanes, to: &table)
    }
    for lane in 0..<lanes where lane > 0 { for place in 0..<places { table[place] += table[lane * places + place] } }
    leftOut = Array(table[..<marks])
    for group in 0..<breakdown.size where table[marks + group] > 0 { groups.append((group, table[marks + group])) }
  }

  private static func add(
    _ verdicts: Span<UInt8>, _ codes: Span<Int>, behind marks: Int, _ places: Int, _ lanes: Int,
    to table: inout MutableSpan<Int>
  ) {
    for offset in verdicts.indices {
      let verdict = Int(verdicts[offset])
      let group = marks &+ codes[offset]
      table[(offset & (lanes &- 1)) &* places &+ (verdict == 0 ? group : verdict)] &+= 1
    }
  }

  private mutating func countInDictionary<Table>(
    _ scan: Scan<Table>, _ breakdown: Breakdown,
    _ look: (_ rows: Range<Int>, _ marks: Span<UInt8>, _ codes: Span<Int>) -> Void
  ) {
    var left = [Int](repeating: 0, count: Verdict.all)
    var found: [Int: Int] = [:]
    var codes = GroupCodes()
    scan.blocks { rows, verdicts in
      codes.work(out: breakdown, for: rows, of: scan.table)
      look(rows, verdicts.span.extracting(first: rows.count), codes.ofRow.span)
      for offset in 0..<rows.count {
        if verdicts[offset] == 0 { found[codes[offset], default: 0] += 1 } else { left[Int(verdicts[offset])] += 1 }
      }
    }
    leftOut = left
    groups = found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
