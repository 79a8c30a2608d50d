package import CivilTime

extension FactColumns {
  /// The rows behind a number, or those that one rule left out of it, ordered by time and then by conversation.
  package func receipt(
    of query: MetricQuery, leftOut rule: Exclusion? = nil, in zone: Zone, asOf: Instant, weekStart: Int = 0
  ) -> [ReceiptRow] {
    let asked = Asked(query.withRows, over: self, in: zone, asOf: asOf, weekStart: weekStart)
    if asked.isBusiness, !naming.hasCalendars { return [] }
    return asked.visit(Receipting(asked: asked, rule: rule)) ?? []
  }
}

extension MetricQuery {
  /// Of a number that is made of others, the one whose rows are shown.
  fileprivate var withRows: MetricQuery {
    switch metric {
    case .busiestTimes: asking(.customerMessages)
    case .killRate: asking(.resolutions)
    case .identityCoverage: asking(.workUnits)
    case .workloadConcentration: asking(.humanReplies)
    default: self
    }
  }
}

/// Lists the rows that `Answering` counts.
struct Receipting: TableVisitor {
  let asked: Asked
  let rule: Exclusion?

  func count(_ table: some RowTable) -> [ReceiptRow] { rows(table) { _ in 1 } }
  func measure(_ table: some MeasuredTable) -> [ReceiptRow] {
    // What has not ended lies in a table of its own.
    if rule == .waiting, let table = table as? any CensoredTable { return open(table) }
    return rows(table) { Int64(table.value($0)) }
  }

  private func open(_ table: some CensoredTable) -> [ReceiptRow] { rows(table.open) { _ in 0 } }

  func share(_ table: some ShareTable) -> [ReceiptRow] {
    guard table.countsKeys, rule == nil else { return rows(table) { table.isHit($0) ? 1 : 0 } }
    var hits = Set<UInt64>()
    for row in Scan(table, asked).rows() where table.isHit(row) { hits.insert(table.key(row)) }
    return rows(table, by: table.key) { hits.contains(table.key($0)) ? 1 : 0 }
  }

  func distinct(_ table: some KeyedTable) -> [ReceiptRow] {
    rows(table, by: rule == nil || table.leavesOutKeys ? table.key : nil) { _ in 1 }
  }

  func sum(_ table: some WeighedTable) -> [ReceiptRow] { rows(table) { table.weight($0) / 1_000_000 } }

  /// - Parameter key: of rows with one key the first stands for all.
  private func rows<Table: RowTable>(
    _ table: Table, by key: ((Int) -> UInt64)? = nil, _ value: (Int) -> Int64
  ) -> [ReceiptRow] {
    let writer = RowWriter(table, asked)
    var found = Scan(table, asked).rows(marked: rule?.rawValue ?? Verdict.counts).map { row in
      (row: row, line: writer.line(row, value: rule == nil ? value(row) : nil, leftOut: rule))
    }
    found.sort { left, right in
      (left.line.at, left.line.conversation, left.line.person ?? "", left.line.value ?? 0)
        < (right.line.at, right.line.conversation, right.line.person ?? "", right.line.value ?? 0)
    }
    guard let key else { return found.map(\.line) }
    var known = Set<UInt64>()
    return found.filter { known.insert(key($0.row)).inserted }.map(\.line)
  }
}

extension FactColumns {
  /// Of the rows behind a number the longest, the longest first; of equal ones by conversation.
  ///
  /// Thousands may wait, and a page shows ten: only those are written out.
  package func longest(_ count: Int, of query: MetricQuery, in zone: Zone, asOf: Instant) -> [ReceiptRow] {
    let asked = Asked(query, over: self, in: zone, asOf: asOf, weekStart: 0)
    return asked.visit(Longest(asked: asked, count: count)) ?? []
  }
}

/// The largest of the values that `Answering` measures. Numbers that measure nothing have none.
private struct Longest: TableVisitor {
  let asked: Asked
  let count: Int

  /// Some numbers count what could be measured: M51 counts waits.
  func count(_ table: some RowTable) -> [ReceiptRow] { (table as? any MeasuredTable).map { measure($0) } ?? [] }
  func share(_ table: some ShareTable) -> [ReceiptRow] { [] }
  func distinct(_ table: some KeyedTable) -> [ReceiptRow] { [] }
  func sum(_ table: some WeighedTable) -> [ReceiptRow] { [] }

  func measure(_ table: some MeasuredTable) -> [ReceiptRow] {
    let found = Scan(table, asked).rows().map { (row: $0, value: table.value($0)) }
    guard count > 0, let least = found.map(\.value).sorted(by: >).prefix(count).last else { return [] }
    let writer = RowWriter(table, asked)
    let rows = found.filter { $0.value >= least }.map { writer.line($0.row, value: Int64($0.value)) }
    return Array(
      rows.sorted { ($1.value ?? 0, $0.conversation) < ($0.value ?? 0, $1.conversation) }.prefix(count))
  }
}

/// Writes rows out as lines of a receipt.
private struct RowWriter<Table: RowTable> {
  private let table: Table
  private let columns: FactColumns
  private let crediting: Crediting
  private let people: PersonLabels

  init(_ table: Table, _ asked: Asked) {
    self.table = table
    columns = asked.columns
    crediting = Crediting(asked)
    people = columns.personLabels()
  }

  func line(_ row: Int, value: Int64?, leftOut rule: Exclusion? = nil) -> ReceiptRow {
    let conversation = table.conversation(row)
    let at = table.at(row)
    let person = crediting.person(table, row)
    return ReceiptRow(
      conversation: columns.key(of: conversation), at: Instant(seconds: Int64(at)), value: value,
      person: person == 0 ? nil : people.name(of: person, in: columns.keys.source(of: conversation), at: at),
      leftOut: rule)
  }
}
