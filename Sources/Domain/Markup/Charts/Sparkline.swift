/// Eight to fourteen points on a scale of their own, with a dot at the end. It stands beside its figure only.
package struct Sparkline: Sendable, Equatable {
  package var values: [Double]
  package var alternative: String

  package init(values: [Double], alternative: String) {
    self.values = values
    self.alternative = alternative
  }

  package var html: HTML {
    guard let last = values.indices.last else { return .nothing }
    return svg(.class("spark"), .viewBox(88, 20), .role(.img), .spoken(alternative)) {
      polyline(
        .class("ln", "s1"), .points(values.indices.map { "\(text(x($0))),\(text(y($0)))" }.joined(separator: " ")))
      circle(.class("f1"), .cx(.pixels(x(last))), .cy(.pixels(y(last))), .radius(2.5))
    }
  }

  private func x(_ position: Int) -> Double {
    values.count > 1 ? 1 + Double(position) / Double(values.count - 1) * 84 : 85
  }

  private func y(_ position: Int) -> Double {
    let low = values.min() ?? 0
    let high = values.max() ?? 0
    return high > low ? 18 - (values[position] - low) / (high - low) * 16 : 10
  }

  private func text(_ value: Double) -> String { Coordinate.text(value) }
}
