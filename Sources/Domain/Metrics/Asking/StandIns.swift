/// Rows in which something stands in for what the source does not tell.
protocol EstimatedTable: RowTable {
  func isEstimated(_ row: Int) -> Bool
}

/// How many of the rows that count are estimated; nothing for tables that know of no such rows.
struct EstimateCounting: TableVisitor {
  let asked: Asked

  func count(_ table: some RowTable) -> Int { estimated(table) }
  func measure(_ table: some MeasuredTable) -> Int { estimated(table) }
  func share(_ table: some ShareTable) -> Int { estimated(table) }
  func distinct(_ table: some KeyedTable) -> Int { estimated(table) }
  func sum(_ table: some WeighedTable) -> Int { estimated(table) }

  private func estimated(_ table: some RowTable) -> Int {
    guard let table = table as? any EstimatedTable else { return 0 }
    return estimatedRows(of: table)
  }

  private func estimatedRows(of table: some EstimatedTable) -> Int {
    var count = 0
    Scan(table, asked).blocks { sums, _ in
      count += sums.reduce(0) { $0 + ($1.verdict == Verdict.counts && $1.areEstimated ? Int($1.count) : 0) }
      return true
    } _: { rows, marks in
      for row in rows where marks[row &- rows.lowerBound] == 0 && table.isEstimated(row) { count += 1 }
    }
    return count
  }
}

extension Asked {
  /// Whose closings these are decides what such a number says of people, and only then.
  var estimates: [Answer.Estimated] {
    guard attribution == .actor, query.metric.definition.wants.contains(.closer),
      let count = visit(EstimateCounting(asked: self)), count > 0
    else { return [] }
    return [Answer.Estimated(rule: .holderForCloser, count: count)]
  }
}

extension ClosingFlags {
  /// A person gets the credit of whom nobody says that they closed it.
  var isEstimated: Bool { contains(.isByPerson) && !contains(.isCloserTold) }
}
