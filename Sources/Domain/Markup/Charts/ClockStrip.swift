/// One row for each local day, 00 to 24: when we were waited for, when the customer was.
package struct ClockStrip: Sendable, Equatable {
  package enum Holder: String, Sendable {
    /// The time counts against us.
    case us = "f1"
    case customer = "fw2"
  }

  package struct Stretch: Sendable, Equatable {
    /// Minutes after local midnight, 0 to 1,440 (1,380 or 1,500 where the clock changes: give them scaled to 1,440).
    package var from: Int
    package var to: Int
    package var holder: Holder

    package init(from: Int, to: Int, holder: Holder) {
      self.from = from
      self.to = to
      self.holder = holder
    }
  }

  package struct Mark: Sendable, Equatable {
    package var minute: Int
    package var label: String

    package init(minute: Int, label: String) {
      self.minute = minute
      self.label = label
    }
  }

  package struct Day: Sendable, Equatable {
    package var weekday: String
    package var date: String
    package var stretches: [Stretch]
    package var marks: [Mark]
    package var alternative: String

    package init(weekday: String, date: String, stretches: [Stretch], marks: [Mark], alternative: String) {
      self.weekday = weekday
      self.date = date
      self.stretches = stretches
      self.marks = marks
      self.alternative = alternative
    }
  }

  package var days: [Day]

  package init(days: [Day]) { self.days = days }

  package var html: HTML {
    group {
      div(.class("cday")) {
        span()
        silentDrawing("chart", height: 16) { for hour in [0, 6, 12, 18, 24] { name(of: hour) } }
      }
      for day in days { row(day) }
      key
    }
  }

  private func x(_ minute: Int) -> Double { Double(min(max(minute, 0), 1_440)) / 14.4 }

  private func name(of hour: Int) -> HTML {
    let anchor: Attribute? = hour == 0 ? nil : hour == 24 ? .anchoredAtEnd : .anchoredInMiddle
    return words(hour < 10 ? "0\(hour)" : "\(hour)", x: .percent(x(hour * 60)), y: 12, anchor)
  }

  private func row(_ day: Day) -> HTML {
    div(.class("cday")) {
      p(.class("s")) {
        b { day.weekday }
        " " + day.date
      }
      drawing(height: day.marks.isEmpty ? 34 : 50, alternative: day.alternative) {
        rect(.class("fw"), .y(8), .width(.percent(100)), .height(22))
        for stretch in day.stretches { draw(stretch) }
        for (mark, label) in zip(day.marks, LabelPlaces(at: day.marks.map { x($0.minute) }).sides) {
          draw(mark, label, isFirst: mark == day.marks.first)
        }
      }
    }
  }

  private func draw(_ stretch: Stretch) -> HTML {
    rect(
      .class(stretch.holder.rawValue), .x(.percent(x(stretch.from))), .y(8),
      .width(.percent(max(x(stretch.to) - x(stretch.from), 0.15))), .height(22))
  }

  private func draw(_ mark: Mark, _ label: LabelPlaces.Side?, isFirst: Bool) -> HTML {
    let at = Extent.percent(x(mark.minute))
    return group {
      line(.class("ol"), .x1(at), .x2(at), .y1(4), .y2(34))
      if let label { words(mark.label, x: at, y: 46, label.anchor, name: isFirst ? nil : "wide") }
    }
  }

  private var key: HTML {
    p(.class("key")) {
      sample(.us, "counts against us")
      sample(.customer, "waiting on the customer")
    }
  }

  private func sample(_ holder: Holder, _ meaning: String) -> HTML {
    span {
      svg(.width(10), .height(10), .unspoken) { rect(.class(holder.rawValue), .width(10), .height(10)) }
      meaning
    }
  }
}
