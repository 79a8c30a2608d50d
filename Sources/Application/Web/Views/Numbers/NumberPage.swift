import Markup

/// One number in depth: its value with its spread, how it went, what it is made of, and what it means.
struct NumberPage: Page, Equatable {
  var frame: PageFrame
  var figureTools: FigureTools
  var chapter: EmptyState.Way
  var filters: ActiveFilters
  /// Breakdown, clock and credit.
  var choices: FilterForm?
  var lede: Sentence
  var figure: FigureTile?
  var tiles: [Tile]
  var exclusions: Exclusions?
  var notices: [Notice] = []
  var trend: TrendSection?
  var week: WeekSection?
  var spread: SpreadSection?
  var reasons: ReasonsSection?
  var breakdown: BreakdownTable?
  var meaning: MeaningSection
  var empty: EmptyState?

  var tools: HTML { empty == nil ? figureTools.html : .nothing }
}

/// Hours by weekdays.
struct WeekSection: Sendable, Equatable {
  var aside: Sentence
  var finding: String
  var map: HeatMap
}

/// How the single values are spread around the median.
struct SpreadSection: Sendable, Equatable {
  var title = "How they are spread"
  var aside: Sentence
  var frame: ChartFrame
  var chart: Histogram
  var table: ChartTable
}

/// The definition, whole.
struct MeaningSection: Sendable, Equatable {
  struct Case: Sendable, Equatable {
    var when: String
    var then: String
  }
  var sentence: String
  var rows: [DefinitionCard.Row]
  var cases: [Case]
}

extension NumberPage {
  var content: HTML {
    group {
      p(.class("crumb")) { a(.href(chapter.href)) { chapter.text } }
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      if !lede.isEmpty { p(.class("lede")) { lede.html } }
      filters.html
      if let figure {
        section(.spoken("The figure")) {
          div(.class("tiles lead")) {
            figure.html
            for tile in tiles { tile.html }
          }
          if let exclusions { exclusions.html }
        }
      }
      if let empty { div(.class("alone")) { empty.html } }
      div(.class("grid")) {
        div(.class("c8 stack")) { main }
        div(.class("c4")) { meaning.html }
      }
    }
  }

  private var main: HTML {
    group {
      if let trend { trend.plainHTML }
      if let week { week.html }
      if let breakdown { breakdown.html(choosing: choices) }
      if let reasons { reasons.html }
      if let spread { spread.html }
    }
  }
}

extension TrendSection {
  /// Without a place in a grid of its own.
  var plainHTML: HTML { html(id: "trend") }

  func html(id: String) -> HTML {
    sheet(id, title, aside: aside.html, name: "off-wall") { drawn }
  }
}

extension WeekSection {
  var html: HTML {
    sheet("week", "Hours of the week", aside: aside.html) {
      map.html
      p(.class("excl")) { b { finding } }
    }
  }
}

extension SpreadSection {
  var html: HTML {
    sheet("spread", title, aside: aside.html) {
      frame.html {
        chart.html
        table.html
      }
    }
  }
}

extension MeaningSection {
  var html: HTML {
    sheet("meaning", "What it means") {
      p(.class("lead")) { sentence }
      dl(.class("facts meaning")) {
        for row in rows {
          group {
            dt { row.term }
            dd { row.meaning }
          }
        }
      }
      if !cases.isEmpty {
        table(.class("t")) {
          caption(.class("vh")) { "What happens in cases that are not plain" }
          thead {
            tr {
              columnHead("When")
              columnHead("Then")
            }
          }
          tbody {
            for one in cases {
              tr {
                th(.scope(.row)) { one.when }
                td { one.then }
              }
            }
          }
        }
      }
    }
  }
}
