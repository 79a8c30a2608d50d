import CivilTime
import Markup
import Metrics

extension ReasonsSection {
  private static let most = 8

  /// Nothing where one of the periods has no value, or nothing differs.
  init?(_ account: ChangeAccount, _ dimension: Dimension, _ words: DayWords) {
    guard let change = account.change, change != 0, let before = account.valueBefore, let now = account.valueNow,
      account.parts.count > 1
    else { return nil }
    let definition = account.now.metric.definition
    let scale = Signed(definition)
    let shown = account.parts.prefix(ReasonsSection.most)
    let rest = account.parts.dropFirst(ReasonsSection.most)
    let most = account.parts.map { abs($0.contribution) }.max() ?? 1
    var rows = shown.map { Row($0, account, dimension, scale, largest: most) }
    let left = rest.reduce(0) { $0 + $1.contribution } + account.residual
    if !rest.isEmpty || abs(left) > abs(change) / 1_000 {
      rows.append(
        Row(
          label: rest.isEmpty ? "left over" : "all others", contribution: scale.words(left), fraction: abs(left) / most)
      )
    }
    let sum = shown.reduce(0) { $0 + $1.contribution } + left
    let what = account.statistic == nil ? definition.name : "The mean"
    self.init(
      aside: Sentence(.text("by \(dimension.title.lowercased())")),
      finding: Sentence(
        .text("\(what) went from "),
        .figure(definition.words(of: before), href: Route.rows(behind: account.before.whole)),
        .text(" to "), .figure(definition.words(of: now), href: Route.rows(behind: account.now.whole)),
        .text(": "), .strong(scale.words(change)), .text(". The parts below add up to that.")),
      head: dimension.title, beforeHead: words.days(account.before), nowHead: words.span(account.now.period),
      hasMix: account.parts.contains { $0.mix != nil }, rows: rows,
      total: Row(
        label: "Difference", before: Figure(definition.words(of: before)), now: Figure(definition.words(of: now)),
        contribution: scale.words(change), fraction: 1),
      check: abs(sum - change) <= Swift.max(abs(change), 1) / 1_000_000
        ? .balances("contributions add up to the difference")
        : .differs("contributions come to \(scale.words(sum))"))
  }
}

/// Differences with their sign, in the unit of a number.
private struct Signed {
  let definition: Definition

  init(_ definition: Definition) { self.definition = definition }

  func words(_ value: Double) -> String {
    let isPart = definition.isPart
    let text =
      isPart
      ? "\(Figures.decimal((abs(value) * 1_000).rounded() / 10)) points" : definition.words(of: abs(value))
    if text == (isPart ? "0 points" : definition.words(of: 0)) { return text }
    return (value < 0 ? "−" : "+") + text
  }
}

extension ReasonsSection.Row {
  fileprivate init(
    _ part: ChangeAccount.Part, _ account: ChangeAccount, _ dimension: Dimension, _ scale: Signed, largest: Double
  ) {
    let definition = account.now.metric.definition
    let queries = account.queries(behind: part)
    let label =
      part.isPooled
      ? "\(part.segments.count) with few rows each" : dimension.shown(part.segments.first?.first ?? "")
    self.init(
      label: label,
      before: part.before.value.map {
        Figure(definition.words(of: $0), href: queries.map { Route.rows(behind: $0.before) })
      },
      now: part.now.value.map { Figure(definition.words(of: $0), href: queries.map { Route.rows(behind: $0.now) }) },
      contribution: scale.words(part.contribution),
      fraction: abs(part.contribution) / Swift.max(largest, .leastNonzeroMagnitude),
      mix: part.mix.map(scale.words) ?? "", within: part.within.map(scale.words) ?? "")
  }
}
