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
    /// What the vendor's administrator has to allow, to be ticked off one by one.
    var permissions: [Permission] = []
    /// What nobody can tick: “The key may do what its agent may do.”
    var permissionsNote = ""
  }
  struct Permission: Sendable, Equatable {
    /// In the vendor's words: `crm.objects.owners.read`.
    var scope: String
    /// “tickets, pipelines and their stages”.
    var brings: String
    /// Without it there is no sync; without others something is missing.
    var isNeeded = false
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
        if !card.permissions.isEmpty { checklist(of: card) }
      }
    }
  }

  /// Ticks are for whoever is at it now: nothing is sent or kept, and the test of the connection tells what is true.
  private func checklist(of card: Card) -> HTML {
    fieldset(.class("allow")) {
      legend { "To be allowed by \(card.name)’s administrator" }
      for permission in card.permissions {
        label {
          input(.type(.checkbox))
          span {
            code { permission.scope }
            " " + permission.brings
            if permission.isNeeded { b { " needed" } }
          }
        }
      }
      if !card.permissionsNote.isEmpty { p(.class("s q")) { card.permissionsNote } }
    }
  }
}
