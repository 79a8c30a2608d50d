import Markup

/// Numbers that are watched: how each stands, and what was told of it.
struct AlertsPage: Page, Equatable {
  struct Row: Sendable, Equatable {
    var id: Int64
    var name: String
    /// “Waiting on us above 20, for 30 min”.
    var rule: String
    var status: Status
    var value: Figure?
    var isFiring = false
    var isSnoozed = false
  }
  struct Message: Sendable, Equatable {
    var what: String
    var at: String
    var status: Status
    var note: String
  }
  var frame: PageFrame
  var problem: String?
  var alerts: [Row]
  var mayChange: Bool
  /// Whether the settings name an address for messages.
  var sends: Bool
  var messages: [Message]
  var metrics: [FilterForm.Choice.Option]
  var chosenMetric: String
  var periods: [FilterForm.Choice.Option]
  /// Of the page that the alert was asked for on.
  var filters: [PeriodPicker.Kept] = []
  var name = ""

  var content: HTML {
    group {
      if let problem {
        div(.class("notices")) {
          Notice(tone: .bad, title: "Nothing was changed", body: Sentence(.text(problem)), isUrgent: true).html
        }
      }
      div(.class("grid")) {
        sheet(
          "alerts", "Alerts", aside: .text("checked whenever new data comes in"), columns: mayChange ? 8 : 12
        ) { table }
        if mayChange { sheet("add", "Watch a number", columns: 4) { addForm } }
        sheet("messages", "Messages", aside: .text("the last ten"), columns: mayChange ? 8 : 12) { told }
      }
    }
  }

  private var table: HTML {
    guard !alerts.isEmpty else {
      return p(.class("s q calm")) { "Nothing is watched yet. An alert names a number, a threshold, and for how long." }
    }
    return scrolling("Table of alerts") {
      Markup.table(.class("t")) {
        caption(.class("vh")) { "Alerts with their state" }
        thead {
          tr {
            columnHead("Alert")
            columnHead("Now", isFigure: true)
            columnHead("State")
            th(.scope(.col)) { span(.class("vh")) { "Change" } }
          }
        }
        tbody { for alert in alerts { line(alert) } }
      }
    }
  }

  private func line(_ alert: Row) -> HTML {
    tr {
      th(.scope(.row)) {
        b { bdi { alert.name } }
        small { alert.rule }
      }
      td(.class("num")) { alert.value?.html ?? span(.class("dim")) { "none" } }
      td { alert.status.html }
      td(.class("num")) {
        if mayChange {
          alert.button("snooze", alert.isSnoozed ? "Wake" : "Snooze a day", hours: alert.isSnoozed ? 0 : 24)
          " "
          alert.button("remove", "Remove")
        }
      }
    }
  }

  private var told: HTML {
    group {
      if !sends {
        p(.class("s q")) {
          "Nobody is told by a message. Name an address and a secret under "
          code { "destinations: {alerts: {url: …, secret: …}}" }
          " in the settings, and each alert is sent there, signed."
        }
      }
      if !messages.isEmpty {
        Markup.table(.class("t")) {
          caption(.class("vh")) { "Messages, the newest first" }
          thead {
            tr {
              columnHead("What")
              columnHead("When")
              columnHead("State")
            }
          }
          tbody {
            for message in messages {
              tr {
                th(.scope(.row)) { bdi { message.what } }
                td(.class("nb")) { message.at }
                td {
                  message.status.html
                  if !message.note.isEmpty { small { message.note } }
                }
              }
            }
          }
        }
      }
    }
  }

  private var addForm: HTML {
    form(.class("ask"), .method(.post), .action(Route.alerts.path)) {
      input(.type(.hidden), .name("do"), .value("add"))
      for filter in filters { input(.type(.hidden), .name(filter.name), .value(filter.value)) }
      Field(name: "name", title: "Name", value: name, help: "Such as “Too many wait”.", form: "alert").html
      ChoiceField(name: "metric", title: "Number", options: metrics, chosen: chosenMetric, form: "alert").html
      ChoiceField(name: "period", title: "Days", options: periods, chosen: "today", form: "alert").html
      ChoiceField(
        name: "side", title: "Side",
        options: [
          FilterForm.Choice.Option(value: "above", title: "above"),
          FilterForm.Choice.Option(value: "below", title: "below"),
        ], chosen: "above", form: "alert"
      ).html
      Field(name: "threshold", title: "Threshold", help: "In the unit beside the number.", form: "alert")
        .html
      Field(name: "minutes", title: "For how many minutes", type: .number, value: "0", form: "alert").html
      if !filters.isEmpty {
        p(.class("help")) { "Only " + filters.map { "\($0.name) \($0.value)" }.joined(separator: ", ") }
      }
      button(.class("btn main")) { "Watch" }
    }
  }
}

extension AlertsPage.Row {
  func button(_ deed: String, _ text: String, hours: Int? = nil, back: String? = nil) -> HTML {
    form(.class("inline"), .method(.post), .action(Route.alerts.path)) {
      input(.type(.hidden), .name("do"), .value(deed))
      input(.type(.hidden), .name("id"), .value("\(id)"))
      if let hours { input(.type(.hidden), .name("hours"), .value("\(hours)")) }
      if let back { input(.type(.hidden), .name("back"), .value(back)) }
      Markup.button(.class("link")) {
        text
        span(.class("vh")) { " " + name }
      }
    }
  }
}

/// What is beyond its threshold, for the top of Today.
struct FiringAlerts: Sendable, Equatable {
  var rows: [AlertsPage.Row]
  var maySnooze: Bool

  var html: HTML {
    group {
      for row in rows {
        div(.class("note is-bad")) {
          p(.class("what")) {
            span(.class("st bad"))
            bdi { row.name }
          }
          p {
            row.rule
            "; now "
            row.value?.html ?? .text("nothing")
            "."
          }
          if maySnooze { row.button("snooze", "Snooze a day", hours: 24, back: "/") }
        }
      }
    }
  }
}
