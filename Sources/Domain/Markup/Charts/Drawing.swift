/// The outer drawing of a chart: as wide as its place, of fixed height, so that its text never scales.
func drawing(height: Int, alternative: String, @HTMLBuilder content: () -> HTML) -> HTML {
  svg(.class("chart"), .height(.pixels(Double(height))), .role(.img), .spoken(alternative), content: content)
}

/// A drawing beside words that already say the same.
func silentDrawing(_ name: String, height: Int, @HTMLBuilder content: () -> HTML) -> HTML {
  svg(.class(name), .height(.pixels(Double(height))), .unspoken, content: content)
}

func words(_ text: String, x: Extent, y: Double, _ anchor: Attribute? = nil, name: String? = nil) -> HTML {
  svgText(.class(name), .x(x), .y(.pixels(y)), anchor) { text }
}

/// A chart in its place on a page: the finding in words above it, and the same data as a table for whoever asks.
package struct ChartFrame: Sendable, Equatable {
  /// The sentence that says what the chart shows; it is set in bold.
  package var finding: String
  package var detail: String

  package init(finding: String, detail: String = "") {
    self.finding = finding
    self.detail = detail
  }

  package func html(@HTMLBuilder _ chart: () -> HTML) -> HTML {
    figure {
      figcaption {
        b { finding }
        if !detail.isEmpty { " " + detail }
      }
      chart()
    }
  }
}

/// The data of a chart as a table, folded until asked for.
package struct ChartTable: Sendable, Equatable {
  package var title: String
  package var heads: [String]
  package var rows: [[Cell]]

  /// A figure, and the rows behind it where there are any.
  package struct Cell: Sendable, Equatable {
    package var text: String
    package var href: String?

    package init(_ text: String, href: String? = nil) {
      self.text = text
      self.href = href
    }
  }

  package init(title: String, heads: [String], rows: [[Cell]]) {
    self.title = title
    self.heads = heads
    self.rows = rows
  }

  /// Nothing without rows: where another table beside holds the same.
  package var html: HTML {
    guard !rows.isEmpty else { return .nothing }
    return details(.class("as-table")) {
      summary { "Show as table" }
      div(.class("scroll"), .role(.region), .spoken(title), .tabbable) {
        table(.class("t figs")) {
          caption(.class("vh")) { title }
          thead { tr { for head in heads { th(.scope(.col)) { head } } } }
          tbody { for row in rows { tr { for (position, cell) in row.enumerated() { line(cell, position) } } } }
        }
      }
    }
  }

  private func line(_ cell: Cell, _ position: Int) -> HTML {
    position == 0 ? th(.scope(.row)) { print(cell) } : td { print(cell) }
  }

  private func print(_ cell: Cell) -> HTML {
    guard let href = cell.href else { return .text(cell.text) }
    return a(.class("n"), .href(href)) { cell.text }
  }
}
