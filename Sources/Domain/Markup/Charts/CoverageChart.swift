/// What is known of each local day, one cell a day: as a strip, or as a calendar of weeks. Colour never tells alone:
/// partly known days are hatched, missing ones have an outline, and words beside the chart name the gaps.
package struct CoverageChart: Sendable, Equatable {
  package enum Cell: Sendable, CaseIterable {
    case complete
    case partly
    /// Known from a file, which nobody can verify.
    case given
    case missing
    /// Nothing is expected: before the source began, or in the future.
    case none
  }

  package enum Form: Sendable, Equatable {
    case strip
    /// Columns of seven; the first cell stands this many places below the first weekday.
    case calendar(leading: Int, marks: [Mark])
  }

  /// A month's name above the column in which it begins.
  package struct Mark: Sendable, Equatable {
    package var column: Int
    package var label: String

    package init(column: Int, label: String) {
      self.column = column
      self.label = label
    }
  }

  package var cells: [Cell]
  package var form: Form
  package var alternative: String

  package init(cells: [Cell], form: Form = .strip, alternative: String) {
    self.cells = cells
    self.form = form
    self.alternative = alternative
  }

  package var html: HTML {
    switch form {
    case .strip: drawing(height: 18, alternative: alternative) { grid(x: 0, y: 0, height: 18) }
    case .calendar(_, let marks):
      drawing(height: 16 + 7 * 14, alternative: alternative) {
        for (index, mark) in marks.enumerated() {
          // On little room every other name has to do.
          words(
            mark.label, x: .percent(Double(mark.column) / Double(columns) * 100), y: 11,
            name: index % 2 == 0 ? nil : "wide")
        }
        grid(x: 0, y: 16, height: 7 * 14)
      }
    }
  }

  /// What the colours mean, of those that occur.
  package var key: HTML {
    p(.class("key")) {
      for cell in Cell.allCases where cells.contains(cell) {
        span {
          svg(.width(10), .height(10), .unspoken, .viewBox(10, 10)) { marks(of: cell, at: [(0, 0)], size: 10) }
          cell.meaning
        }
      }
    }
  }
}

extension CoverageChart {
  private var leading: Int { if case .calendar(let leading, _) = form { leading } else { 0 } }
  private var rows: Int { form == .strip ? 1 : 7 }
  private var columns: Int { max(1, (cells.count + leading + rows - 1) / rows) }

  /// The cells stretch to the width of the place; their outlines do not.
  private func grid(x: Int, y: Int, height: Int) -> HTML {
    svg(
      .x(.pixels(Double(x))), .y(.pixels(Double(y))), .width(.percent(100)), .height(.pixels(Double(height))),
      .viewBox(columns * 10, rows * 10), .stretched
    ) {
      for cell in Cell.allCases {
        let places = places(of: cell)
        if !places.isEmpty { marks(of: cell, at: places, size: 8) }
      }
    }
  }

  private func places(of cell: Cell) -> [(x: Int, y: Int)] {
    cells.indices.filter { cells[$0] == cell }.map { index in
      let place = index + leading
      return ((place / rows) * 10 + 1, (place % rows) * 10 + (rows == 1 ? 0 : 1))
    }
  }

  /// All cells of a kind are one shape, so that a year weighs little.
  private func marks(of cell: Cell, at places: [(x: Int, y: Int)], size: Int) -> HTML {
    let tall = rows == 1 ? 10 : size
    let squares = places.map { "M\($0.x) \($0.y)h\(size)v\(tall)h-\(size)z" }.joined()
    let strokes = places.map { "M\($0.x) \($0.y + tall)l\(size)-\(tall)" }.joined()
    return group {
      path(.class(cell.name), .path(squares))
      if cell == .partly { path(.class("ht"), .path(strokes)) }
    }
  }
}

extension CoverageChart.Cell {
  fileprivate var name: String {
    switch self {
    case .complete: "q4"
    case .partly: "q1"
    case .given: "q2"
    case .missing: "miss"
    case .none: "fw"
    }
  }

  fileprivate var meaning: String {
    switch self {
    case .complete: "complete, verified"
    case .partly: "partly"
    case .given: "from a file"
    case .missing: "missing"
    case .none: "none expected"
    }
  }
}
