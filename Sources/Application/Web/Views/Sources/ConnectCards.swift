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
    /// Where it is connected on a page.
    var href: String?
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
  /// Where any of them is connected on a page; nothing for whoever may not.
  var href: String?

  func html(columns: Int) -> HTML {
    sheet("connect", isFirst ? "Connect the first source" : "Connect a source", columns: columns) {
      if let href { begin(at: href) }
      p(.class("s q lead")) {
        href == nil ? "Write the lines under " : "Or in the settings file: write the lines of its kind under "
        code { "sources:" }
        " in "
        code { "replyledger.yaml" }
        ", put the secrets into the environment, and start the server again. The source then has a page here on which its "
        "connection can be tested."
      }
      div(.class("cards-of-kinds")) { for card in cards { html(of: card) } }
    }
  }

  private func begin(at href: String) -> HTML {
    div(.class("begin")) {
      p(.class("s")) { "On a page: enter its key, test what it may read, see how long it takes, and begin." }
      a(.class("btn", isFirst ? "main" : nil), .href(href)) { "Connect a source" }
    }
  }

  private func html(of card: Card) -> HTML {
    details(.class("kind"), .name("kind")) {
      summary {
        b { card.name }
        small { card.about }
      }
      div {
        if let href = card.href { p(.class("s")) { a(.href(href)) { "Connect \(card.name) on a page" } } }
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
        if !card.permissions.isEmpty { card.checklist }
      }
    }
  }

}

extension ConnectCards.Card {
  var preparation: HTML {
    group {
      p(.class("s q")) { about }
      checklist
    }
  }

  /// Ticks are for whoever is at it now: nothing is sent or kept, and the test of the connection tells what is true.
  fileprivate var checklist: HTML {
    fieldset(.class("allow")) {
      legend { "To be allowed by \(name)’s administrator" }
      for permission in permissions {
        label {
          input(.type(.checkbox))
          span {
            code { permission.scope }
            " " + permission.brings
            if permission.isNeeded { b { " needed" } }
          }
        }
      }
      if !permissionsNote.isEmpty { p(.class("s q")) { permissionsNote } }
    }
  }
}
