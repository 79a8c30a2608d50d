/// The rows that a question counts, or those that one rule left out of it.
struct Selection {
  /// In the table's order.
  private(set) var rows: [UInt32] = []

  /// `wanted` is 0 for what counts, or the raw value of an exclusion for what that rule left out.
  init(of scan: Scan<some RowTable>, wanted: UInt8 = 0) {
    scan.blocks { stretch, marks in
      for row in stretch where marks[row - stretch.lowerBound] == wanted {
        rows.append(UInt32(truncatingIfNeeded: row))
      }
    }
  }
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
      default: conversations.narrow(columns.conversationCount) { _ in wanted.contains("—") }
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
