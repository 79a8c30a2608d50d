import Markup

/// One number with its definition, its sample and its comparison in words.
struct FigureTile: Sendable, Equatable {
  enum Value: Sendable, Equatable {
    /// The figure and, small beside it, its unit or what it is of.
    case figure(Figure, small: String = "")
    /// Printed in grey: the sample is below five.
    case tooFew(Figure, why: String = "too few to judge")
    /// There is nothing to say, and this is why: “no first response in this period”. Never a zero, never a dash.
    case nothing(String)
  }
  var definition: DefinitionCard
  var value: Value
  /// Range or 90 %, sample, who still waits.
  var lines: [Sentence] = []
  /// The period before, in words. Within noise it takes no colour, and nothing here has any.
  var comparison: Sentence?
  var trend: Sparkline?

  var html: HTML {
    div(.class("fig")) {
      definition.html
      div(.class("fig-line")) {
        printedValue
        if let trend { trend.html }
      }
      for sentence in lines { p { sentence.html } }
      if let comparison { p(.class("cmp")) { comparison.html } }
    }
  }

  private var printedValue: HTML {
    switch value {
    case .figure(let figure, let small):
      p(.class("v")) {
        figure.html
        if !small.isEmpty { Markup.small { " " + small } }
      }
    case .tooFew(let figure, let why):
      p(.class("v few")) {
        figure.html
        " "
        small { why }
      }
    case .nothing(let why): p(.class("v none")) { why }
    }
  }
}
