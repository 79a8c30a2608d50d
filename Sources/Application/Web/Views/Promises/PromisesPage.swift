import Markup

/// What was promised and whether it was kept; what waits, for how long, and whether the backlog grows.
struct PromisesPage: Page, Equatable {
  var frame: PageFrame
  var figureTools: FigureTools
  var filters: ActiveFilters
  var lede: Sentence
  var notices: [Notice] = []
  var promises: [FigureTile]
  var exclusions: Exclusions?
  var attainment: AttainmentTable?
  var targets: TargetTable?
  var backlog: [FigureTile]
  var account: Account?
  var course: TrendSection?
  var flow: TrendSection?
  var age: SpreadSection?
  var waiting: WaitingList?
  var choices: FilterForm?
  var empty: EmptyState?

  var tools: HTML { empty == nil ? figureTools.html : .nothing }
}

/// Promises kept and broken by whatever they are broken down by.
struct AttainmentTable: Sendable, Equatable {
  struct Share: Sendable, Equatable {
    /// Nothing where none was decided.
    var figure: Figure?
    /// “46 of 52”.
    var note: String
    var isFew = false
  }
  struct Row: Sendable, Equatable {
    var label: String
    var href: String?
    /// First replies, next replies, resolutions.
    var kept: [Share]
    var broken: Figure?
    var atRisk: Figure?
    var overrun: Share
  }
  var title: String
  var head: String
  /// Replies and resolutions in time, broken, at risk, overrun.
  var heads: [Explained]
  var aside: Sentence
  var rows: [Row]
  var total: Row
  var check: AddsUp?
}

/// The promises of the settings, in the order in which they are tried.
struct TargetTable: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    /// “urgent, from Northwind”, or “everything else”.
    var who: String
    var firstReply: String
    var nextReply: String
    var resolution: String
    var clock: String
  }
  var rows: [Row]
}

extension PromisesPage {
  var content: HTML {
    group {
      filters.html
      if let empty { div(.class("alone")) { empty.html } }
      if !lede.isEmpty { p(.class("lede")) { lede.html } }
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      if !promises.isEmpty {
        section(.spoken("Promises")) {
          div(.class("tiles five")) { for tile in promises { tile.html } }
          if let exclusions { exclusions.html }
        }
      }
      if !backlog.isEmpty {
        section(.spoken("What is left to do")) { div(.class("tiles lead")) { for tile in backlog { tile.html } } }
      }
      div(.class("grid")) {
        if let waiting { div(.class("c7")) { waiting.html } }
        div(.class("c5 stack")) { if let account { flowAccount(account) } }
        if let attainment { attainment.html(choosing: choices) }
        if let course { div(.class("c6")) { course.html(id: "course") } }
        if let flow { div(.class("c6")) { flow.html(id: "flow") } }
        if let age { div(.class("c6")) { age.html } }
        if let targets { div(.class("c6")) { targets.html } }
      }
    }
  }

  private func flowAccount(_ account: Account) -> HTML {
    sheet("account", "How the backlog came about") { account.html }
  }
}

extension AttainmentTable {
  func html(choosing choices: FilterForm?) -> HTML {
    sheet("attainment", title, aside: aside.html, columns: 12) {
      if let choices { choices.html }
      scrolling("Table of \(title.lowercased())") {
        table(.class("t cards even breakdown"), .role(.table)) {
          caption(.class("vh")) { "Promises kept and broken" }
          thead(.role(.rowgroup)) {
            tr(.role(.row)) {
              columnHead(head)
              for head in heads.dropLast() { columnHead(head) }
              for head in heads.suffix(1) { columnHead(head, name: "wide") }
            }
          }
          tbody(.role(.rowgroup)) {
            for row in rows { line(row, nil) }
            line(total, check?.totalClass ?? "total")
          }
        }
      }
      if let check { p(.class("check")) { check.html } }
    }
  }

  private func line(_ row: Row, _ name: String?) -> HTML {
    tr(.role(.row), .class(name)) {
      th(.role(.rowheader), .scope(.row)) {
        if let href = row.href { a(.class("title"), .href(href)) { bdi { row.label } } } else { bdi { row.label } }
      }
      for (share, head) in zip(row.kept, heads) { cell(share, head.name, nil) }
      td(.role(.cell), .class("num"), .data("l", "Broken")) { if let broken = row.broken { broken.html } }
      td(.role(.cell), .class("num"), .data("l", "At risk now")) { if let atRisk = row.atRisk { atRisk.html } }
      cell(row.overrun, "Overrun", "wide")
    }
  }

  private func cell(_ share: Share, _ label: String, _ name: String?) -> HTML {
    td(.role(.cell), .class("num", share.isFew || share.figure == nil ? "dim" : nil, name), .data("l", label)) {
      if let figure = share.figure { figure.html }
      if !share.note.isEmpty { small { share.note } }
    }
  }
}

extension TargetTable {
  var html: HTML {
    sheet("targets", "What is promised", aside: .text("the first that fits a conversation holds")) {
      scrolling("Table of promises") {
        table(.class("t")) {
          caption(.class("vh")) { "Promises of the settings" }
          thead {
            tr {
              columnHead("For")
              columnHead("First reply", isFigure: true)
              columnHead("Next reply", isFigure: true)
              columnHead("Done", isFigure: true)
              columnHead("Clock")
            }
          }
          tbody {
            for row in rows {
              tr {
                th(.scope(.row)) { row.who }
                td(.class("num")) { row.firstReply }
                td(.class("num")) { row.nextReply }
                td(.class("num")) { row.resolution }
                td { row.clock }
              }
            }
          }
        }
      }
    }
  }
}
