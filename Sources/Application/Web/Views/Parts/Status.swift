import Markup

/// A state, always as glyph and word, so that it survives grey print and any eyesight.
struct Status: Sendable, Equatable {
  enum Tone: String, Sendable {
    case good
    case warn
    case bad
    case running = "run"
    case neutral = "off"
  }
  var tone: Tone
  var text: String

  init(_ tone: Tone, _ text: String) {
    self.tone = tone
    self.text = text
  }

  var html: HTML { span(.class("st", tone.rawValue)) { text } }
}

/// What the program found when it added a column up. Only `balances` earns the double rule.
enum AddsUp: Sendable, Equatable {
  /// “column adds up to the team”
  case balances(String)
  /// “7 replies more in the rows than in the total”
  case differs(String)
  /// “counts once per person”: the rows cannot add up, and that is meant.
  case overlaps(String)

  var totalClass: String? {
    if case .balances = self { "sum" } else { "total" }
  }

  var html: HTML {
    switch self {
    case .balances(let text): Status(.good, text).html
    case .differs(let text): Status(.bad, text).html
    case .overlaps(let text): Status(.warn, text).html
    }
  }
}
