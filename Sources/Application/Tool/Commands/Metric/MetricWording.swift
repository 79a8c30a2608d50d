import CivilTime
import Markup
import Metrics
import Web

/// Numbers with all that stands beside them, for people.
struct MetricWording {
  let zone: Zone
  let outlet: Outlet

  func text(_ reply: MetricReply) -> String {
    let answer = reply.answer
    let definition = answer.query.metric.definition
    var lines = [
      outlet.bold("\(definition.metric.id)  \(definition.name): \(value(of: answer))"), "  \(definition.sentence)",
      "  \(scope(of: answer.query))",
    ]
    if let compared = reply.compared { lines.append("  \(comparison(compared))") }
    lines += groups(of: answer)
    lines += account(of: answer)
    if let standing = reply.standing { lines += data(standing).map { "  \($0)" } }
    lines.append("  Receipt: \(answer.receipt)")
    if let rows = reply.rows { lines += receipt(rows, of: definition) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func value(of answer: Answer) -> String {
    let definition = answer.query.metric.definition
    guard let words = definition.words(of: answer.value) else { return "nothing to say" }
    switch answer.value {
    case .durations(let summary):
      return "\(definition.words(of: summary.p50)) (median of \(Figures.count(summary.n))\(range(of: answer))), "
        + "90 % within \(definition.words(of: summary.p90))"
    case .score(_, let n):
      return "\(words) \(definition.unit) (n \(Figures.count(n)))"
    case .share(let share) where definition.kind == .share:
      return "\(words) (\(Figures.decimal(share.numerator)) of \(Figures.decimal(share.denominator))"
        + "\(range(of: answer)))"
    case .amount where definition.unit != "seconds", .share where definition.unit != "%":
      return "\(words) \(definition.unit)"
    case .none, .count, .amount, .share, .range: return words
    }
  }

  /// “2026-10-01 to 2026-10-31, Europe/Berlin, only source facebook”
  func scope(of query: MetricQuery) -> String {
    let last = query.period.to + -1
    let days = query.period.days == 1 ? last.iso8601 : "\(query.period.from.iso8601) to \(last.iso8601)"
    let filters = query.filters.map { "only \($0.dimension.rawValue) \($0.values.joined(separator: " or "))" }
    return ([days, query.zone] + filters).joined(separator: ", ")
  }

  private func groups(of answer: Answer) -> [String] {
    guard !answer.groups.isEmpty else { return [] }
    let definition = answer.query.metric.definition
    let names = answer.by.map(\.rawValue)
    var table: TextTable
    switch definition.kind {
    case .count, .amount:
      table = TextTable(names.map { .left($0) } + [.right(definition.unit == "seconds" ? "time" : definition.unit)])
      for group in answer.groups { table.add(group.labels + [definition.words(of: group.value) ?? ""]) }
    case .duration where answer.query.metric.isOfSources:
      table = TextTable(names.map { .left($0) } + [.right("age")])
      for group in answer.groups { table.add(group.labels + [definition.words(of: group.value) ?? ""]) }
    case .duration, .distribution:
      table = TextTable(names.map { .left($0) } + ["n", "median", "90 %", "mean", "min", "max"].map { .right($0) })
      for group in answer.groups { table.add(group.labels + cells(group.value, definition)) }
    case .share, .score, .rate:
      table = TextTable(names.map { .left($0) } + [.right("n"), .right(definition.kind.rawValue)])
      for group in answer.groups {
        table.add(group.labels + [Figures.count(group.sample), definition.words(of: group.value) ?? ""])
      }
    }
    let addsUp = answer.addsUp == false ? ["  The groups do not add up to the value."] : []
    return [""] + table.lines.map { "  \($0)" } + addsUp + [""]
  }

  private func cells(_ value: MetricValue, _ definition: Definition) -> [String] {
    guard case .durations(let summary) = value else { return [] }
    let values = [summary.p50, summary.p90, summary.mean, Double(summary.min), Double(summary.max)]
    return [Figures.count(summary.n)] + values.map(definition.words(of:))
  }

  private func account(of answer: Answer) -> [String] {
    var lines: [String] = []
    if !answer.excluded.isEmpty {
      let parts = answer.excluded.map { "\(Figures.count($0.count)) \($0.rule.words(for: $0.count))" }
      lines.append("  Left out: \(parts.joined(separator: ", "))")
    }
    if let waits = answer.openWaits {
      lines.append(
        "  Still waiting: \(Figures.count(waits.count)), the longest for \(Figures.duration(seconds: Int(waits.longest)))"
      )
      lines.append(
        "  With these the median is \(words(of: waits.p50)), and 90 % lie within \(words(of: waits.p90))")
    }
    lines += answer.estimates.map { "  Estimated: \(Figures.count($0.count)) \($0.rule.words(for: $0.count))" }
    return lines + answer.notAvailable.map { "  Not available from \($0.source): \($0.why)" }
  }

  /// “, likely 4 min to 7 min”
  private func range(of answer: Answer) -> String {
    let definition = answer.query.metric.definition
    return answer.estimate.map { ", likely \(definition.words(of: $0.low)) to \(definition.words(of: $0.high))" } ?? ""
  }

  /// “≥ 9 h 20” while what is open can make it longer.
  private func words(of bound: Answer.Bound) -> String {
    (bound.isExact ? "" : "≥ ") + Figures.duration(seconds: Int(bound.atLeast.rounded()))
  }

  private func receipt(_ rows: [ReceiptRow], of definition: Definition) -> [String] {
    var table = TextTable([.left("at"), .left("conversation"), .left("person"), .right("value")])
    for row in rows {
      table.add([localTime(row.at), row.conversation, row.person ?? "", row.value.map(definition.words(ofRow:)) ?? ""])
    }
    return [""] + table.lines.map { "  \($0)" }
  }

  func localTime(_ instant: Instant) -> String {
    "\(zone.day(of: instant).iso8601) \(clock(zone.secondOfDay(of: instant)))"
  }
}
