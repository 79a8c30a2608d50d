import Markup

/// What became of one sync or one file, record by record: stored, left out, rejected. The parts add up.
struct RunPage: Page, Equatable {
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
  struct Fact: Sendable, Equatable {
    var term: String
    var meaning: Sentence
  }
  var frame: PageFrame
  var live: LiveSyncs
  var notices: [Notice]
  /// “shop-chat-november.json, 4.2 MB, 1.8 s”.
  var what: String
  /// Nothing while it runs: the live figures say more.
  var account: Account?
  /// Of syncs: mode, calls, limit.
  var facts: [Fact] = []
  /// Nothing where only the totals of an import are known any more.
  var filtered: [Filtered]?
  var rejected: [Rejected]
  /// “the first 100 of 1,204” and where the others are.
  var rejectedNote: Sentence = ""
  var next: [EmptyState.Way]
}

extension RunPage {
  var content: HTML {
    group {
      live.html
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      div(.class("grid")) {
        div(.class("c5 stack")) {
          if let account { sheet("account", "Adds up to", aside: .text(what)) { account.html } }
          if !next.isEmpty { ways }
        }
        div(.class("c7 stack")) {
          if !facts.isEmpty { factList }
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

  private var factList: HTML {
    sheet("facts", "How it went") {
      dl(.class("facts")) {
        for fact in facts {
          dt { fact.term }
          dd { fact.meaning.html }
        }
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
