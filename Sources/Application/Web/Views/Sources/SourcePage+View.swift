import Markup

extension SourcePage {
  var content: HTML {
    group {
      live.html
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      section(.spoken("How it stands")) { div(.class("tiles lead")) { for tile in tiles { tile.html } } }
      if let firstRun { div(.class("grid")) { firstRun.html } }
      if let trial { div(.class("grid")) { trial.html } }
      div(.class("grid")) {
        coverage.html
        div(.class(order == nil ? "c12" : "c8")) {
          sheet("runs", "Last runs", aside: .text("the last ten")) { runs.html }
        }
        if let order { div(.class("c4")) { order.html } }
        if !supplies.isEmpty {
          div(.class(hasSide ? "c8" : "c12")) { list("supplies", "What it can tell", supplies, isWide: true) }
        }
        if hasSide {
          div(.class("c4 stack")) {
            if let connection { html(of: connection) }
            if !directory.isEmpty { list("directory", "Names it has told", directory) }
            if let hook { sheet("hook", "Webhooks") { p(.class("s")) { hook.html } } }
          }
        }
      }
    }
  }

  private var hasSide: Bool { !directory.isEmpty || hook != nil || connection != nil }

  private func html(of connection: Connection) -> HTML {
    group {
      list("connection", "How it is connected", connection.facts)
      if let href = connection.href { div(.class("chips")) { a(.class("btn"), .href(href)) { "Change or remove it" } } }
    }
  }

  private func list(_ id: String, _ heading: String, _ facts: [Fact], isWide: Bool = false) -> HTML {
    sheet(id, heading) {
      ul(.class("facts-list", isWide ? "two" : nil)) {
        for fact in facts {
          li {
            span { fact.name }
            fact.value.html
            if !fact.why.isEmpty { small { fact.why } }
          }
        }
      }
    }
  }
}

extension SyncOrders {
  var html: HTML {
    sheet("orders", "Sync by hand") {
      if let refusal { p(.class("s q")) { refusal } }
      div(.class("chips")) {
        now.html
        full.html
        if let force { force.html }
      }
      days
      div(.class("chips")) {
        test.html
        span(.class("s q")) { "tries the credentials and every permission; nothing is stored" }
      }
    }
  }

  /// A range is read again whatever is known of it.
  private var days: HTML {
    form(.class("dates again"), .method(.post), .action(daysAction), .spoken("Read days again")) {
      input(.type(.hidden), .name("mode"), .value("date"))
      field("date", "Read again from", firstDay)
      field("last", "to", lastDay)
      button(.class("btn"), mayReadDays ? nil : .disabled) { "Read these days again" }
    }
  }

  private func field(_ name: String, _ title: String, _ day: String) -> HTML {
    div(.class("field")) {
      label(.for("again-\(name)")) { title }
      input(.id("again-\(name)"), .type(.date), .name(name), .value(day), .max(today), .required)
    }
  }
}

extension ConnectionTrial {
  var html: HTML { html(further: .nothing) }

  /// - Parameter further: what may be done now.
  func html(further: HTML) -> HTML {
    sheet("trial", "The connection", aside: summary.html, columns: 12) {
      table(.class("t trial")) {
        caption(.class("vh")) { "What a sync needs, tried just now" }
        thead {
          tr {
            columnHead("Check")
            columnHead("Permission")
            columnHead("Result")
          }
        }
        tbody {
          for check in checks {
            tr {
              th(.scope(.row)) { check.name }
              td { check.scope.map { scope in code { scope } } ?? span(.class("dim")) { "none of its own" } }
              td {
                check.status.html
                if !check.why.isEmpty { small { check.why } }
              }
            }
          }
        }
      }
      if !requests.isEmpty {
        div(.class("note is-warn ask")) {
          p(.class("what")) { "To ask of the vendor's administrator" }
          for request in requests { p(.class("words")) { request } }
        }
      }
      if let estimate { p(.class("s estimate")) { estimate.html } }
      if !further.isNothing { div(.class("chips")) { further } }
    }
  }
}
