import Markup

extension ConversationsPage {
  var content: HTML {
    group {
      lists.html
      if let receipt { receipt.html }
      if !chips.isEmpty { chosen }
      if let filters { filters.html }
      if let empty, rows.isEmpty {
        div(.class("alone")) { empty.html }
      } else {
        div(.class("grid")) { list }
      }
    }
  }

  private var chosen: HTML {
    div(.class("chips"), .role(.group), .spoken("Active filters")) {
      span { "Only" }
      for chip in chips { chip.html }
      if let clearHref { a(.href(clearHref)) { "Clear all" } }
    }
  }

  private var list: HTML {
    sheet("list", valueHead == nil ? "List" : "Receipt", aside: count.html, columns: 12) {
      if let exclusions { exclusions.html }
      scrolling("Table of conversations") {
        table(.class("t cards list", valueHead == nil ? nil : "valued"), .role(.table)) {
          caption(.class("vh")) { "Conversations" }
          thead(.role(.rowgroup)) { heads }
          tbody(.role(.rowgroup)) { for row in rows { line(row) } }
        }
      }
      if let paging { paging.html }
    }
  }

  private var heads: HTML {
    tr(.role(.row)) {
      heading("Conversation")
      heading(whenHead)
      heading("State")
      if namesHolders { heading("Held by") }
      heading("Replies", isFigure: true)
      if let valueHead { heading(valueHead, isFigure: true) }
    }
  }

  private func heading(_ text: String, isFigure: Bool = false) -> HTML {
    th(.role(.columnheader), .scope(.col), .class(isFigure ? "num" : nil)) { text }
  }

  private func line(_ row: Row) -> HTML {
    tr(.role(.row)) {
      th(.role(.rowheader), .scope(.row)) {
        a(.class("title"), .href(row.href), .directionOfText) { row.title }
        small(.directionOfText) { row.who }
      }
      td(.role(.cell), .class("nb")) { row.when }
      td(.role(.cell), .class("state")) { row.status.html }
      if namesHolders {
        td(.role(.cell), .class("nb"), .data("l", "held by")) {
          row.holder.map { .text($0) } ?? Status(.warn, "Nobody").html
        }
      }
      td(.role(.cell), .class("num"), .data("l", "replies")) { row.replies }
      if valueHead != nil { value(of: row) }
    }
  }

  private func value(of row: Row) -> HTML {
    td(.role(.cell), .class("num value")) {
      row.value ?? "none"
      if let fraction = row.fraction { InlineBar(fraction: fraction).html }
      if !row.valueNote.isEmpty { small { row.valueNote } }
    }
  }
}

extension ReceiptHead {
  var html: HTML {
    section(.class("receipt"), .spoken(number)) {
      FigureTile(definition: definition, value: value).html
      div(.class("receipt-words")) {
        p { meaning.html }
        if let check { p(.class("check")) { check.html } }
      }
    }
  }
}
