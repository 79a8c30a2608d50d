import Markup

/// The conversations that wait longest on us.
struct WaitingList: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    var title: String
    var href: String
    /// Who waits, and where: “Studio Kranich · Messenger”.
    var who: String
    /// Nobody is a status: someone has to take it.
    var holder: String?
    var waited: String
    /// Part of the longest wait, 0 to 1.
    var fraction: Double
    var isOverdue = false
    /// How much of the promised time is left.
    var target: Status?
  }
  /// “ten longest of 23, by the clock on the wall”.
  var aside: Sentence
  /// Who holds the open conversations.
  var shares: StackedBar?
  var rows: [Row]
  /// False when no source tells who holds a conversation: then the column would say nothing.
  var namesHolders = true
  /// False where nothing is promised.
  var hasTargets = false
  var exclusions: Exclusions?
  var all: Sentence?
  /// Printed instead of the table when nobody waits.
  var nobody = "Nobody waits on us."
}

extension WaitingList {
  var html: HTML {
    sheet("waiting", "Waiting on us", aside: aside.html) {
      if let shares { shares.html }
      if rows.isEmpty {
        p(.class("calm")) { Status(.good, nobody).html }
      } else {
        scrolling("Longest waits") { list }
      }
      if let exclusions { exclusions.html }
      if let all { p(.class("excl")) { all.html } }
    }
  }

  private var list: HTML {
    table(.class("t cards waits"), .role(.table)) {
      caption(.class("vh")) { "Conversations that wait longest on us" }
      thead(.role(.rowgroup)) {
        tr(.role(.row)) {
          columnHead("Conversation")
          if namesHolders { columnHead("Held by", name: "wide") }
          th(.scope(.col), .class("num"), .sortedDown) { "Waiting" }
          if hasTargets { columnHead("Reply target", isFigure: true) }
        }
      }
      tbody(.role(.rowgroup)) { for row in rows { line(row) } }
    }
  }

  private func line(_ row: Row) -> HTML {
    tr(.role(.row)) {
      th(.role(.rowheader), .scope(.row)) {
        a(.class("title"), .href(row.href), .directionOfText) { row.title }
        small(.directionOfText) { row.who }
      }
      if namesHolders {
        td(.role(.cell), .class("wide nb")) { row.holder.map { .text($0) } ?? Status(.warn, "Nobody").html }
      }
      td(.role(.cell), .class("num"), .data("l", "waiting")) {
        row.waited
        InlineBar(fraction: row.fraction, colour: row.isOverdue ? .bad : .series).html
      }
      if hasTargets { td(.role(.cell), .class("num")) { row.target?.html ?? .nothing } }
    }
  }
}
