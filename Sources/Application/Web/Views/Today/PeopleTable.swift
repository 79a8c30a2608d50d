import Markup

/// What each person did in the period. People are named, never scored: the order is by replies, and says so.
struct PeopleTable: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    var name: String
    /// “Messenger”, or why there is no figure.
    var note: String = ""
    var href: String?
    var replies: Figure
    /// Part of the most replies, 0 to 1.
    var fraction: Double
    var share: String
    /// Half of the first responses within this time; nothing where the person gave none.
    var firstResponse: Figure?
    /// “n 41”, or “n 3, too few to judge”.
    var sample: String = ""
    /// A sample below five is shown in grey.
    var isFew = false
  }
  struct Total: Sendable, Equatable {
    var label: String
    var replies: Figure
    var share: String
    var firstResponse: Figure?
    var sample: String = ""
  }
  var aside: Sentence
  /// Replies, first response.
  var heads: [Explained]
  var rows: [Row]
  var total: Total
  /// Replies are credited to whoever wrote them, so this column is the one that is checked.
  var check: AddsUp
}

extension PeopleTable {
  var html: HTML {
    sheet("people", "By person", aside: aside.html) {
      scrolling("Table by person") {
        table(.class("t people")) {
          caption(.class("vh")) { "Replies and first responses by person" }
          thead {
            tr {
              columnHead("Person")
              for head in heads.prefix(1) { columnHead(head, isSorted: true) }
              columnHead("of all", isFigure: true, name: "slim")
              for head in heads.dropFirst() { columnHead(head) }
            }
          }
          tbody {
            for row in rows { line(row) }
            totalLine
          }
        }
      }
      p(.class("check")) { check.html }
    }
  }

  private func line(_ row: Row) -> HTML {
    tr {
      th(.scope(.row)) {
        name(row)
        if !row.note.isEmpty { small { row.note } }
      }
      td(.class("num")) {
        row.replies.html
        InlineBar(fraction: row.fraction).html
      }
      td(.class("num dim slim")) { row.share }
      td(.class("num", row.isFew ? "dim" : nil)) { response(row.firstResponse, row.sample) }
    }
  }

  private func name(_ row: Row) -> HTML {
    guard let href = row.href else { return span(.class("who")) { row.name } }
    return a(.class("who title"), .href(href)) { row.name }
  }

  private var totalLine: HTML {
    tr(.class(check.totalClass)) {
      th(.scope(.row)) { total.label }
      td(.class("num")) { total.replies.html }
      td(.class("num slim")) { total.share }
      td(.class("num")) { response(total.firstResponse, total.sample) }
    }
  }

  private func response(_ figure: Figure?, _ sample: String) -> HTML {
    group {
      figure?.html ?? span(.class("dim")) { "none" }
      if !sample.isEmpty { small { sample } }
    }
  }
}
