import Markup

/// Where people sign in.
struct SignInPage: Page, Equatable {
  var frame: PageFrame
  /// Where they go then.
  var to: String
  var name = ""
  var problem: String?

  var content: HTML {
    form(.class("door"), .method(.post), .action(Route.signIn.path)) {
      if let problem {
        Notice(tone: .bad, title: "Not signed in", body: Sentence(.text(problem.asSentence)), isUrgent: true).html
      }
      input(.type(.hidden), .name("to"), .value(to))
      Field(name: "name", title: "Name", value: name, filling: .username).html
      Field(name: "password", title: "Password", type: .password, filling: .currentPassword).html
      button(.class("btn main")) { "Sign in" }
      p(.class("s q")) { "No password yet, or forgotten: an admin of your workspace makes an invitation." }
    }
  }
}

/// Where a code that was given out once becomes a password.
struct SetupPage: Page, Equatable {
  var frame: PageFrame
  /// Whether there is no account yet, so that this makes the first admin.
  var isFirst: Bool
  var code = ""
  var name = ""
  var problem: String?

  var content: HTML {
    form(.class("door"), .method(.post), .action(Route.setup.path)) {
      if let problem {
        Notice(tone: .bad, title: "Nothing was changed", body: Sentence(.text(problem.asSentence)), isUrgent: true).html
      }
      p(.class("s q")) {
        isFirst
          ? "Nobody has an account yet. The first one is an admin, and needs the code that the server printed when it started."
          : "Whoever has an invitation chooses a password here, and is signed in."
      }
      Field(
        name: "code", title: isFirst ? "Set-up code" : "Invitation", value: code,
        help: isFirst ? "On the terminal or in the log of “replyledger serve”. A new start prints a new one." : nil,
        filling: .oneTimeCode
      ).html
      if isFirst { Field(name: "name", title: "Your name", value: name, filling: .username).html }
      Field(
        name: "password", title: "Password", type: .password, help: "At least 10 characters.", filling: .newPassword,
        shortest: 10
      ).html
      Field(name: "again", title: "The same once more", type: .password, filling: .newPassword, shortest: 10).html
      button(.class("btn main")) { isFirst ? "Make the first admin" : "Set the password" }
    }
  }
}
