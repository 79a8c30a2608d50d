import Markup

/// How each kind of source is connected: what goes into the settings, and which names of the environment are read.
struct ConnectCards: Sendable, Equatable {
  struct Card: Sendable, Equatable {
    /// “Help Scout”.
    var name: String
    /// What it brings, and where its key comes from.
    var about: String
    /// Lines for the settings.
    var lines: String
    /// Names of the environment.
    var names: [String]
  }
  var cards: [Card]
  /// Before anything is connected they stand open to be chosen from.
  var isFirst: Bool

  func html(columns: Int) -> HTML {
    sheet("connect", isFirst ? "Connect the first source" : "Connect a source", columns: columns) {
      p(.class("s q lead")) {
        "Write the lines under "
        code { "sources:" }
        " in "
        code { "replyledger.yaml" }
        ", put the secrets into the environment, and start the server again. The source then has a page here on which its "
        "connection can be tested."
      }
      div(.class("cards-of-kinds")) { for card in cards { html(of: card) } }
    }
  }

  private func html(of card: Card) -> HTML {
    details(.class("kind"), .name("kind")) {
      summary {
        b { card.name }
        small { card.about }
      }
      div {
        pre(.tabbable, .role(.region), .spoken("Settings for \(card.name)")) { code { card.lines } }
        if !card.names.isEmpty {
          p(.class("s q")) {
            "From the environment: "
            for (position, name) in card.names.enumerated() {
              if position > 0 { ", " }
              code { name }
            }
            "."
          }
        }
      }
    }
  }
}
