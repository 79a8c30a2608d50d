import CivilTime
import Markup
import Metrics

extension Account {
  /// From the backlog of the night before yesterday to that of now, checked.
  init?(_ facts: BalanceFacts, _ words: DayWords) {
    guard let opening = facts.opening.count, let closing = facts.closing.count else { return nil }
    let sparks = BalanceTrends(facts, words)
    func line(_ sign: Sign, _ label: String, _ name: String) -> (line: Line, count: Int) {
      let value = facts.flow.groups.first { $0.labels == [name] }?.value.plain ?? 0
      let count = Int(abs(value).rounded())
      let rows = Route.rows(behind: facts.flow.query.whole.narrowed(to: .class, name))
      return (
        Line(
          sign: sign, label: label, figure: Figure(Figures.count(count), href: rows), trend: sparks.flow(name, label)),
        count
      )
    }
    let created = line(.plus, "New", "created")
    let reopened = line(.plus, "Reopened", "reopened")
    let resolved = line(.minus, "Done", "resolved")
    let sum = opening + created.count + reopened.count - resolved.count
    self.init(
      caption: "Open conversations since yesterday", unit: "Conversations",
      lines: [
        Line(
          sign: .none, label: "Open as \(words.day(words.today + -1)) began",
          figure: Figure(Figures.count(opening), href: Route.rows(behind: facts.opening.query)), trend: sparks.stock),
        created.line, reopened.line, resolved.line,
      ],
      total: Line(
        sign: .none, label: "Open now",
        figure: Figure(Figures.count(closing), href: Route.rows(behind: facts.closing.query))),
      check: sum == closing
        ? .balances("balances")
        : .differs("the flow comes to \(Figures.count(sum)): \(Figures.count(abs(sum - closing))) apart"))
  }
}

/// Eight whole days of each line.
private struct BalanceTrends {
  private let facts: BalanceFacts
  private let words: DayWords

  init(_ facts: BalanceFacts, _ words: DayWords) {
    self.facts = facts
    self.words = words
  }

  private var days: [String] { (0..<facts.days.days).map { (facts.days.from + $0).iso8601 } }

  func flow(_ name: String, _ label: String) -> Sparkline? {
    let known = Dictionary(
      facts.flowByDay.groups.filter { $0.labels.last == name }.map { ($0.labels.first ?? "", abs($0.value.plain)) }
    ) { first, _ in first }
    return spark(days.map { known[$0] ?? 0 }, label)
  }

  var stock: Sparkline? {
    let known = facts.stockByDay.valuesByLabel
    return spark(days.map { known[$0]?.plain ?? 0 }, "Open")
  }

  private func spark(_ values: [Double], _ label: String) -> Sparkline? {
    guard values.contains(where: { $0 > 0 }), let last = values.last else { return nil }
    return Sparkline(
      values: values, alternative: "\(label) on the last eight whole days, ending at \(Figures.decimal(last))")
  }
}
