import Markup

/// Why a number differs from that of other days, taken apart so that the parts add up to the difference.
struct ReasonsSection: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    var label: String
    var before: Figure?
    var now: Figure?
    /// “+12 min”
    var contribution: String
    /// Part of the largest contribution, 0 to 1.
    var fraction: Double
    /// More or less of it, and itself another; nothing of counts.
    var mix: String = ""
    var within: String = ""
  }
  var aside: Sentence
  /// Of a mean, which is what comes apart exactly.
  var finding: Sentence
  var head: String
  var beforeHead: String
  var nowHead: String
  var hasMix: Bool
  var rows: [Row]
  var total: Row
  var check: AddsUp

  var html: HTML {
    sheet("reasons", "Why it changed", aside: aside.html) {
      p(.class("excl")) { finding.html }
      scrolling("Table of contributions") {
        table(.class("t breakdown")) {
          caption(.class("vh")) { "What each part contributes to the difference" }
          thead {
            tr {
              columnHead(head)
              columnHead(beforeHead, isFigure: true, name: "wide")
              columnHead(nowHead, isFigure: true)
              th(.scope(.col), .class("num"), .sortedDown) { "Contributes" }
              if hasMix {
                columnHead("more or less of it", isFigure: true, name: "wide")
                columnHead("itself another", isFigure: true, name: "wide")
              }
            }
          }
          tbody {
            for row in rows { line(row, nil) }
            line(total, check.totalClass)
          }
        }
      }
      p(.class("check")) { check.html }
    }
  }

  private func line(_ row: Row, _ name: String?) -> HTML {
    tr(.class(name)) {
      th(.scope(.row)) { bdi { row.label } }
      td(.class("num dim wide")) { row.before?.html ?? .nothing }
      td(.class("num")) { row.now?.html ?? .nothing }
      td(.class("num")) {
        row.contribution
        if name == nil { InlineBar(fraction: row.fraction, colour: .grey).html }
      }
      if hasMix {
        td(.class("num dim wide")) { row.mix }
        td(.class("num dim wide")) { row.within }
      }
    }
  }
}
