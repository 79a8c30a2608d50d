package import CivilTime

/// One row a conversation, with what it adds to every number that is made of conversations or of what is in them.
///
/// The rows come from the same tables as the answers, so the totals of a column are the number.
package struct ConversationSheet: Sendable {
  package let period: Period
  package let zone: Zone
  package let filters: [Filter]
  package let asOf: Instant
  package let weekStart: Int
  /// Whether it says who answered.
  package let showsPeople: Bool

  package init(
    over period: Period, in zone: Zone, filters: [Filter] = [], asOf: Instant, weekStart: Int = 0,
    showsPeople: Bool = true
  ) {
    self.period = period
    self.zone = zone
    self.filters = filters
    self.asOf = asOf
    self.weekStart = weekStart
    self.showsPeople = showsPeople
  }

  /// The titles of the columns.
  package static var header: [String] {
    ["key", "created", "first message", "first answer", "done", "left out"] + dimensions.map(\.rawValue) + ["people"]
      + columns.flatMap(\.titles)
  }

  /// Rows are whole conversations.
  package static func problem(of filters: [Filter]) -> QueryProblem? {
    guard let filter = filters.first(where: { [.product, .person, .team, .class].contains($0.dimension) }) else {
      return nil
    }
    return QueryProblem(
      parameter: filter.dimension.rawValue,
      why: "a conversation has one row, and several can have a part in it; narrow the file by its column")
  }

  static let dimensions: [Dimension] = [
    .source, .channel, .initiator, .inbox, .group, .pipeline, .priority, .type, .category, .tag, .product, .client,
  ]

  /// The conversations of these columns of which something counts in the period, or that began in it; in the order of
  /// their creation.
  ///
  /// Nothing here looks from one conversation to another, so any part of the ledger can be written by itself.
  package func rows(of columns: FactColumns) -> [[String]] {
    guard columns.conversationCount > 0 else { return [] }
    let added = Self.columns.map { cells(of: $0, columns) }
    let asked = self.asked(.conversationsCreated, nil, columns)
    let about =
      Self.dimensions.map { columns.axis(of: $0, at: asked.end) }
      + [columns.people(by: .participants, teams: false, at: asked.end)]
    let done = self.done(asked)
    let begun = self.begun(asked)
    return (0..<columns.conversationCount).compactMap { row in
      guard begun[row] || added.contains(where: { !$0.isEmpty && $0[row].rows > 0 }) else { return nil }
      var texts = head(row, columns, done[row])
      for axis in about { texts.append(Self.label(axis, row)) }
      if !showsPeople { texts[texts.count - 1] = "" }
      for (column, cells) in zip(Self.columns, added) {
        texts += column.texts(of: cells.isEmpty ? PerConversation.Cell() : cells[row])
      }
      return texts
    }
  }

  private func asked(_ metric: Metric, _ clock: Clock?, _ columns: FactColumns) -> Asked {
    let query = MetricQuery(metric, over: period, zone: zone.name, clock: clock, filters: filters)
    return Asked(query, over: columns, in: zone, asOf: asOf, weekStart: weekStart)
  }

  private func cells(of column: Column, _ columns: FactColumns) -> [PerConversation.Cell] {
    let asked = self.asked(column.metric, column.clock, columns)
    // Without a calendar nothing has a business value.
    if asked.isBusiness, !columns.naming.hasCalendars { return [] }
    return asked.visit(PerConversation(asked: asked)) ?? []
  }

  private func head(_ row: Int, _ columns: FactColumns, _ done: UInt32) -> [String] {
    let conversations = columns.conversations
    let response = conversations.response
    let created = conversations.created[row]
    let standing = conversations.standing[row]
    let isAnswered = conversations.responseKind(row) == .answered
    return [
      columns.key(of: row), Self.time(created), Self.time(response.since(row, created: created)),
      isAnswered ? Self.time(response.until(row, created: created)) : "", Self.time(done),
      standing == 0 ? "" : Exclusion(rawValue: standing)?.id ?? "",
    ]
  }

  private static func time(_ instant: UInt32) -> String {
    instant == never ? "" : Instant(seconds: Int64(instant)).iso8601
  }

  private static func label(_ axis: ConversationAxis, _ row: Int) -> String {
    axis.labels(of: Int(axis.codes[row])).map { axis.labels[$0.label] }
      .filter { $0 != FactColumns.noValue && $0 != FactColumns.unassigned }.joined(separator: "; ")
  }

  /// When each was last done by the end of the period.
  private func done(_ asked: Asked) -> [UInt32] {
    let closings = asked.columns.closings
    var done = [UInt32](repeating: never, count: asked.columns.conversationCount)
    for row in 0..<closings.count where closings.verdict[row] != Verdict.gone && closings.at[row] < asked.to {
      let conversation = Int(closings.conversation[row])
      done[conversation] = done[conversation] == never ? closings.at[row] : max(done[conversation], closings.at[row])
    }
    return done
  }

  /// Which began in the period, whether they count or not.
  private func begun(_ asked: Asked) -> [Bool] {
    let filter = RowFilter(asked)
    let table = CreatedTable(asked: asked)
    return (0..<table.count).map { row in
      table.at(row) >= asked.from && table.at(row) < asked.to && (filter.passesAll || filter.passes(table, row))
    }
  }
}

