/// A share with the range in which it certainly lies, against a tick for the whole. The figure beside it says the same.
package struct RangeBar: Sendable, Equatable {
  package var low: Double
  package var high: Double
  package var value: Double
  /// What the tick stands for: the share of all.
  package var reference: Double?

  package init(low: Double, high: Double, value: Double, reference: Double? = nil) {
    self.low = low
    self.high = high
    self.value = value
    self.reference = reference
  }

  package var html: HTML {
    svg(.class("ib full"), .unspoken) {
      line(.class("gl"), .x2(.percent(100)), .y1(.pixels(4)), .y2(.pixels(4)))
      if let reference {
        line(.class("ax"), .x1(at(reference)), .x2(at(reference)), .y1(.pixels(-2)), .y2(.pixels(10)))
      }
      rect(
        .class("f1"), .opacity(0.45), .x(at(low)), .y(.pixels(2.5)),
        .width(.percent(max(high - low, 0) * RangeBar.reach)), .height(.pixels(3)))
      circle(.class("f1"), .cx(at(value)), .cy(.pixels(4)), .radius(3.5))
    }
  }

  /// Per cent of the width from nothing to everything; the rest is room for the dot at either end.
  private static let reach = 92.0

  private func at(_ share: Double) -> Extent { .percent(4 + min(max(share, 0), 1) * RangeBar.reach) }
}
