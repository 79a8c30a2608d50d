/// Hours by weekdays, a real table: seven steps of one colour, the figure in each cell.
package struct HeatMap: Sendable, Equatable {
  package struct Row: Sendable, Equatable {
    package var weekday: String
    /// One figure for each of the 24 hours.
    package var values: [Int]

    package init(weekday: String, values: [Int]) {
      self.weekday = weekday
      self.values = values
    }
  }

  package var title: String
  /// In the order in which the week of the workspace runs.
  package var rows: [Row]
  /// What the darkest step means: “15 and more an hour”.
  package var most: String

  package init(title: String, rows: [Row], most: String) {
    self.title = title
    self.rows = rows
    self.most = most
  }

  package var html: HTML {
    group {
      table(.class("hm")) {
        caption(.class("vh")) { title }
        thead { tr { hours } }
        tbody { for row in rows { line(row) } }
      }
      p(.class("key")) {
        span { "none" }
        svg(.class("scale"), .unspoken) {
          for step in 0..<7 {
            rect(.class("q\(step)"), .x(.pixels(Double(step * 12))), .width(12), .height(10))
          }
        }
        span { most }
      }
    }
  }

  private var hours: HTML {
    group {
      td(.class("hl"))
      for hour in 0..<24 {
        th(.scope(.col)) { hour % 3 == 0 ? .text("\(hour)") : span(.class("vh")) { "\(hour)" } }
      }
    }
  }

  private func line(_ row: Row) -> HTML {
    tr {
      th(.scope(.row)) { row.weekday }
      for value in row.values {
        td(.class("q\(step(value))")) { value == 0 ? span(.class("vh")) { "0" } : .text(Figures.count(value)) }
      }
    }
  }

  /// None has a step of its own; the rest is shared out evenly up to the highest figure.
  private func step(_ value: Int) -> Int {
    let highest = rows.flatMap(\.values).max() ?? 0
    guard value > 0, highest > 0 else { return 0 }
    return min(6, 1 + (value - 1) * 6 / highest)
  }
}
