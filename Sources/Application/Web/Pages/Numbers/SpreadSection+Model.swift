import Markup
import Metrics

extension SpreadSection {
  /// How many of the values fall into each of some equally wide bins. What lies far out shares the last one, or a few
  /// values would press all others into the first.
  init?(_ answer: Answer, _ values: [Int64], title: String = "How they are spread") {
    guard case .durations(let summary) = answer.value, summary.n >= Answer.fewest, summary.max > summary.min,
      !values.isEmpty
    else { return nil }
    let definition = answer.query.metric.definition
    let bins = SpreadBins(values, summary, definition)
    let median = definition.words(of: summary.p50)
    let finding = "Half of them within \(median), nine of ten within \(definition.words(of: summary.p90))."
    self.init(
      title: title, aside: Sentence(.text("\(Figures.count(summary.n)) \(definition.several)")),
      frame: ChartFrame(
        finding: finding, detail: bins.isOpen ? "The last bar holds all above \(bins.label(of: bins.lastBegins))." : ""),
      chart: Histogram(
        counts: bins.counts, edges: bins.edges, median: min(summary.p50 / bins.width, Double(bins.counts.count)),
        medianLabel: "half within \(median)", alternative: "\(definition.name). \(finding)"),
      table: ChartTable(
        title: "How many of each length", heads: ["From", "Number"],
        rows: bins.counts.enumerated().map { bin, count in
          [ChartTable.Cell(bins.label(of: bin)), ChartTable.Cell(Figures.count(count))]
        }))
  }
}

/// Values in bins of a round width.
struct SpreadBins: Sendable {
  let counts: [Int]
  let width: Double
  /// Whether the last bin has no upper end.
  let isOpen: Bool
  private let definition: Definition

  init(_ values: [Int64], _ summary: DurationSummary, _ definition: Definition) {
    self.definition = definition
    let reach = min(Double(summary.max) + 1, max(summary.p90 * 1.5, 1))
    width = ValueScale.step(definition, reaching: reach, bins: 24)
    let count = max(Int((reach / width).rounded(.up)), 1)
    isOpen = Double(summary.max) >= Double(count) * width
    var counts = [Int](repeating: 0, count: count)
    for value in values { counts[min(max(Int(Double(value) / width), 0), count - 1)] += 1 }
    self.counts = counts
  }

  var lastBegins: Int { counts.count - 1 }

  func label(of bin: Int) -> String {
    definition.isTime
      ? Figures.duration(seconds: Int((Double(bin) * width).rounded())) : Figures.decimal(Double(bin) * width)
  }

  var edges: [Histogram.Edge] {
    let every = max(1, (counts.count + 3) / 4)
    return stride(from: 0, to: counts.count, by: every).map { Histogram.Edge(bin: $0, label: label(of: $0)) }
  }
}
