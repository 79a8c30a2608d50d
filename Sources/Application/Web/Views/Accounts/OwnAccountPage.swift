import Markup

/// One's own account: what one may, one's password, and where one is signed in.
struct OwnAccountPage: Page, Equatable {
  struct Session: Sendable, Equatable {
    var id: String
    /// “Firefox on Linux”, as the browser says it.
    var agent: String
    var address: String
    /// “today, 09:12”.
    var seen: String
    var begun: String
    var isThis: Bool
  }
  struct Fact: Sendable, Equatable {
    var term: String
    var meaning: String
  }
  var frame: PageFrame
  var tabs: SettingsTabs
  var notices: [Notice] = []
  var facts: [Fact]
  var problem: String?
  /// Nothing where nobody signs in.
  var sessions: [Session]?

  var content: HTML {
    group {
      tabs.html
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      div(.class("grid")) {
        sheet("who", "You", columns: sessions == nil ? 12 : 5) {
          dl(.class("facts")) {
            for fact in facts {
              group {
                dt { fact.term }
                dd { bdi { fact.meaning } }
              }
            }
          }
        }
        if let sessions {
          sheet("password", "Password", columns: 7) { passwordForm }
          sheet("sessions", "Where you are signed in", aside: .text("\(sessions.count)"), columns: 12) {
            table(of: sessions)
          }
        }
      }
    }
  }

  private var passwordForm: HTML {
    form(.class("ask"), .method(.post), .action(Route.ownPassword.path)) {
      Field(
        name: "old", title: "Password now", type: .password, problem: problem, filling: .currentPassword
      ).html
      Field(
        name: "password", title: "New password", type: .password,
        help: "At least 10 characters. Every other session of yours ends.", filling: .newPassword, shortest: 10
      ).html
      Field(name: "again", title: "The same once more", type: .password, filling: .newPassword, shortest: 10).html
      button(.class("btn main")) { "Change the password" }
    }
  }

  private func table(of sessions: [Session]) -> HTML {
    group {
      scrolling("Table of sessions") {
        Markup.table(.class("t cards records"), .role(.table)) {
          caption(.class("vh")) { "Sessions of your account" }
          thead(.role(.rowgroup)) {
            tr(.role(.row)) {
              columnHead("Browser")
              columnHead("From")
              columnHead("Last used")
              columnHead("Signed in")
              columnHead("End")
            }
          }
          tbody(.role(.rowgroup)) { for session in sessions { row(session) } }
        }
      }
      if sessions.count > 1 {
        form(.class("chips"), .method(.post), .action(Route.ownSessions.path)) {
          input(.type(.hidden), .name("session"), .value("others"))
          button(.class("btn")) { "End all others" }
        }
      }
    }
  }

  private func row(_ session: Session) -> HTML {
    tr(.role(.row)) {
      th(.role(.rowheader), .scope(.row)) { bdi { session.agent } }
      td(.role(.cell), .class("lone"), .data("l", "From")) { session.address }
      td(.role(.cell), .class("lone nb"), .data("l", "Last used")) { session.seen }
      td(.role(.cell), .class("lone nb"), .data("l", "Signed in")) { session.begun }
      td(.role(.cell), .class("lone")) {
        if session.isThis {
          Status(.good, "this one").html
        } else {
          form(.class("inline"), .method(.post), .action(Route.ownSessions.path)) {
            input(.type(.hidden), .name("session"), .value(session.id))
            button(.class("link")) {
              "End it"
              span(.class("vh")) { ": \(session.agent), \(session.address)" }
            }
          }
        }
      }
    }
  }
}
