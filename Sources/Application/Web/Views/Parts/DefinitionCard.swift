import Markup

/// What a number means: one sentence on hover or focus, the whole card when opened.
struct DefinitionCard: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    var term: String
    var meaning: String
  }
  /// The name of the number as it stands above its value.
  var name: String
  var sentence: String
  /// “M15, version 1”.
  var metric: String
  /// Date basis, clock, credit, caveats: whatever a reader could otherwise misread.
  var rows: [Row]
  var historyHref: String?
  /// Cards near the right edge open to the left.
  var opensLeft = false

  var html: HTML {
    details(.class("def", opensLeft ? "def-r" : nil)) {
      summary {
        name
        span(.class("vh")) { ", definition" }
        span(.class("hint"), .unspoken) { sentence }
      }
      div(.class("card")) {
        p { sentence }
        dl {
          row("Metric", metric)
          for line in rows { row(line.term, line.meaning) }
        }
        if let historyHref { p(.class("s")) { a(.href(historyHref)) { "How this definition changed" } } }
      }
    }
  }

  private func row(_ term: String, _ meaning: String) -> HTML {
    group {
      dt { term }
      dd { meaning }
    }
  }
}
