import CivilTime
import Markup
import Metrics
import Web

extension MetricWording {
  /// Why a number has changed, part by part.
  func text(_ account: ChangeAccount) -> String {
    let definition = account.now.metric.definition
    var lines = [
      outlet.bold("\(definition.metric.id)  \(definition.name): \(headline(account, definition))"),
      "  \(scope(of: account.now)), against \(scope(of: account.before))",
    ]
    if !account.parts.isEmpty { lines += [""] + table(account, definition).lines.map { "  \($0)" } + [""] }
    if let remark = remark(account, definition) { lines.append("  \(remark)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func headline(_ account: ChangeAccount, _ definition: Definition) -> String {
    let statistic = account.statistic.map { "\($0.words) " } ?? ""
    guard let now = account.valueNow, let before = account.valueBefore, let change = account.change else {
      return "nothing to compare"
    }
    return "\(statistic)\(definition.words(of: now)), before \(definition.words(of: before)): "
      + difference(change, definition)
  }

  private func table(_ account: ChangeAccount, _ definition: Definition) -> TextTable {
    let isExact = account.parts.contains { $0.mix != nil }
    let labels = account.now.by.map { TextTable.Column.left($0.rawValue) }
    let sides = ["n before", "n now", "before", "now"] + (isExact ? ["mix", "within"] : []) + ["part of the change"]
    var table = TextTable(labels + sides.map { .right($0) })
    for part in account.parts {
      let names =
        part.isPooled
        ? ["others (\(part.segments.count))"] + account.now.by.dropFirst().map { _ in "" } : part.segments[0]
      let values = [part.before.value, part.now.value].map { $0.map(definition.words(of:)) ?? "" }
      let parts = isExact ? [part.mix, part.within].map { difference($0 ?? 0, definition) } : []
      table.add(
        names + [Figures.count(part.before.sample), Figures.count(part.now.sample)] + values + parts
          + [difference(part.contribution, definition)])
    }
    return table
  }

  /// “+3 min”, “−4.2 points”
  private func difference(_ value: Double, _ definition: Definition) -> String {
    let sign = value > 0 ? "+" : ""
    return definition.kind == .share
      ? "\(sign)\(Figures.decimal(value * 100)) points" : sign + definition.words(of: value)
  }

  private func remark(_ account: ChangeAccount, _ definition: Definition) -> String? {
    let scale = max(account.change?.magnitude ?? 0, 1e-9)
    if account.residual.magnitude > 1e-6 * scale {
      return "Not explained by these parts: \(difference(account.residual, definition))"
    }
    return account.parts.isEmpty ? nil : "The parts come to the change exactly."
  }
}

extension ChangeAccount.Statistic {
  fileprivate var words: String {
    switch self {
    case .mean: "mean"
    case .p50: "median"
    case .p90: "90 % within"
    }
  }
}
