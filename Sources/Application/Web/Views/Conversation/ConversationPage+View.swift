import Markup

extension ConversationPage {
  var content: HTML {
    group {
      div(.class("chips")) {
        status.html
        span { origin }
        for chip in chips { link(to: chip) }
      }
      if let leftOut { div(.class("notices")) { leftOut.html } }
      div(.class("grid")) {
        div(.class("c8 stack")) {
          if let clock { view(of: clock) }
          timeline
        }
        div(.class("c4 stack")) {
          if let account { sheet("account", "Adds up to") { account.html } }
          contributionTable
          if !waits.isEmpty { waitTable }
          if let alike { alike.html }
          if !facts.isEmpty { factList }
        }
      }
    }
  }

  private func link(to chip: FilterChip) -> HTML {
    a(.class("chip"), chip.removeHref.flatMap { .href($0) }) {
      i { chip.what }
      " "
      bdi { chip.value }
    }
  }

  private func view(of clock: Clock) -> HTML {
    sheet("clock", "The clock", aside: clock.aside.html) { clock.frame.html { clock.strip.html } }
  }

  private var timeline: HTML {
    sheet("timeline", "What happened", aside: vendorLink) {
      ol(.class("tl")) { for day in days { day.html } }
    }
  }

  private var vendorLink: HTML {
    guard let vendorHref else { return .nothing }
    return a(.href(vendorHref), .rel("noreferrer")) { "Open in \(vendor)" }
  }

  private var contributionTable: HTML {
    sheet("adds", "What it adds to") {
      table(.class("t")) {
        caption(.class("vh")) { "Value of this conversation per metric" }
        thead {
          tr {
            columnHead("Metric")
            columnHead("Value", isFigure: true)
            columnHead("Credit")
          }
        }
        tbody { for contribution in contributions { line(contribution) } }
      }
    }
  }

  private func line(_ contribution: Contribution) -> HTML {
    tr {
      th(.scope(.row)) { contribution.metric.html }
      td(.class("num")) { Figure(contribution.value, href: contribution.href).html }
      td(.class("dim")) { contribution.credit }
    }
  }

  private var hasOpening: Bool { waits.contains { $0.opening != nil } }

  private var waitTable: HTML {
    sheet("waits", "Who waited for whom") {
      table(.class("t")) {
        caption(.class("vh")) { "Waits in order" }
        thead {
          tr {
            columnHead("From, to")
            columnHead("Waiting on")
            columnHead("Length", isFigure: true)
            if hasOpening { columnHead("In hours", isFigure: true) }
          }
        }
        tbody {
          for wait in waits {
            tr {
              th(.scope(.row)) { "\(wait.from) to \(wait.to)" }
              td(.class(wait.isOnUs ? nil : "dim")) { wait.who }
              td(.class("num", wait.isOnUs ? "value" : "dim")) { wait.length }
              if hasOpening { td(.class("num")) { wait.opening ?? "no calendar" } }
            }
          }
        }
      }
    }
  }

  private var factList: HTML {
    sheet("facts", "Facts") {
      dl(.class("facts")) {
        for fact in facts {
          dt { fact.term }
          dd { fact.meaning.html }
        }
      }
    }
  }
}
