extension LineChart {
  /// The drawing, and over it one column a day that answers a pointer. Keyboards and screen readers have the table.
  package var html: HTML {
    div(.class("plot")) {
      drawing(height: Self.height, alternative: alternative) {
        for gridline in gridlines { draw(gridline) }
        for note in notes { draw(note) }
        for line in lines.reversed() { draw(line) }
        for (line, y) in endLabels { label(line, y: y) }
        for (position, day) in days.enumerated() { axis(day, position) }
      }
      pointerColumns
    }
  }

  private static let height = 216
  private static let top = 12.0
  private static let bottom = 186.0
  /// Per cent of the width that the lines may use; their names stand in the rest.
  private static let width = 80.0
  /// Per cent before the first day, where the gridlines say what they stand for.
  private static let inset = 4.0

  private var low: Double { gridlines.first?.value ?? 0 }
  private var high: Double { gridlines.last?.value ?? 1 }

  private func x(_ day: Double) -> Double {
    Self.inset + day / Double(max(days.count, 1)) * (Self.width - Self.inset)
  }

  /// The middle of a day.
  private func x(_ day: Int) -> Double { x(Double(day) + 0.5) }

  private func y(_ value: Double) -> Double {
    guard high > low else { return Self.bottom }
    let share = min(max((value - low) / (high - low), 0), 1)
    return Self.bottom - share * (Self.bottom - Self.top)
  }

  private func draw(_ gridline: Gridline) -> HTML {
    let height = y(gridline.value)
    let name = gridline == gridlines.first ? "ax" : "gl"
    return group {
      line(.class(name), .x2(.percent(Self.width)), .y1(.pixels(height)), .y2(.pixels(height)))
      words(gridline.label, x: 0, y: height - 4)
    }
  }

  private func draw(_ note: Note) -> HTML {
    let at = Extent.percent(x(note.day))
    return group {
      line(.class("an"), .x1(at), .x2(at), .y1(.pixels(Self.top)), .y2(.pixels(Self.bottom)))
      words(note.text, x: at, y: 8, .anchoredInMiddle)
    }
  }

  private func axis(_ day: Day, _ position: Int) -> HTML {
    guard let text = day.axis else { return .nothing }
    let anchor = position == 0 ? nil : Attribute.anchoredInMiddle
    return words(text, x: .percent(position == 0 ? Self.inset : x(position)), y: Self.bottom + 18, anchor)
  }
}

extension LineChart {
  private func draw(_ drawn: Line) -> HTML {
    group {
      svg(
        .y(0), .width(.percent(Self.width)), .height(.pixels(Double(Self.height))),
        .viewBox(Int(Self.width * 10), Self.height), .stretched
      ) {
        for days in bands(of: drawn) {
          path(.class(drawn.style.fill, "band"), .path(outline(bandOver: days, of: drawn)))
        }
        for stretch in stretches(of: drawn) where stretch.days.count > 1 && !(stretch.runs && drawn.fillsUp) {
          path(.class("ln", drawn.style.name, stretch.runs ? "part" : nil), .path(outline(stretch, of: drawn)))
        }
      }
      for stretch in stretches(of: drawn) where stretch.days.count == 1 { dot(stretch.days.lowerBound, of: drawn) }
      if let last = drawn.values.lastIndex(where: { $0 != nil }), drawn.style != .previous { dot(last, of: drawn) }
    }
  }

  private func dot(_ day: Int, of drawn: Line) -> HTML {
    guard let value = drawn.values[day] else { return .nothing }
    let isOpen = drawn.fillsUp && drawn.runsFrom.map { day >= $0 } ?? false
    return circle(
      .class(isOpen ? "open \(drawn.style.name)" : drawn.style.fill), .cx(.percent(x(day))), .cy(.pixels(y(value))),
      .radius(3))
  }

  private func outline(_ stretch: Stretch, of drawn: Line) -> String {
    stretch.days.compactMap { day in
      drawn.values[day].map { "\(Coordinate.text(x(day) * 10)),\(Coordinate.text(y($0)))" }
    }.reduce(into: "") { $0 += ($0.isEmpty ? "M" : " L") + $1 }
  }