// MARK: - Columns of numbers

extension ConversationSheet {
  struct Column {
    enum Form { case count, value, countAndValue, share }

    var metric: Metric
    var clock: Clock?
    var form: Form

    var titles: [String] {
      let definition = metric.definition
      let name = "\(metric.id) \(definition.name)" + (clock == .business ? " (business)" : "")
      let unit = definition.unit == "seconds" ? " (s)" : ""
      return switch form {
      case .count: [name + unit]
      case .value: [name + unit]
      case .countAndValue: ["\(name): \(definition.several)", name + unit]
      case .share: ["\(name): \(definition.several)", "\(name): hits"]
      }
    }

    func texts(of cell: PerConversation.Cell) -> [String] {
      switch form {
      case .count: [Self.text(cell.amount)]
      case .value: [cell.rows == 0 ? "" : Self.text(cell.amount)]
      case .countAndValue: [String(cell.rows), cell.rows == 0 ? "" : Self.text(cell.amount)]
      case .share: [String(cell.rows), String(cell.hits)]
      }
    }

    /// Millionths as a decimal number, whole ones without a point.
    private static func text(_ millionths: Int64) -> String {
      let (whole, rest) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
      let sign = millionths < 0 ? "-" : ""
      guard rest > 0 else { return sign + String(whole) }
      let digits = String(rest)
      return sign + "\(whole)." + String(repeating: "0", count: 6 - digits.count) + digits
    }
  }

  /// Left away is what looks at several conversations at once, such as distinct customers, and what repeats another.
  static let columns: [Column] = Metric.allCases.flatMap { metric -> [Column] in
    guard let form = metric.form else { return [] }
    let column = Column(metric: metric, clock: nil, form: form)
    return metric.hasBusinessColumn ? [column, Column(metric: metric, clock: .business, form: form)] : [column]
  }
}

extension Metric {
  fileprivate var form: ConversationSheet.Column.Form? {
    switch self {
    case .customersHelped, .customersResolved, .contactRate, .distribution, .busiestTimes, .noiseFiltered,
      .firstContactResolution, .killRate, .touchClasses, .botOutcomes, .meanScore, .happiness, .satisfactionRange,
      .workloadConcentration, .freshness, .completeness, .reconciliationDifference, .identityCoverage:
      nil
    case .agentFirstResponse, .firstResponseAfterReopen, .responseTime, .handOffWait, .queueTime, .breachOverrun:
      .countAndValue
    default:
      switch definition.kind {
      case .count, .amount: .count
      case .duration, .distribution: .value
      case .share, .rate, .score: .share
      }
    }
  }

  fileprivate var hasBusinessColumn: Bool {
    switch self {
    case .responseTime, .customerWait, .firstResolutionTime, .fullResolutionTime, .netResolutionTime: true
    default: false
    }
  }
}

/// What each conversation adds to a number.
struct PerConversation: TableVisitor {
  struct Cell {
    var rows = 0
    /// In millionths.
    var amount: Int64 = 0
    var hits = 0
  }

  let asked: Asked

  func count(_ table: some RowTable) -> [Cell] { cells(table) { _ in 1_000_000 } }
  func measure(_ table: some MeasuredTable) -> [Cell] { cells(table) { Int64(table.value($0)) * 1_000_000 } }
  func sum(_ table: some WeighedTable) -> [Cell] { cells(table, table.weight) }

  func share(_ table: some ShareTable) -> [Cell] {
    var cells = none
    for row in Scan(table, asked).rows() {
      cells[table.conversation(row)].rows += 1
      cells[table.conversation(row)].hits += table.isHit(row) ? 1 : 0
    }
    // A key is a conversation: it counts once, and hits when one of its rows does.
    return table.countsKeys ? cells.map { Cell(rows: min($0.rows, 1), hits: min($0.hits, 1)) } : cells
  }

  func distinct(_ table: some KeyedTable) -> [Cell] {
    var cells = none
    var known = Set<UInt64>()
    for row in Scan(table, asked).rows() where known.insert(table.key(row)).inserted {
      cells[table.conversation(row)].rows += 1
      cells[table.conversation(row)].amount += 1_000_000
    }
    return cells
  }

  private var none: [Cell] { [Cell](repeating: Cell(), count: asked.columns.conversationCount) }

  private func cells(_ table: some RowTable, _ amount: (Int) -> Int64) -> [Cell] {
    var cells = none
    for row in Scan(table, asked).rows() {
      cells[table.conversation(row)].rows += 1
      cells[table.conversation(row)].amount += amount(row)
    }
    return cells
  }
}
