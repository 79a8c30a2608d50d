import CivilTime
import HTTPServer
import Metrics

/// An answer as a table for spreadsheets: the whole in the first line, then its groups. Values are as the API has them.
struct AnswerTable {
  private let answers: [Answer]

  init(_ answers: [Answer]) { self.answers = answers }

  var text: String {
    // Spreadsheets take the mark for “this is UTF-8”.
    "\u{FEFF}" + CSVText.line(AnswerTable.heads(dimensions)) + answers.flatMap(lines).joined()
  }

  func response(named name: String) -> HTTPResponse {
    var response = HTTPResponse.content(Array(text.utf8), type: "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=\"\(name).csv\""
    return response
  }

  /// All that any of the answers is broken down by.
  private var dimensions: [Dimension] {
    answers.reduce(into: []) { found, answer in
      for dimension in answer.by where !found.contains(dimension) { found.append(dimension) }
    }
  }

  private static func heads(_ dimensions: [Dimension]) -> [String] {
    ["metric", "name", "from", "to", "zone", "clock", "attribution", "where"] + dimensions.map(\.rawValue)
      + ["value", "unit", "p90", "mean", "low", "high", "numerator", "denominator", "n"]
  }

  private func lines(_ answer: Answer) -> [String] {
    [line(answer, labels: [], answer.value, n: answer.sample)]
      + answer.groups.map { line(answer, labels: $0.labels, $0.value, n: $0.sample) }
  }

  private func line(_ answer: Answer, labels: [String], _ value: MetricValue, n: Int) -> String {
    let query = answer.query
    let definition = query.metric.definition
    let named = Dictionary(zip(answer.by, labels)) { first, _ in first }
    var cells = [
      query.metric.id, definition.name, query.period.from.iso8601, (query.period.to + -1).iso8601, query.zone,
    ]
    cells.append(definition.clocks.isEmpty ? "" : query.effectiveClock.rawValue)
    cells.append(definition.attributions.isEmpty ? "" : query.effectiveAttribution.rawValue)
    cells.append(query.filters.flatMap(\.words).joined(separator: "; "))
    cells += dimensions.map { named[$0] ?? "" }
    cells += [value.cell, definition.unit]
    cells += value.details
    cells.append(String(n))
    return CSVText.line(cells)
  }
}

extension Filter {
  fileprivate var words: [String] { values.map { "\(dimension.rawValue)=\($0)" } }
}

extension MetricValue {
  fileprivate var cell: String {
    switch self {
    case .count(let count): String(count)
    case _ where isNothing: ""
    default: decimal(plain)
    }
  }

  /// p90, mean, low, high, numerator, denominator.
  fileprivate var details: [String] {
    switch self {
    case .durations(let summary): [decimal(summary.p90), decimal(summary.mean), "", "", "", ""]
    case .share(let share): ["", "", "", "", decimal(share.numerator), decimal(share.denominator)]
    case .range(let range): ["", "", decimal(range.low), decimal(range.high), "", ""]
    case .none, .count, .amount, .score: ["", "", "", "", "", ""]
    }
  }
}

/// Six digits behind the point: what lies behind them is the machine's.
private func decimal(_ value: Double) -> String {
  let whole = value.rounded()
  return whole == value && abs(value) < 1e15 ? String(Int(whole)) : String((value * 1e6).rounded() / 1e6)
}
