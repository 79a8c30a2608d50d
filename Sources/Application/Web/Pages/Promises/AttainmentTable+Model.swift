import CivilTime
import Markup
import Metrics

extension AttainmentTable {
  private static let most = 12

  static let heads = [
    Explained(.firstReplyPromise, named: "First replies in time"),
    Explained(.nextReplyPromise, named: "Next replies in time"), Explained(.resolutionPromise, named: "Done in time"),
    Explained(.breaches, named: "Broken"), Explained(.atRisk, named: "At risk now"),
    Explained(.breachOverrun, named: "Overrun, half within"),
  ]

  init(_ facts: PromiseFacts, _ desk: FigureDesk) {
    var weights: [String: Int] = [:]
    for answer in facts.promises.values {
      for group in answer.groups { weights[group.labels.first ?? "", default: 0] += group.sample }
    }
    let labels = weights.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
    let broken = facts.promises[.breaches]
    self.init(
      title: "Promises by \(facts.dimension.title.lowercased())", head: facts.dimension.title,
      heads: AttainmentTable.heads,
      aside: Sentence(.text(desk.words.span(desk.state.period))),
      rows: labels.prefix(AttainmentTable.most).map { Row($0, facts, desk) }, total: Row(totalOf: facts),
      check: broken.flatMap { answer in
        answer.addsUp.map {
          $0
            ? AddsUp.balances("broken promises add up to the total") : AddsUp.overlaps("some count in several rows")
        }
      })
  }
}

extension AttainmentTable.Row {
  fileprivate init(_ label: String, _ facts: PromiseFacts, _ desk: FigureDesk) {
    func part(_ metric: Metric) -> (value: MetricValue, rows: String)? {
      guard let answer = facts.promises[metric],
        let group = answer.groups.first(where: { $0.labels.first == label })
      else { return nil }
      return (group.value, Route.rows(behind: answer.query.whole.narrowed(to: facts.dimension, label)))
    }
    self.init(
      facts.dimension.shown(label), href: desk.state.narrowed(to: facts.dimension, label).href, part)
  }

  fileprivate init(totalOf facts: PromiseFacts) {
    self.init("All", href: nil) { metric in
      facts.promises[metric].map { ($0.value, Route.rows(behind: $0.query.whole)) }
    }
  }

  private init(_ label: String, href: String?, _ part: (Metric) -> (value: MetricValue, rows: String)?) {
    func share(_ metric: Metric) -> AttainmentTable.Share {
      guard let (value, rows) = part(metric), !value.isNothing else { return AttainmentTable.Share(note: "none") }
      let definition = metric.definition
      let n = value.sampleWords(definition)
      return AttainmentTable.Share(
        figure: definition.words(of: value).map { Figure($0, href: rows) }, note: n,
        isFew: value.isFew(of: 0))
    }
    func count(_ metric: Metric) -> Figure? {
      part(metric).flatMap { value, rows in metric.definition.words(of: value).map { Figure($0, href: rows) } }
    }
    self.init(
      label: label, href: href, kept: PromiseFacts.shares.map(share), broken: count(.breaches), atRisk: count(.atRisk),
      overrun: share(.breachOverrun))
  }
}
