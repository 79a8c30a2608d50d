import CivilTime
import Markup
import Metrics

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
    lines += groups(of: answer)
    lines += account(of: answer)
    lines.append("  Receipt: \(answer.receipt)")
    if let rows = reply.rows { lines += receipt(rows, of: definition) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func value(of answer: Answer) -> String {
    switch answer.value {
    case .none: "nothing to say"
    case .count(let count): Figures.count(count)
    case .durations(let summary):
      "\(duration(summary.p50)) (median of \(Figures.count(summary.n))), 90 % within \(duration(summary.p90))"
    }
  }

  private func duration(_ seconds: Double) -> String { Figures.duration(seconds: Int(seconds.rounded())) }

  /// “2026-10-01 to 2026-10-31, Europe/Berlin, only source facebook”
  private func scope(of query: MetricQuery) -> String {
    let last = query.period.to + -1
    let days = query.period.days == 1 ? last.iso8601 : "\(query.period.from.iso8601) to \(last.iso8601)"
    let filters = query.filters.map { "only \($0.dimension.rawValue) \($0.values.joined(separator: " or "))" }
    return ([days, query.zone] + filters).joined(separator: ", ")
  }

  private func groups(of answer: Answer) -> [String] {
    guard !answer.query.by.isEmpty else { return [] }
    let definition = answer.query.metric.definition
    let names = answer.query.by.map(\.rawValue)
    var table: TextTable
    switch definition.kind {
    case .count:
      table = TextTable(names.map { .left($0) } + [.right(definition.unit)])
      for group in answer.groups { table.add(group.labels + [count(group.value)]) }
    case .duration:
      table = TextTable(names.map { .left($0) } + ["n", "median", "90 %", "mean", "min", "max"].map { .right($0) })
      for group in answer.groups { table.add(group.labels + cells(group.value)) }
    }
    let addsUp = answer.addsUp == false ? ["  The groups do not add up to the value."] : []
    return [""] + table.lines.map { "  \($0)" } + addsUp + [""]
  }

  private func count(_ value: MetricValue) -> String {
    if case .count(let count) = value { return Figures.count(count) }
    return ""
  }

  private func cells(_ value: MetricValue) -> [String] {
    guard case .durations(let summary) = value else { return [] }
    return [
      Figures.count(summary.n), duration(summary.p50), duration(summary.p90), duration(summary.mean),
      duration(Double(summary.min)), duration(Double(summary.max)),
    ]
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
    }
    return lines + answer.notAvailable.map { "  Not available from \($0.source): \($0.why)" }
  }

  private func receipt(_ rows: [ReceiptRow], of definition: Definition) -> [String] {
    var table = TextTable([.left("at"), .left("conversation"), .left("person"), .right("value")])
    for row in rows {
      table.add([localTime(row.at), row.conversation, row.person ?? "", value(of: row, kind: definition.kind)])
    }
    return [""] + table.lines.map { "  \($0)" }
  }

  private func value(of row: ReceiptRow, kind: Definition.Kind) -> String {
    guard let value = row.value else { return "" }
    switch kind {
    case .count: return "\(value)"
    case .duration: return Figures.duration(seconds: Int(value))
    }
  }

  private func localTime(_ instant: Instant) -> String {
    "\(zone.day(of: instant).iso8601) \(clock(zone.secondOfDay(of: instant)))"
  }
}
