import CivilTime
import Markup
import Metrics

extension Definition {
  /// The card behind a figure's name.
  func card(named name: String? = nil, opensLeft: Bool = false) -> DefinitionCard {
    var rows = [
      DefinitionCard.Row(term: "Formula", meaning: formula), DefinitionCard.Row(term: "Date", meaning: basis.words),
    ]
    if let clockWords { rows.append(DefinitionCard.Row(term: "Clock", meaning: clockWords)) }
    rows.append(DefinitionCard.Row(term: "Credit", meaning: creditWords))
    if !exclusions.isEmpty {
      rows.append(DefinitionCard.Row(term: "Left out", meaning: exclusions.map(\.words).joined(separator: ", ")))
    }
    rows += caveats.map { DefinitionCard.Row(term: "Note", meaning: $0) }
    if !elsewhere.isEmpty { rows.append(DefinitionCard.Row(term: "Elsewhere", meaning: elsewhere)) }
    return DefinitionCard(
      name: name ?? self.name, sentence: sentence, metric: "\(metric.id), version \(version)", rows: rows,
      opensLeft: opensLeft)
  }
}

extension Answer {
  /// Below this many rows a figure is shown and not judged.
  static let fewest = Judgement.fewest

  /// The figure as a tile or a receipt prints it; it opens its rows.
  func value(opening rows: String?) -> FigureTile.Value {
    if let problem = query.problems.first { return .nothing(problem.why) }
    switch value {
    case .none: return .nothing("no \(query.metric.definition.one) in this period")
    case .count(let count):
      let figure = Figure(query.metric.definition.words(of: value) ?? "0", href: rows)
      return query.metric.definition.kind == .count && count > 0 && count < Answer.fewest
        ? .tooFew(figure) : .figure(figure)
    case .amount, .durations, .share, .score, .range:
      guard let words = query.metric.definition.words(of: value) else {
        return .nothing("no \(query.metric.definition.one) in this period")
      }
      let figure = Figure(words, href: rows)
      return sample < Answer.fewest ? .tooFew(figure) : .figure(figure)
    }
  }

  var count: Int? { if case .count(let count) = value { count } else { nil } }
  var summary: DurationSummary? { if case .durations(let summary) = value { summary } else { nil } }
}

extension DurationSummary {
  /// Half of the values are within this time.
  var half: String { Figures.duration(seconds: Int(p50.rounded())) }
  /// Nine of ten are.
  var ninety: String { Figures.duration(seconds: Int(p90.rounded())) }
}

extension Exclusions {
  /// What a figure leaves out, each reason opening its rows. `unit` tells what, where it is not clear.
  init(_ answer: Answer, of unit: String = "") {
    let total = answer.excluded.reduce(0) { $0 + $1.count }
    let what = unit.isEmpty ? "" : " \(unit)\(total == 1 ? "" : "s")"
    self.init(
      count: Figure(
        total == 0
          ? (unit.isEmpty ? "Nothing left out" : "No \(unit) left out") : "\(Figures.count(total))\(what) left out"),
      reasons: answer.excluded.map { left in
        Reason(
          text: "\(Figures.count(left.count)) \(left.rule.words(for: left.count))",
          href: Route.rows(behind: answer.query.whole, leftOut: left.rule))
      })
  }
}

extension MetricQuery {
  /// The question without its breakdown: the same rows.
  var whole: MetricQuery {
    var whole = self
    whole.by = []
    return whole
  }

  func narrowed(toPerson name: String) -> MetricQuery { whole.narrowed(to: .person, name) }
}