  /// Days in a row of which a range is known.
  private func bands(of drawn: Line) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for day in drawn.ranges.indices where drawn.ranges[day] != nil {
      if let last = found.last, last.upperBound == day {
        found[found.count - 1] = last.lowerBound..<day + 1
      } else {
        found.append(day..<day + 1)
      }
    }
    return found.filter { $0.count > 1 }
  }

  /// Along the upper ends, and back along the lower ones.
  private func outline(bandOver days: Range<Int>, of drawn: Line) -> String {
    func point(_ day: Int, _ value: Double?) -> String {
      "\(Coordinate.text(x(day) * 10)),\(Coordinate.text(y(value ?? 0)))"
    }
    let there = days.map { point($0, drawn.ranges[$0]?.upperBound) }
    let back = days.reversed().map { point($0, drawn.ranges[$0]?.lowerBound) }
    return "M" + (there + back).joined(separator: " L") + "Z"
  }

  /// Days without a gap between them, all finished or all still running.
  private struct Stretch {
    var days: Range<Int>
    var runs: Bool
  }

  private func stretches(of drawn: Line) -> [Stretch] {
    var found: [Stretch] = []
    let runsFrom = drawn.runsFrom ?? drawn.values.count
    for day in drawn.values.indices where drawn.values[day] != nil {
      let runs = day >= runsFrom
      if let last = found.last, last.days.upperBound == day, last.runs == runs {
        found[found.count - 1].days = last.days.lowerBound..<day + 1
      } else if let last = found.last, last.days.upperBound == day {
        // The running part begins where the finished one ends.
        found.append(Stretch(days: day - 1..<day + 1, runs: runs))
      } else {
        found.append(Stretch(days: day..<day + 1, runs: runs))
      }
    }
    return found
  }
}

extension LineChart {
  /// Names beside the line ends, moved apart where they would touch.
  private var endLabels: [(Line, Double)] {
    let ends = lines.filter { !$0.end.isEmpty }.compactMap { line in
      line.values.compactMap { $0 }.last.map { (line, y($0)) }
    }
    var lowest = -Double.infinity
    var placed = ends.sorted { $0.1 < $1.1 }.map { line, wanted in
      let height = max(wanted, lowest, Self.top + 4)
      lowest = height + Double(labelHeight(of: line)) + 4
      return (line, height)
    }
    let overshoot = placed.last.map { $0.1 + Double(labelHeight(of: $0.0)) - 16 - Self.bottom } ?? 0
    if overshoot > 0 { for position in placed.indices { placed[position].1 -= overshoot } }
    return placed
  }

  /// The figure, what it is, and that it still runs stand below one another: a phone has no room for more than a word.
  private func label(_ line: Line, y: Double) -> HTML {
    group {
      rect(
        .class(line.style.fill), .x(.percent(Self.width + 1)), .y(.pixels(y - 10)), .width(3),
        .height(.pixels(Double(labelHeight(of: line)))))
      words(line.end, x: .percent(Self.width + 2.5), y: y + 1, name: "k")
      words(line.name, x: .percent(Self.width + 2.5), y: y + 15)
      if line.isRunning { words("so far", x: .percent(Self.width + 2.5), y: y + 29) }
    }
  }

  private func labelHeight(of line: Line) -> Int { line.isRunning ? 42 : 28 }

  private var pointerColumns: HTML {
    silentDrawing("chart hits", height: Self.height) {
      for (position, day) in days.enumerated() {
        a(day.href.flatMap { .href($0) }, .focusableByScript) {
          rect(
            .x(.percent(x(Double(position)))), .y(0),
            .width(.percent((Self.width - Self.inset) / Double(days.count))), .height(.pixels(Self.bottom)))
          svgTitle { day.hint }
        }
      }
    }
  }
}

extension LineChart.Line.Style {
  fileprivate var name: String {
    switch self {
    case .series(let number): "s\(number)"
    case .previous: "prev"
    }
  }

  fileprivate var fill: String {
    switch self {
    case .series(let number): "f\(number)"
    case .previous: "fr"
    }
  }
}
