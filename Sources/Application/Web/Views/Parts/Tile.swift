import Markup

/// A figure whose name needs no definition, with what belongs to it.
struct Tile: Sendable, Equatable {
  var label: String
  var value: Figure
  /// Beside the value: its unit, or what it is of.
  var small: String = ""
  var lines: [Sentence] = []
  /// Words instead of a figure are set smaller.
  var isWords = false
  /// While something runs, the script follows the parts of the tile by this name.
  var live: String?

  var html: HTML {
    div(.class("fig")) {
      p { label }
      p(.class("v", isWords ? "none" : nil)) {
        value.html(live: key("value"))
        if !small.isEmpty || live != nil { Markup.small(key("small")) { small } }
      }
      for (position, sentence) in lines.enumerated() { p(key("line\(position)")) { sentence.html } }
    }
  }

  private func key(_ part: String) -> Attribute? { live.map { .data("k", "\($0)-\(part)") } }
}

extension Figure {
  /// As `html`, for a figure that the script keeps up to date.
  func html(live key: Attribute?) -> HTML {
    guard let key else { return html }
    return span(.class("nb"), key) { html }
  }
}
