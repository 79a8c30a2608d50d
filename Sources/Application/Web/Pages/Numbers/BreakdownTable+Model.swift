import CivilTime
import Markup
import Metrics

extension BreakdownTable {
  private static let most = 20

  init(_ answer: Answer, before: Answer?, _ facts: NumberFacts, _ desk: FigureDesk) {
    let definition = facts.metric.definition
    let dimension = answer.by.last ?? facts.dimension
    let groups = answer.by.first?.isTime == true ? answer.groups : answer.groups.sorted(definition)
    let largest = groups.map { abs($0.value.plain) }.max() ?? 1
    let known = before?.valuesByLabel ?? [:]
    let parts = PartsOfWhole(answer, definition)
    let rows = groups.map { group in
      Row(group, dimension, of: answer, largest: largest, before: known, parts, desk)
    }
    self.init(
      title: "By \(dimension.title.lowercased())", head: dimension.title, valueHead: definition.nameOfColumn,
      aside: Sentence(.text(desk.words.span(desk.state.period))), hasShares: parts.exist,
      beforeHead: before.map { desk.words.days($0.query) }, rows: Array(rows.prefix(BreakdownTable.most)),
      total: Row(totalOf: answer, before: facts.change?.before, parts),
      check: AddsUp(answer, definition),
      more: rows.count > BreakdownTable.most
        ? Sentence(
          .text("The \(BreakdownTable.most) largest of \(Figures.count(rows.count)); "),
          .link("all of them as a table", href: desk.state.href(adding: [("format", "csv")])), .text("."))
        : nil)
  }
}

/// Whether parts can be shown as parts of 100 %.
struct PartsOfWhole {
  let exist: Bool
  private let whole: Double

  init(_ answer: Answer, _ definition: Definition) {
    whole = answer.value.plain
    exist =
      answer.addsUp == true && whole > 0 && [.count, .amount].contains(definition.kind)
      && answer.groups.allSatisfy { $0.value.plain >= 0 }
  }

  func words(_ value: Double) -> String { exist ? Figures.share(value / whole, digits: 1) : "" }
}

extension [Answer.Group] {
  /// The largest contribution first: counts by themselves, all else by the rows they rest on.
  fileprivate func sorted(_ definition: Definition) -> [Answer.Group] {
    switch definition.kind {
    case .count, .amount: sorted { ($0.value.plain, $1.labels.last ?? "") > ($1.value.plain, $0.labels.last ?? "") }
    case .duration, .distribution, .share, .score, .rate:
      sorted { ($0.sample, $1.labels.last ?? "") > ($1.sample, $0.labels.last ?? "") }
    }
  }
}

extension Definition {
  /// As the head of the column of values.
  fileprivate var nameOfColumn: String {
    kind == .duration || kind == .distribution ? "Half within" : name
  }
}

extension AddsUp {
  /// What the check of the answer found. Medians and shares of parts make up no whole, so nothing is said of them.
  fileprivate init?(_ answer: Answer, _ definition: Definition) {
    guard let addsUp = answer.addsUp else { return nil }
    switch definition.kind {
    case .count, .amount:
      if addsUp { self = .balances("rows add up to the total") } else { self = .overlaps("some count in several rows") }
    case .duration, .distribution, .share, .score, .rate:
      guard addsUp else { return nil }
      self = .balances("the rows hold all \(Figures.count(answer.sample)) \(definition.several)")
    }
  }
}

extension BreakdownTable.Row {
  fileprivate init(
    _ group: Answer.Group, _ dimension: Dimension, of answer: Answer, largest: Double,
    before: [String: MetricValue], _ parts: PartsOfWhole, _ desk: FigureDesk
  ) {
    let definition = answer.query.metric.definition
    let label = group.labels.last ?? ""
    let narrowed = answer.query.whole.narrowed(to: dimension, label)
    let rows = dimension.isFilter ? Route.rows(behind: narrowed) : nil
    self.init(
      label: dimension.shown(label),
      href: dimension.isFilter ? desk.state.narrowed(to: dimension, label).href : nil,
      value: group.value.isNothing ? nil : definition.words(of: group.value).map { Figure($0, href: rows) },
      fraction: abs(group.value.plain) / Swift.max(largest, .leastNonzeroMagnitude),
      sample: group.value.sampleWords(definition), isFew: group.value.isFew(of: group.sample),
      share: parts.words(group.value.plain),
      before: before[label].flatMap { $0.isNothing ? nil : definition.words(of: $0) } ?? "")
  }

  fileprivate init(totalOf answer: Answer, before: Answer?, _ parts: PartsOfWhole) {
    let definition = answer.query.metric.definition
    self.init(
      label: "All", href: nil,
      value: answer.value.isNothing
        ? nil
        : definition.words(of: answer.value).map { Figure($0, href: Route.rows(behind: answer.query.whole)) },
      fraction: 1, sample: answer.value.sampleWords(definition), isFew: answer.isFew,
      share: parts.exist ? "100 %" : "",
      before: before.flatMap { $0.value.isNothing ? nil : definition.words(of: $0.value) } ?? "")
  }
}

extension MetricValue {
  /// “n 41”, “12 of 18”, and that it is too little where it is.
  func sampleWords(_ definition: Definition) -> String {
    let few = ", too few to judge"
    switch self {
    case .durations(let summary):
      return summary.n < Answer.fewest
        ? "n \(Figures.count(summary.n))\(few)"
        : "90 % within \(definition.words(of: summary.p90)), n \(Figures.count(summary.n))"
    case .share(let share):
      let words = "\(Figures.decimal(share.numerator)) of \(Figures.decimal(share.denominator))"
      return words + (share.denominator < Double(Answer.fewest) ? few : "")
    case .score(_, let n): return "n \(Figures.count(n))" + (n < Answer.fewest ? few : "")
    case .range(let range): return "n \(Figures.count(range.n))" + (range.n < Answer.fewest ? few : "")
    case .none, .count, .amount: return ""
    }
  }
}

extension Dimension {
  /// A label as people read it: classes are words with underscores.
  func shown(_ label: String) -> String {
    switch self {
    case .class, .channel, .initiator: String(label.map { $0 == "_" ? " " : $0 })
    case .hour: "\(label):00"
    default: label.isEmpty ? "none" : label
    }
  }
}
