import CivilTime

/// The rows that a question counts and those it leaves out: value and receipt are both made from it.
struct Selection {
  /// Rows whose verdict is the wanted one, in the table's order.
  private(set) var rows: [UInt32] = []
  private var verdicts = [Int](repeating: 0, count: 256)

  /// `wanted` is 0 for what counts, or the raw value of an exclusion for what that rule left out.
  init(of table: some RowTable, in interval: (from: UInt32, to: UInt32), passing filter: RowFilter, wanted: UInt8 = 0) {
    for stretch in table.stretches(from: interval.from, to: interval.to) {
      for row in stretch.rows {
        if !stretch.allInside {
          let at = table.at(row)
          guard at >= interval.from, at < interval.to else { continue }
        }
        guard filter.passesAll || filter.passes(table.conversation(row), table.person(row)) else { continue }
        let verdict = table.verdict(row)
        verdicts[Int(verdict)] += 1
        if verdict == wanted { rows.append(UInt32(truncatingIfNeeded: row)) }
      }
    }
  }

  func count(of rule: Exclusion) -> Int { verdicts[Int(rule.rawValue)] }
}

/// The filters of a question as tables of allowed codes; empty tables allow everything.
struct RowFilter {
  private let conversations: [Bool]
  private let people: [Bool]
  let passesAll: Bool

  init(_ filters: [Filter], over columns: FactColumns) {
    var conversations: [Bool] = []
    var people: [Bool] = []
    for filter in filters {
      let wanted = Set(filter.values)
      switch filter.dimension {
      case .person: people = columns.people.names.map(wanted.contains)
      case .source:
        let allowed = columns.sources.names.map(wanted.contains)
        conversations.narrow(columns.conversationCount) { allowed[Int(columns.keys.source(of: $0))] }
      case .channel:
        let allowed = columns.channels.names.map(wanted.contains)
        conversations.narrow(columns.conversationCount) { allowed[Int(columns.conversations.channel[$0])] }
      case .day, .week, .month, .weekday, .hour: continue
      }
    }
    self.conversations = conversations
    self.people = people
    passesAll = !filters.contains { $0.dimension.isFilter }
  }

  @inline(__always) func passes(_ conversation: Int, _ person: UInt16) -> Bool {
    (conversations.isEmpty || conversations[conversation]) && (people.isEmpty || people[Int(person)])
  }
}

extension [Bool] {
  fileprivate mutating func narrow(_ count: Int, _ allowed: (Int) -> Bool) {
    if isEmpty { self = [Bool](repeating: true, count: count) }
    for index in 0..<count where self[index] { self[index] = allowed(index) }
  }
}
