import CivilTime
import Markup
import Metrics
import Support
import Warehouse

/// A figure with the part of its rows that one page shows.
struct OpenedReceipt {
  var answer: Answer
  /// Set when the rows are those that this rule leaves out of the figure.
  var rule: Exclusion?
  var part: ReceiptPart
  var conversations: [String: ConversationSummary]

  var total: Int { part.total }
  var query: MetricQuery { answer.query }
  var definition: Definition { query.metric.definition }
}

extension ConversationsPage {
  init(_ frame: PageFrame, _ receipt: OpenedReceipt, _ part: PagePart, _ words: DayWords) {
    self.init(
      frame: frame, receipt: ReceiptHead(receipt, words), chips: receipt.chips(words),
      clearHref: Route.conversations.path, count: Sentence(.text(receipt.countWords)),
      exclusions: receipt.rule == nil ? Exclusions(receipt.answer) : nil,
      valueHead: receipt.rule == nil ? receipt.definition.name : "Left out",
      rows: receipt.part.rows.map { Row($0, receipt, words) }, namesHolders: false,
      paging: Paging(part, of: receipt.total) {
        Route.rows(behind: receipt.query, leftOut: receipt.rule, page: $0)
      },
      empty: EmptyState(
        title: "No rows", body: "Nothing stands behind this figure.",
        mainWay: EmptyState.Way(text: "Go to Today", href: Route.today.path)))
  }
}

extension ReceiptHead {
  init(_ receipt: OpenedReceipt, _ words: DayWords) {
    let days = words.days(receipt.query)
    let definition = receipt.definition
    guard let rule = receipt.rule else {
      let rows = Figures.count(receipt.total, "row", "rows")
      let isWhole = receipt.total == receipt.answer.sample
      self.init(
        definition: definition.card(), value: receipt.answer.value(opening: nil).explained(by: receipt.answer),
        meaning: Sentence(.text("\(definition.sentence) Days: \(days)\(receipt.zoneWords(words)).")),
        check: isWhole
          ? .balances("\(rows), as many as the figure counts")
          : .differs("\(rows), the figure counts \(Figures.count(receipt.answer.sample))"))
      return
    }
    let said = receipt.answer.excluded.first { $0.rule == rule }?.count ?? 0
    let rows = Figures.count(receipt.total, "row", "rows")
    self.init(
      definition: definition.card(named: "Left out of \(definition.name)"),
      value: .figure(Figure(Figures.count(receipt.total))),
      meaning: Sentence(.text("Left out because: \(rule.words). Days: \(days)\(receipt.zoneWords(words)).")),
      check: said == receipt.total
        ? .balances("\(rows), as many as the figure leaves out")
        : .differs("\(rows), the figure leaves out \(Figures.count(said))"),
      number: "What the figure leaves out")
  }
}

extension FigureTile.Value {
  /// Adds the sample of a duration beside it.
  fileprivate func explained(by answer: Answer) -> FigureTile.Value {
    guard case .figure(let figure, _) = self, let summary = answer.summary else { return self }
    return .figure(figure, small: "90 % within \(summary.ninety), n \(Figures.count(summary.n))")
  }
}

extension OpenedReceipt {
  fileprivate var countWords: String {
    Figures.count(total, "row", "rows") + ", one for each \(definition.one), in the order of time"
  }

  /// The zone is named once per page; only a question in another one says which.
  fileprivate func zoneWords(_ words: DayWords) -> String {
    query.zone == words.zone.name ? "" : " in \(query.zone)"
  }

  /// Every part of the question; removing a filter opens the wider question.
  fileprivate func chips(_ words: DayWords) -> [FilterChip] {
    var chips = [
      FilterChip(what: "number", value: definition.name, removeHref: Route.conversations.path)
    ]
    for filter in query.filters {
      var wider = query
      wider.filters.removeAll { $0.dimension == filter.dimension }
      chips.append(
        FilterChip(
          what: filter.dimension.rawValue, value: filter.values.joined(separator: ", "),
          removeHref: Route.rows(behind: wider, leftOut: rule)))
    }
    if let rule {
      chips.append(FilterChip(what: "left out", value: rule.words, removeHref: Route.rows(behind: query)))
    }
    return chips
  }
}

extension ConversationsPage.Row {
  fileprivate init(_ row: ReceiptRow, _ receipt: OpenedReceipt, _ words: DayWords) {
    let key = ConversationKey(text: row.conversation)
    if let known = receipt.conversations[row.conversation] {
      self.init(known, words)
    } else {
      // Another process may be writing right now; the row stays, so that the rows add up.
      self.init(
        title: row.conversation, href: Route.conversation(key).path, who: key.source, when: words.moment(row.at),
        status: Status(.neutral, "just changed"), replies: "")
    }
    let isDuration = receipt.definition.kind == .duration
    value = row.value.map(receipt.definition.words(ofRow:)) ?? "nothing"
    if isDuration, let seconds = row.value { fraction = Double(seconds) / Double(max(receipt.part.largest, 1)) }
    valueNote = [row.person, words.moment(row.at)].compactMap { $0 }.joined(separator: ", ")
  }
}
