import Markup

/// Which days of a source are complete, over up to a year.
struct CoverageSection: Sendable, Equatable {
  /// “312 of 364 days complete”.
  var aside: Sentence
  var frame: ChartFrame
  var chart: CoverageChart
  var table: ChartTable

  var html: HTML {
    sheet("coverage", "Coverage", aside: aside.html, columns: 12) {
      frame.html {
        div(.class("cover")) {
          svgOfWeekdays
          chart.html
        }
        chart.key
        table.html
      }
    }
  }

  /// Every other weekday, in the order of the chart's rows.
  var weekdays: [String]

  private var svgOfWeekdays: HTML {
    div(.class("weekdays"), .unspoken) { for day in weekdays { span { day } } }
  }
}
