import Markup
import Metrics

/// Gridlines in steps that people count in: minutes and hours for durations, per cent for shares.
enum ValueScale {
  static func gridlines(_ definition: Definition, reaching values: [Double]) -> [LineChart.Gridline] {
    let low = min(values.min() ?? 0, 0)
    let high = max(values.max() ?? 0, low + (definition.isTime ? 60 : definition.isPart ? 0.01 : 1))
    let step = steps(definition).first { (high / $0).rounded(.up) - (low / $0).rounded(.down) <= 4 } ?? high - low
    let lines = Int((low / step).rounded(.down))...Int((high / step).rounded(.up))
    return lines.map { LineChart.Gridline(value: Double($0) * step, label: definition.axis(Double($0) * step)) }
  }

  /// The step by which so many bins reach a value.
  static func step(_ definition: Definition, reaching high: Double, bins: Int) -> Double {
    steps(definition).first { $0 * Double(bins) >= high } ?? max(high / Double(bins), 1)
  }

  private static func steps(_ definition: Definition) -> [Double] {
    if definition.isTime { return times }
    if definition.isPart { return [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10] }
    return (0..<12).flatMap { power in
      [1.0, 2, 5].map { factor in (0..<power).reduce(factor) { value, _ in value * 10 } }
    }
  }

  private static let times: [Double] =
    [5, 10, 15, 30] + [1, 2, 5, 10, 15, 30].map { $0 * 60 } + [1, 2, 3, 6, 12].map { $0 * 3_600 }
    + [1, 2, 5, 7, 14, 28, 56, 112, 224, 448, 896].map { $0 * 86_400 }
}

extension Definition {
  /// Whether values are seconds.
  var isTime: Bool { kind == .duration || kind == .amount && unit == "seconds" }
  /// Whether they are parts of 1.
  var isPart: Bool { kind == .share || kind == .rate && unit == "%" }

  fileprivate func axis(_ value: Double) -> String {
    if isPart { return Figures.share(value) }
    return isTime ? Figures.duration(seconds: Int(value.rounded())) : Figures.decimal(value)
  }
}
