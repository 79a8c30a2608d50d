/// Zero and up to four round steps above it, for charts that count.
struct RoundScale: Equatable {
  let step: Int
  let steps: Int

  init(reaching highest: Double) {
    let below = Int(min(max(highest, 0), 1e12))
    let target = max(Double(below) < highest ? below + 1 : below, 1)
    let step = Self.roundNumber(notBelow: (target + 3) / 4)
    self.step = step
    steps = (target + step - 1) / step
  }

  var gridlines: [LineChart.Gridline] {
    (0...steps).map { LineChart.Gridline(value: Double($0 * step), label: Figures.count($0 * step)) }
  }

  /// 1, 2, 5, 10, 20, 25, 50, 100 …
  private static func roundNumber(notBelow wanted: Int) -> Int {
    var power = 1
    while true {
      for factor in [1, 2, 5] where factor * power >= wanted { return factor * power }
      power *= 10
    }
  }
}
