/// One row for each local day, 00 to 24: when somebody waited for us and it counted, when for the customer, when we were
/// closed.
package struct ClockStrip: Sendable, Equatable {
  package enum Holder: String, Sendable, CaseIterable {
    /// The time counts against us.
    case us = "f1"
    case customer = "fw2"
    case onHold = "fr"
    /// The time does not count: a night, a weekend, a holiday.
    case closed = "hatch"
  }

  /// Minutes after local midnight, 0 to 1,440, by the clock on the wall.
  package struct Span: Sendable, Equatable {
    package var from: Int
    package var to: Int

    package init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  package struct Stretch: Sendable, Equatable {
    package var span: Span
    package var holder: Holder

    package init(from: Int, to: Int, holder: Holder) {
      span = Span(from: from, to: to)
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
    /// When we are there.
    package var opening: [Span]
    /// Of a holiday.
    package var name: String?
    /// What the days before were that have no row: “3 days without a message”.
    package var gap: String?
    package var alternative: String

    package init(
      weekday: String, date: String, stretches: [Stretch], marks: [Mark], opening: [Span] = [], name: String? = nil,
      gap: String? = nil, alternative: String
    ) {
      self.weekday = weekday
      self.date = date
      self.stretches = stretches
      self.marks = marks
      self.opening = opening
      self.name = name
      self.gap = gap
      self.alternative = alternative
    }
  }

  package var days: [Day]

  package init(days: [Day]) { self.days = days }

  package var html: HTML {
    group {
      div(.class("cday")) {
        span()
        svg(.class("chart"), .height(16), .unspoken) {
          if meanings.contains(.closed) { hatch }
          for hour in [0, 6, 12, 18, 24] { DayScale.name(of: hour) }
        }
      }
      for day in days { row(day) }
      key
    }
  }

  private var hatch: HTML {
    defs {
      pattern(.ofHatch, .width(6), .height(6), .inPixels, .slanted) { line(.class("ht"), .y2(6)) }
    }
  }

  private func x(_ minute: Int) -> Double { DayScale.x(minute) }

  private func row(_ day: Day) -> HTML {
    group {
      if let gap = day.gap { p(.class("cgap")) { gap } }
      div(.class("cday")) {
        p(.class("s")) {
          b { day.weekday }
          " " + day.date
        }
        drawing(height: day.marks.isEmpty && day.name == nil ? 34 : 50, alternative: day.alternative) {
          rect(.class("fw"), .y(8), .width(.percent(100)), .height(22))
          for stretch in day.stretches { draw(stretch) }
          for span in day.opening { outline(span) }
          for (mark, label) in zip(day.marks, LabelPlaces(at: day.marks.map { x($0.minute) }).sides) {
            draw(mark, label, isFirst: mark == day.marks.first)
          }
          if let name = day.name, day.marks.isEmpty { words(name, x: .percent(50), y: 46, .anchoredInMiddle) }
        }
      }
    }
  }

  private func draw(_ stretch: Stretch) -> HTML {
    rect(
      stretch.holder.fill, .x(.percent(x(stretch.span.from))), .y(8), .width(.percent(width(stretch.span))),
      .height(22))
  }

  private func outline(_ span: Span) -> HTML {
    rect(.class("ol"), .x(.percent(x(span.from))), .y(8), .width(.percent(width(span))), .height(22))
  }

  private func width(_ span: Span) -> Double { DayScale.width(span) }

  private func draw(_ mark: Mark, _ label: LabelPlaces.Side?, isFirst: Bool) -> HTML {
    let at = Extent.percent(x(mark.minute))
    return group {
      line(.class("ol"), .x1(at), .x2(at), .y1(4), .y2(34))
      if let label { words(mark.label, x: at, y: 46, label.anchor, name: isFirst ? nil : "wide") }
    }
  }

  /// Of what occurs; what counts is always told.
  private var meanings: Set<Holder> { Set(days.flatMap { $0.stretches.map(\.holder) }).union([.us]) }

  private var key: HTML {
    p(.class("key")) {
      for holder in Holder.allCases where meanings.contains(holder) { sample(holder.fill, holder.meaning) }
      if days.contains(where: { !$0.opening.isEmpty }) { sample(.class("ol"), "opening hours") }
    }
  }

  private func sample(_ fill: Attribute?, _ meaning: String) -> HTML {
    span {
      svg(.width(10), .height(10), .unspoken) { rect(fill, .width(10), .height(10)) }
      meaning
    }
  }
}

extension ClockStrip.Holder {
  fileprivate var fill: Attribute? { self == .closed ? .hatched : .class(rawValue) }

  fileprivate var meaning: String {
    switch self {
    case .us: "counts against us"
    case .customer: "waiting on the customer"
    case .onHold: "on hold"
    case .closed: "closed, does not count"
    }
  }
}
