/// Values over days, one point a day. Gaps stay gaps. A day that still runs is dashed; where it is still filling up, its
/// point stands alone.
package struct LineChart: Sendable, Equatable {
  package struct Day: Sendable, Equatable {
    /// What stands on the axis, or nothing where it would be too much: “16 Nov”.
    package var axis: String?
    /// What a pointer on this day tells: “Mon 16 Nov: 61 conversations, 143 replies”.
    package var hint: String
    package var href: String?

    package init(axis: String? = nil, hint: String, href: String? = nil) {
      self.axis = axis
      self.hint = hint
      self.href = href
    }
  }

  package struct Line: Sendable, Equatable {
    package enum Style: Sendable, Equatable {
      /// One of the eight series, counted from 1 and bound to a thing.
      case series(Int)
      /// The period before, in thin grey.
      case previous
    }
    package var name: String
    /// What stands at its end; without it the line has no name there, and the caption must say what it is.
    package var end: String
    package var values: [Double?]
    package var style: Style
    /// From this day on the figures may still change.
    package var runsFrom: Int?
    /// Whether a day that runs has only a part of what it will have: a line to its point would look like a fall.
    package var fillsUp: Bool
    /// Whether what stands at its end may still change.
    package var isRunning: Bool {
      guard let runsFrom, let last = values.lastIndex(where: { $0 != nil }) else { return false }
      return last >= runsFrom
    }
    /// Between which values each true one lies for certain; empty where no range is known.
    package var ranges: [ClosedRange<Double>?]

    package init(
      name: String, end: String, values: [Double?], style: Style, runsFrom: Int? = nil,
      fillsUp: Bool = false, ranges: [ClosedRange<Double>?] = []
    ) {
      self.name = name
      self.end = end
      self.values = values
      self.style = style
      self.runsFrom = runsFrom
      self.fillsUp = fillsUp
      self.ranges = ranges
    }
  }

  package struct Gridline: Sendable, Equatable {
    package var value: Double
    package var label: String

    package init(value: Double, label: String) {
      self.value = value
      self.label = label
    }
  }

  package struct Note: Sendable, Equatable {
    package var day: Int
    package var text: String

    package init(day: Int, text: String) {
      self.day = day
      self.text = text
    }
  }

  package var days: [Day]
  package var lines: [Line]
  /// From the lowest to the highest; the lowest is the bottom of the chart. At most five.
  package var gridlines: [Gridline]
  package var notes: [Note]
  package var alternative: String

  /// Without gridlines of its own the chart counts from zero in round steps.
  package init(
    days: [Day], lines: [Line], gridlines: [Gridline] = [], notes: [Note] = [], alternative: String
  ) {
    self.days = days
    self.lines = lines
    self.gridlines = gridlines.isEmpty ? RoundScale(reaching: Self.highest(of: lines)).gridlines : gridlines
    self.notes = notes
    self.alternative = alternative
  }

  private static func highest(of lines: [Line]) -> Double {
    lines.flatMap(\.values).compactMap { $0 }.max() ?? 0
  }
}
