import Markup

/// What people keep: names for addresses of pages, and notes on charts.
struct ViewsPage: Page, Equatable {
  struct View: Sendable, Equatable {
    var id: Int64
    var name: String
    var href: String
    /// “yours”, “shared by Maya”.
    var who: String
    var since: String
    var mayRemove: Bool
  }
  struct Note: Sendable, Equatable {
    var id: Int64
    var day: String
    var text: String
    var who: String
    var mayRemove: Bool
  }
  var frame: PageFrame
  var problem: String?
  /// The address that is to have a name; nothing where the page was opened for itself.
  var address: String?
  var mayShare: Bool
  var name = ""
  var views: [View]
  var notes: [Note]
  var mayNote: Bool
  /// False for whoever sees a part only: notes may be about others.
  var showsNotes = true
  var day: String
  var text = ""

  var content: HTML {
    group {
      if let problem {
        div(.class("notices")) {
          Notice(tone: .bad, title: "Nothing was changed", body: Sentence(.text(problem)), isUrgent: true).html
        }
      }
      div(.class("grid")) {
        sheet("views", "Saved views", aside: .text("a name for what a page shows"), columns: 8) { viewTable }
        sheet("keep", "Save a view", columns: 4) { keepForm }
        if showsNotes {
          sheet("notes", "Notes on charts", aside: .text("what happened, beside what it did"), columns: 8) { noteTable }
          if mayNote { sheet("note", "Add a note", columns: 4) { noteForm } }
        }
      }
    }
  }

  private var viewTable: HTML {
    guard !views.isEmpty else {
      return p(.class("s q calm")) { "None yet. On any page, Share, Save this view keeps what it shows." }
    }
    return scrolling("Table of views") {
      table(.class("t")) {
        caption(.class("vh")) { "Saved views" }
        thead {
          tr {
            columnHead("View")
            columnHead("Whose")
            columnHead("Since", name: "wide")
            th(.scope(.col)) { span(.class("vh")) { "Remove" } }
          }
        }
        tbody {
          for view in views {
            tr {
              th(.scope(.row)) { a(.class("title"), .href(view.href)) { bdi { view.name } } }
              td(.class("dim")) { bdi { view.who } }
              td(.class("dim wide nb")) { view.since }
              td(.class("num")) { if view.mayRemove { remove("remove", view.id, view.name) } }
            }
          }
        }
      }
    }
  }

  private var noteTable: HTML {
    guard !notes.isEmpty else {
      return p(.class("s q calm")) { "None yet. A note stands on every chart that shows its day." }
    }
    return scrolling("Table of notes") {
      table(.class("t")) {
        caption(.class("vh")) { "Notes on charts, the newest day first" }
        thead {
          tr {
            columnHead("Day")
            columnHead("Note")
            columnHead("By")
            th(.scope(.col)) { span(.class("vh")) { "Remove" } }
          }
        }
        tbody {
          for note in notes {
            tr {
              th(.scope(.row), .class("nb")) { note.day }
              td { bdi { note.text } }
              td(.class("dim")) { bdi { note.who } }
              td(.class("num")) { if note.mayRemove { remove("unnote", note.id, note.text) } }
            }
          }
        }
      }
    }
  }

  private func remove(_ deed: String, _ id: Int64, _ what: String) -> HTML {
    form(.class("inline"), .method(.post), .action(Route.views.path)) {
      input(.type(.hidden), .name("do"), .value(deed))
      input(.type(.hidden), .name("id"), .value("\(id)"))
      button(.class("link")) {
        "Remove"
        span(.class("vh")) { " " + what }
      }
    }
  }

  private var keepForm: HTML {
    form(.class("ask"), .method(.post), .action(Route.views.path)) {
      input(.type(.hidden), .name("do"), .value("keep"))
      Field(name: "name", title: "Name", value: name, help: "Such as “Sales inbox, this month”.", form: "keep").html
      Field(
        name: "address", title: "Address", value: address ?? "",
        help: address == nil ? "Of a page here, from its first slash on." : "The page that you came from.", form: "keep"
      ).html
      if mayShare {
        label(.class("tick")) {
          input(.type(.checkbox), .name("shared"), .value("1"))
          "Everybody sees it"
        }
      }
      button(.class("btn main")) { "Save" }
    }
  }

  private var noteForm: HTML {
    form(.class("ask"), .method(.post), .action(Route.views.path)) {
      input(.type(.hidden), .name("do"), .value("note"))
      Field(name: "day", title: "Day", type: .date, value: day, form: "note").html
      Field(
        name: "text", title: "What happened", value: text, help: "Such as “release 4.1” or “new rota”.", form: "note"
      )
      .html
      button(.class("btn")) { "Add" }
    }
  }
}
