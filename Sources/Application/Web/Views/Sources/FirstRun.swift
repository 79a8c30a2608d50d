import Markup

/// The way from a source in the settings to its first figures, one step after the other.
struct FirstRun: Sendable, Equatable {
  struct Step: Sendable, Equatable {
    var title: String
    var status: Status
    var note: Sentence = Sentence()
    /// What to do now; only the next step has one.
    var button: SyncButton?
  }
  var steps: [Step]

  var html: HTML {
    sheet("first-run", "The first sync", aside: .text("four steps"), columns: 12) {
      ol(.class("steps")) {
        for step in steps {
          li {
            p {
              b { step.title }
              " "
              step.status.html
            }
            if !step.note.isEmpty { p(.class("s q")) { step.note.html } }
            if let button = step.button { div(.class("chips")) { button.html } }
          }
        }
      }
    }
  }
}
