import Markup

/// What was done by whom, the newest first.
struct AuditPage: Page, Equatable {
  struct Row: Sendable, Equatable {
    var at: String
    var actor: String
    var address: String
    var action: String
    var subject: String
    var detail: String
    var isWorrying: Bool
  }
  var frame: PageFrame
  var tabs: SettingsTabs
  var rows: [Row]
  var paging: Paging?

  var content: HTML {
    group {
      tabs.html
      div(.class("grid")) {
        sheet("log", "What was done", columns: 12) {
          if rows.isEmpty { p(.class("s q calm")) { "Nothing yet." } } else { table }
          if let paging { paging.html }
        }
      }
    }
  }

  private var table: HTML {
    scrolling("Table of deeds") {
      Markup.table(.class("t cards records"), .role(.table)) {
        caption(.class("vh")) { "Deeds with time, actor and subject" }
        thead(.role(.rowgroup)) {
          tr(.role(.row)) {
            columnHead("When")
            columnHead("Who")
            columnHead("What")
            columnHead("On")
          }
        }
        tbody(.role(.rowgroup)) {
          for row in rows {
            tr(.role(.row)) {
              td(.role(.cell), .class("lone nb")) { row.at }
              th(.role(.rowheader), .scope(.row)) {
                bdi { row.actor }
                if !row.address.isEmpty { small { row.address } }
              }
              td(.role(.cell), .class("lone")) { row.isWorrying ? Status(.warn, row.action).html : .text(row.action) }
              td(.role(.cell), .class("lone")) {
                bdi { row.subject }
                if !row.detail.isEmpty { small { bdi { row.detail } } }
              }
            }
          }
        }
      }
    }
  }
}
