import Markup

/// The history of syncs and uploads.
struct RunTable: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    /// “today, 09:02”.
    var at: String
    /// “14 s”.
    var took: String
    var href: String
    /// “desk”, or the file's name.
    var what: String
    /// “new and changed · timetable”.
    var how: String
    var status: Status
    /// Warnings of the run, shortened.
    var note: String = ""
    var fetched: String
    var stored: String
    /// Nothing for uploads, which make none.
    var calls: String?
    /// Opens the rejected rows; nothing where none was rejected.
    var rejected: Figure?
  }
  var title: String
  var rows: [Row]
  /// Printed instead of the table while there is no run.
  var nothing: String

  var html: HTML {
    if rows.isEmpty { return p(.class("calm q")) { nothing } }
    return scrolling("Table: \(title)") {
      table(.class("t cards runs"), .role(.table)) {
        caption(.class("vh")) { title }
        thead(.role(.rowgroup)) { heads }
        tbody(.role(.rowgroup)) { for row in rows { line(row) } }
      }
    }
  }

  private var heads: HTML {
    tr(.role(.row)) {
      for (text, name) in [
        ("What", nil), ("Began, took", nil), ("Result", nil), ("Fetched", "num"), ("New or changed", "num"),
        ("Rejected", "num"), ("Calls", "num"),
      ] {
        th(.role(.columnheader), .scope(.col), .class(name)) { text }
      }
    }
  }

  private func line(_ row: Row) -> HTML {
    tr(.role(.row)) {
      th(.role(.rowheader), .scope(.row)) {
        a(.class("title"), .href(row.href), .directionOfText) { row.what }
        small { row.how }
      }
      td(.role(.cell), .class("nb dim")) {
        row.at
        small { row.took }
      }
      td(.role(.cell)) {
        row.status.html
        if !row.note.isEmpty { small { row.note } }
      }
      td(.role(.cell), .class("num"), .data("l", "fetched")) { row.fetched }
      td(.role(.cell), .class("num"), .data("l", "new or changed")) { row.stored }
      td(.role(.cell), .class("num"), .data("l", "rejected")) { row.rejected?.html ?? span(.class("dim")) { "none" } }
      td(.role(.cell), .class("num dim"), .data("l", "calls")) { row.calls ?? "none" }
    }
  }
}
