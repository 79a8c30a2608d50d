import Markup

/// Who closed what, and how fast and how well the team answered. People are named and never scored.
struct TeamPage: Page, Equatable {
  var frame: PageFrame
  var figureTools: FigureTools
  /// Everybody, the own rank, the team alone: as far as one may choose.
  var views: Tabs
  var filters: ActiveFilters
  var lede: Sentence
  var tiles: [FigureTile]
  /// Whose work it is.
  var credit = Tabs(label: "Credit", tabs: [])
  var notices: [Notice] = []
  var board: Board?
  var trend: TrendSection?
  var week: WeekSection?
  var empty: EmptyState?

  var tools: HTML { empty == nil ? figureTools.html : .nothing }
}

/// One line for each person, the most net closures first, and a total that they add up to.
struct Board: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    /// Nothing below the smallest sample, and for whoever is no person.
    var rank: Int?
    var name: String
    /// Why there is no rank, or whose line it is.
    var note: String = ""
    var href: String?
    /// Names of people stand out; the lines of nobody and of all others do not.
    var isPerson = true
    var isOwn = false
    var net: Figure?
    /// Part of the most, 0 to 1.
    var fraction = 0.0
    var closed: Figure?
    var replies: Figure?
    var waiting: Figure?
    var response: Figure?
    var responseNote = ""
    var isFewResponses = false
    var satisfaction: Figure?
    var satisfactionNote = ""
    var isFewRatings = false
    var range: RangeBar?
  }
  var aside: Sentence
  /// Net closures, closed, replies, waiting, first response, satisfied.
  var heads: [Explained]
  var rows: [Row]
  var total: Row
  var check: AddsUp
  /// What the net figure leaves out, and what else must be known to read the board.
  var exclusions: Exclusions?
  var remarks: [Sentence]
}

extension TeamPage {
  var content: HTML {
    group {
      views.html
      filters.html
      if let empty { div(.class("alone")) { empty.html } }
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      if !lede.isEmpty { p(.class("lede")) { lede.html } }
      if !tiles.isEmpty { section(.spoken("The team")) { div(.class("tiles")) { for tile in tiles { tile.html } } } }
      credit.choice
      div(.class("grid")) {
        if let board { board.html }
        if let trend { div(.class("c7 off-wall")) { trend.plainHTML } }
        if let week { div(.class("c5 off-wall")) { week.html } }
      }
    }
  }
}

extension Board {
  var html: HTML {
    sheet("board", "By person", aside: aside.html, columns: 12) {
      scrolling("Board") {
        table(.class("t cards board"), .role(.table)) {
          caption(.class("vh")) { "Closures, replies, waits and satisfaction by person" }
          thead(.role(.rowgroup)) {
            tr(.role(.row)) {
              th(.scope(.col), .class("rank")) { span(.class("vh")) { "Rank" } }
              columnHead("Person")
              for head in heads.prefix(1) { columnHead(head, isSorted: true) }
              for (position, head) in heads.dropFirst().enumerated() {
                columnHead(head, name: position == 0 ? "slim" : nil)
              }
              th(.scope(.col), .class("wide rg")) { span(.class("vh")) { "Range of satisfied" } }
            }
          }
          tbody(.role(.rowgroup)) {
            for row in rows { line(row, nil) }
            line(total, check.totalClass)
          }
        }
      }
      p(.class("check")) { check.html }
      if let exclusions { exclusions.html }
      for remark in remarks { p(.class("excl")) { remark.html } }
    }
  }

  private func line(_ row: Row, _ name: String?) -> HTML {
    tr(.role(.row), .class(name, row.isOwn ? "own" : nil)) {
      td(.role(.cell), .class("rank", row.rank == nil ? "dim" : nil)) { row.rank.map { "\($0)" } ?? "" }
      th(.role(.rowheader), .scope(.row), .class(row.isPerson ? nil : "dim")) {
        who(row)
        if !row.note.isEmpty { small { row.note } }
      }
      td(.role(.cell), .class("num", row.rank == nil && name == nil ? "dim" : nil), .data("l", "net closures")) {
        if let net = row.net { b { net.html } }
        if name == nil, row.net != nil, row.isPerson {
          InlineBar(fraction: row.fraction, colour: row.rank == nil ? .grey : .series).html
        }
      }
      figure(row.closed, "closed", "slim dim")
      figure(row.replies, "replies")
      figure(row.waiting, "waiting now")
      figure(row.response, "first response", row.isFewResponses ? "dim" : nil, row.responseNote)
      figure(row.satisfaction, "satisfied", row.isFewRatings ? "dim" : nil, row.satisfactionNote)
      td(.role(.cell), .class("wide rg")) { if let range = row.range { range.html } }
    }
  }

  private func who(_ row: Row) -> HTML {
    guard row.isPerson else { return .text(row.name) }
    guard let href = row.href else { return span(.class("who")) { bdi { row.name } } }
    return a(.class("who title"), .href(href)) { bdi { row.name } }
  }

  /// - Parameter label: what it is, where there is no room for a head.
  private func figure(_ figure: Figure?, _ label: String, _ name: String? = nil, _ note: String = "") -> HTML {
    td(.role(.cell), .class("num", name), .data("l", label)) {
      if let figure { figure.html }
      if !note.isEmpty { small { note } }
    }
  }
}
