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
    let crediting = Crediting(asked)
    let columns = asked.columns
    let people = columns.personLabels()
    var found = Scan(table, asked).rows(marked: rule?.rawValue ?? Verdict.counts).map {
      row -> (row: Int, line: ReceiptRow) in
      let person = crediting.person(table, row)
      let name = people.name(of: person, in: columns.keys.source(of: table.conversation(row)), at: table.at(row))
      let line = ReceiptRow(
        conversation: columns.key(of: table.conversation(row)), at: Instant(seconds: Int64(table.at(row))),
        value: rule == nil ? value(row) : nil,
        person: person == 0 ? nil : name, leftOut: rule)
      return (row, line)
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

/// A conversation in which the customer waits for us.
package struct WaitingConversation: Equatable, Sendable {
  package var conversation: String
  package var since: Instant
}

extension FactColumns {
  /// Who waits on us at a moment, the longest wait first: the conversations of M51.
  package func waiting(asOf: Instant) -> [WaitingConversation] {
    let now = seconds(asOf) &+ 1
    let aside = Set(
      asides.lazy.filter { $0.from < now && $0.to >= now }.map { UInt64($0.conversation) << 32 | UInt64($0.since) })
    let guessing = guessing(at: .waitingOnUs)
    return (0..<openWaits.count)
      .filter { row in
        if guessing.contains(keys.source(of: Int(openWaits.conversation[row]))) { return false }
        let since = openWaits.detail[row].since
        return openWaits.verdict[row] == 0 && since < now && openWaits.at[row] >= now
          && !aside.contains(UInt64(openWaits.conversation[row]) << 32 | UInt64(since))
      }
      .map { row in
        WaitingConversation(
          conversation: key(of: Int(openWaits.conversation[row])),
          since: Instant(seconds: Int64(openWaits.detail[row].since)))
      }
      .sorted { $0.since != $1.since ? $0.since < $1.since : $0.conversation < $1.conversation }
  }
}
