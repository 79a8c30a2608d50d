import Markup

/// All numbers: those of one chapter with their values, the others by name.
struct NumbersPage: Page, Equatable {
  struct Chapter: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
      var id: String
      var name: String
      var href: String
    }
    var title: String
    var entries: [Entry]
  }
  var frame: PageFrame
  var figureTools: FigureTools
  var chapters: Tabs
  var filters: ActiveFilters
  var table: NumberTable?
  /// The whole catalogue by name.
  var index: [Chapter]
  /// Set while there is not a single conversation.
  var empty: EmptyState?

  var tools: HTML { empty == nil ? figureTools.html : .nothing }
}

/// One line for each number.
struct NumberTable: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    var id: String
    var name: String
    var href: String
    var sentence: String
    /// Nothing where there is nothing to say; `note` then says why.
    var value: Figure?
    var note: String
    /// A sample below five is shown in grey.
    var isFew = false
    var trend: Sparkline?
    var change: Sentence?
  }
  var title: String
  var aside: String
  /// “than 14 to 20 Nov”, or nothing where nothing is compared.
  var changeHead: String?
  var rows: [Row]
}

extension NumbersPage {
  var content: HTML {
    group {
      chapters.html
      filters.html
      if let empty { div(.class("alone")) { empty.html } }
      if let table { div(.class("grid")) { table.html } }
      div(.class("grid")) {
        sheet("index", "All numbers", columns: 12, name: "off-wall") {
          div(.class("index")) { for chapter in index { chapter.html } }
        }
      }
    }
  }
}

extension NumbersPage.Chapter {
  fileprivate var html: HTML {
    div {
      h3 { title }
      ul {
        for entry in entries {
          li {
            a(.href(entry.href)) { entry.name }
            small { " " + entry.id }
          }
        }
      }
    }
  }
}

extension NumberTable {
  var html: HTML {
    sheet("numbers", title, aside: .text(aside), columns: 12) {
      scrolling("Numbers of this chapter") {
        table(.class("t numbers")) {
          caption(.class("vh")) { "Numbers, their values and how they changed" }
          thead {
            tr {
              columnHead("Number")
              columnHead("Value", isFigure: true)
              columnHead("Trend", name: "wide")
              if let changeHead { columnHead(changeHead, name: "wide") }
            }
          }
          tbody { for row in rows { line(row) } }
        }
      }
    }
  }

  private func line(_ row: Row) -> HTML {
    tr {
      th(.scope(.row)) {
        a(.class("title"), .href(row.href)) { row.name }
        small { row.sentence }
      }
      td(.class("num", row.isFew || row.value == nil ? "dim" : nil)) {
        if let value = row.value { b { value.html } }
        if !row.note.isEmpty { small(.class("why")) { row.note } }
      }
      td(.class("wide")) { if let trend = row.trend { trend.html } }
      if changeHead != nil { td(.class("wide cmp")) { if let change = row.change { change.html } } }
    }
  }
}
