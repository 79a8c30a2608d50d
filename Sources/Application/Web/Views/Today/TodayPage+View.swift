import Markup

extension TodayPage {
  var content: HTML {
    if let empty { return div(.class("alone")) { empty.html } }
    return group {
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      if !lede.isEmpty { p(.class("lede")) { lede.html } }
      section(.spoken("Figures of the period")) {
        div(.class("tiles")) { for tile in tiles { tile.html } }
        if let exclusions { exclusions.html }
      }
      div(.class("grid")) {
        if let waiting { div(.class("c7")) { waiting.html } }
        div(.class("c5 stack")) {
          if let people { people.html }
          if let completeness { completeness.html }
        }
        if let trend { trend.html }
      }
    }
  }
}

extension TrendSection {
  var html: HTML {
    sheet("trend", title, aside: aside.html, columns: 12, name: "off-wall") {
      frame.html {
        chart.html
        table.html
      }
    }
  }
}
