import Markup

/// What became of one file, record by record: stored, left out, rejected. The parts add up to the file.
struct ImportResultPage: Page, Equatable {
  struct Rejected: Sendable, Equatable {
    /// “conversation c_88213, message 4”.
    var place: String
    /// What is wrong and what would be right.
    var why: String
  }
  struct Filtered: Sendable, Equatable {
    /// “automatic reply *977#, rule A1”.
    var rule: String
    var count: Figure
    var effect: String
  }
  var frame: PageFrame
  var notice: Notice
  /// “shop-chat-november.json, 4.2 MB, 1.8 s”.
  var file: String
  var account: Account
  /// Nothing where only the totals of the import are known any more.
  var filtered: [Filtered]?
  var rejected: [Rejected]
  /// “the first 100 of 1,204” and where the others are.
  var rejectedNote: Sentence = ""
  var next: [EmptyState.Way]
}

extension ImportResultPage {
  var content: HTML {
    group {
      div(.class("notices")) { notice.html }
      div(.class("grid")) {
        div(.class("c5 stack")) {
          sheet("account", "Adds up to", aside: .text(file)) { account.html }
          if !next.isEmpty { ways }
        }
        div(.class("c7 stack")) {
          if !rejected.isEmpty { rejectedTable }
          if let filtered { notCounted(filtered) }
        }
      }
    }
  }

  private var ways: HTML {
    p(.class("chips")) {
      for (position, way) in next.enumerated() {
        a(.class("btn", position == 0 ? "main" : nil), .href(way.href)) { way.text }
      }
    }
  }

  private var rejectedTable: HTML {
    sheet("rejected", "Rejected", aside: rejectedNote.html) {
      scrolling("Rejected records") {
        table(.class("t")) {
          caption(.class("vh")) { "Rejected records, where and why" }
          thead {
            tr {
              columnHead("Where")
              columnHead("Why")
            }
          }
          tbody {
            for record in rejected {
              tr(.class("top")) {
                th(.scope(.row)) { code { record.place } }
                td { record.why }
              }
            }
          }
        }
      }
    }
  }

  private func notCounted(_ filtered: [Filtered]) -> HTML {
    sheet("filtered", "Kept, but not counted") {
      if filtered.isEmpty {
        p(.class("calm")) { Status(.good, "Everything stored counts.").html }
      } else {
        table(.class("t")) {
          caption(.class("vh")) { "Records that rules keep out of figures" }
          thead {
            tr {
              columnHead("Rule")
              columnHead("Effect")
              columnHead("Records", isFigure: true)
            }
          }
          tbody {
            for line in filtered {
              tr {
                th(.scope(.row)) { line.rule }
                td(.class("dim")) { line.effect }
                td(.class("num")) { line.count.html }
              }
            }
          }
        }
      }
    }
  }
}
