/// One row for each day of a week, 00 to 24: when somebody is there.
package struct WeekStrip: Sendable, Equatable {
  package struct Day: Sendable, Equatable {
    package var weekday: String
    package var open: [ClockStrip.Span]
    /// The hours in words, which stand beside the drawing: “08:00 to 18:00”.
    package var hours: String

    package init(weekday: String, open: [ClockStrip.Span], hours: String) {
      self.weekday = weekday
      self.open = open
      self.hours = hours
    }
  }

  package var days: [Day]

  package init(days: [Day]) { self.days = days }

  package var html: HTML {
    group {
      div(.class("cday week")) {
        span()
        svg(.class("chart"), .height(16), .unspoken) { for hour in [0, 6, 12, 18, 24] { DayScale.name(of: hour) } }
        span()
      }
      for day in days { row(day) }
      p(.class("key")) {
        sample("f1", "somebody is there")
        sample("fw", "closed")
      }
    }
  }

  private func row(_ day: Day) -> HTML {
    div(.class("cday week")) {
      p(.class("s")) { b { day.weekday } }
      silentDrawing("chart", height: 28) {
        rect(.class("fw"), .y(5), .width(.percent(100)), .height(18))
        for hour in [6, 12, 18] { tick(DayScale.x(hour * 60)) }
        for span in day.open {
          rect(
            .class("f1"), .x(.percent(DayScale.x(span.from))), .y(5), .width(.percent(DayScale.width(span))),
            .height(18))
        }
      }
      p(.class("s")) { day.hours }
    }
  }

  private func tick(_ x: Double) -> HTML {
    line(.class("gl"), .x1(.percent(x)), .x2(.percent(x)), .y1(5), .y2(23))
  }

  private func sample(_ fill: String, _ meaning: String) -> HTML {
    span {
      svg(.width(10), .height(10), .unspoken) { rect(.class(fill), .width(10), .height(10)) }
      meaning
    }
  }
}

/// A day from left to right, in per cent of the width.
enum DayScale {
  static func x(_ minute: Int) -> Double { Double(min(max(minute, 0), 1_440)) / 14.4 }

  /// Never so narrow that it cannot be seen.
  static func width(_ span: ClockStrip.Span) -> Double { max(x(span.to) - x(span.from), 0.15) }

  static func name(of hour: Int) -> HTML {
    let anchor: Attribute? = hour == 0 ? nil : hour == 24 ? .anchoredAtEnd : .anchoredInMiddle
    return words(hour < 10 ? "0\(hour)" : "\(hour)", x: .percent(x(hour * 60)), y: 12, anchor)
  }
}
