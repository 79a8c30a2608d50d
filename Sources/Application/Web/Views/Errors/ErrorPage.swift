import Markup

/// Something did not work: what happened, what it means for figures, and what to do next.
struct ErrorPage: Page, Equatable {
  var frame: PageFrame
  var status: Int
  var happened: Sentence
  var effect: Sentence
  var next: Sentence
  var ways: [EmptyState.Way] = []
  /// What to look for in the log: “request 7f3a”.
  var reference: String?
}

extension ErrorPage {
  var content: HTML {
    div(.class("fault")) {
      p(.class("code"), .unspoken) { "\(status)" }
      dl(.class("facts")) {
        row("What happened", happened)
        row("For your figures", effect)
        row("What to do", next)
        if let reference { row("Reference", Sentence(.text(reference))) }
      }
      if !ways.isEmpty {
        p(.class("chips")) {
          for (position, way) in ways.enumerated() {
            a(.class("btn", position == 0 ? "main" : nil), .href(way.href)) { way.text }
          }
        }
      }
    }
  }

  private func row(_ term: String, _ meaning: Sentence) -> HTML {
    group {
      dt { term }
      dd { meaning.html }
    }
  }
}
