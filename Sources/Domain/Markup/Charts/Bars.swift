/// A thin bar under a figure in a table. The figure says the same, so nobody has to hear it.
package struct InlineBar: Sendable, Equatable {
  package enum Colour: String, Sendable {
    case series = "f1"
    case grey = "fr"
    case bad = "fb"
  }
  /// Part of the longest bar, or of the track: 0 to 1.
  package var fraction: Double
  package var colour: Colour
  /// Only where the whole is 100 %.
  package var hasTrack: Bool

  package init(fraction: Double, colour: Colour = .series, hasTrack: Bool = false) {
    self.fraction = fraction
    self.colour = colour
    self.hasTrack = hasTrack
  }

  /// Hangs from the right, where the figure ends.
  package var html: HTML {
    let width = min(max(fraction, 0), 1) * 100
    return svg(.class("ib"), .unspoken) {
      if hasTrack { rect(.class("fw"), .width(.percent(100)), .height(6)) }
      rect(.class(colour.rawValue), .x(.percent(100 - width)), .width(.percent(width)), .height(6))
    }
  }
}

/// One bar of several parts that make up a whole, with their names under them.
package struct StackedBar: Sendable, Equatable {
  package enum Colour: String, Sendable {
    case bad = "fb"
    case series = "f1"
    case pale = "fw2"
    case grey = "fr"
    case series2 = "f2"
    case series5 = "f5"
  }

  package struct Part: Sendable, Equatable {
    package var label: String
    package var value: Double
    package var colour: Colour
    /// The part the page is about: its label is bold.
    package var isSubject: Bool

    package init(label: String, value: Double, colour: Colour, isSubject: Bool = false) {
      self.label = label
      self.value = value
      self.colour = colour
      self.isSubject = isSubject
    }
  }

  package var parts: [Part]
  package var alternative: String

  package init(parts: [Part], alternative: String) {
    self.parts = parts
    self.alternative = alternative
  }

  package var html: HTML {
    group {
      drawing(height: 14, alternative: alternative) {
        for (part, place) in zip(parts, places) where place.width > 0 {
          rect(.class(part.colour.rawValue), .x(.percent(place.start)), .width(.percent(place.width)), .height(14))
        }
      }
      // The names are a line of text, so that they wrap instead of running into each other.
      p(.class("key spread"), .unspoken) {
        for part in parts where part.value > 0 {
          span(.class(part.isSubject ? "k" : nil)) {
            svg(.width(10), .height(10), .unspoken) { rect(.class(part.colour.rawValue), .width(10), .height(10)) }
            part.label
          }
        }
      }
    }
  }

  /// Parts keep a gap of .3 per cent between them, taken from their own width.
  private var places: [(start: Double, width: Double)] {
    let whole = parts.reduce(0) { $0 + max($1.value, 0) }
    guard whole > 0 else { return parts.map { _ in (0, 0) } }
    var start = 0.0
    return parts.map { part in
      let width = max(part.value, 0) / whole * 100
      defer { start += width }
      return (start, start + width < 99.9 ? max(width - 0.3, min(width, 0.4)) : width)
    }
  }
}

/// Bars from zero, one under the other, each with its name and figure.
package struct Bars: Sendable, Equatable {
  package struct Bar: Sendable, Equatable {
    package var label: String
    package var value: Double
    package var figure: String
    package var href: String?

    package init(label: String, value: Double, figure: String, href: String? = nil) {
      self.label = label
      self.value = value
      self.figure = figure
      self.href = href
    }
  }

  package var title: String
  package var bars: [Bar]

  package init(title: String, bars: [Bar]) {
    self.title = title
    self.bars = bars
  }

  package var html: HTML {
    let longest = bars.map(\.value).max() ?? 0
    return table(.class("t bars")) {
      caption(.class("vh")) { title }
      tbody {
        for bar in bars {
          tr {
            th(.scope(.row)) { bar.label }
            td(.class("bar-cell")) { strip(longest > 0 ? bar.value / longest : 0) }
            td(.class("num")) { figure(bar) }
          }
        }
      }
    }
  }

  private func strip(_ fraction: Double) -> HTML {
    silentDrawing("chart", height: 12) {
      rect(.class("f1"), .width(.percent(min(max(fraction, 0), 1) * 100)), .height(12))
    }
  }

  private func figure(_ bar: Bar) -> HTML {
    guard let href = bar.href else { return .text(bar.figure) }
    return a(.class("n"), .href(href)) { bar.figure }
  }
}
