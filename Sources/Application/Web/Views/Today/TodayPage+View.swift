import Markup

extension TodayPage {
  private var isWall: Bool { frame.mode == .wall }

  var content: HTML {
    if let empty { return div(.class("alone")) { empty.html } }
    return group {
      filters.html
      if !notices.isEmpty || alerts != nil {
        div(.class("notices")) {
          if let alerts { alerts.html }
          for notice in notices { notice.html }
        }
      }
      if !lede.isEmpty { p(.class("lede")) { lede.html } }
      div(.class("grid first")) {
        if let waiting { div(.class("c7")) { waiting.html } }
        div(.class("c5 stack")) {
          if let balance { sheet("balance", "Since yesterday", aside: .text("last eight days")) { balance.html } }
          if let news { news.html }
          // A wall has room for people beside who waits, and none below.
          if isWall, let people { people.html }
          if let completeness { completeness.html }
        }
      }
      sheet("period", "The period", aside: .text(periodWords), name: "whole off-wall") {
        div(.class("tiles")) { for tile in tiles { tile.html } }
        if let exclusions { exclusions.html }
      }
      div(.class("grid")) {
        if !isWall, let people { div(.class("c5")) { people.html } }
        if let trend { trend.html(columns: people == nil ? 12 : 7) }
      }
    }
  }
}

extension NewsSection {
  var html: HTML {
    sheet("news", title, aside: .text(aside), name: "off-wall") {
      if items.isEmpty {
        p(.class("calm")) { Status(.good, calm).html }
      } else {
        ol(.class("changes")) { for item in items { li { item.html } } }
      }
    }
  }
}

extension TrendSection {
  func html(columns: Int) -> HTML {
    sheet("trend", title, aside: aside.html, columns: columns, name: "off-wall") { drawn }
  }

  /// The chart, what happened meanwhile, and the same as a table.
  var drawn: HTML {
    frame.html {
      chart.html
      if !notes.isEmpty {
        ul(.class("noted")) {
          for note in notes {
            li {
              b { note.day }
              " "
              bdi { note.text }
              small { " " + note.who }
            }
          }
        }
      }
      table.html
    }
  }
}
