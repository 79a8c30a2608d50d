import Markup

/// Who may come in: people and programs.
struct AccountsPage: Page, Equatable {
  struct Account: Sendable, Equatable {
    var name: String
    var href: String
    var role: String
    /// “everything”, “client Northwind”.
    var sees: String
    var state: Status
    /// “today, 09:12”.
    var signedIn: String
  }
  struct Token: Sendable, Equatable {
    var name: String
    var role: String
    /// “everything its role may”, “numbers, conversations”.
    var scopes: String
    var owner: String
    var state: Status
    var used: String
    /// “never”, “31 Dec 2026”.
    var expires: String
    /// Nothing for one that is none any more.
    var revokeAction: String?
  }
  /// A secret that is shown this once.
  struct Handout: Sendable, Equatable {
    var title: String
    var secret: String
    var note: Sentence
  }

  var frame: PageFrame
  var tabs: SettingsTabs
  var handout: Handout?
  var problem: String?
  var accounts: [Account]
  var tokens: [Token]
  var roles: [FilterForm.Choice.Option]
  var scopes: [FilterForm.Choice.Option]

  var content: HTML {
    group {
      tabs.html
      if handout != nil || problem != nil {
        div(.class("notices")) {
          if let problem {
            Notice(tone: .bad, title: "Nothing was changed", body: Sentence(.text(problem.asSentence)), isUrgent: true)
              .html
          }
          if let handout { handout.html }
        }
      }
      div(.class("grid")) {
        sheet("accounts", "Accounts", aside: .text("\(accounts.count)"), columns: 8) { accountTable }
        sheet("add", "Add somebody", columns: 4) { addForm }
        sheet("tokens", "Tokens of programs", aside: .text("\(tokens.count)"), columns: 8) { tokenTable }
        sheet("create", "Create a token", columns: 4) { tokenForm }
      }
    }
  }

  private var accountTable: HTML {
    if accounts.isEmpty { return p(.class("s q calm")) { "Nobody yet." } }
    return scrolling("Table of accounts") {
      table(.class("t cards records"), .role(.table)) {
        caption(.class("vh")) { "Accounts with role, visibility and state" }
        thead(.role(.rowgroup)) {
          tr(.role(.row)) {
            columnHead("Name")
            columnHead("Role")
            columnHead("Sees")
            columnHead("State")
            columnHead("Last sign-in")
          }
        }
        tbody(.role(.rowgroup)) {
          for account in accounts {
            tr(.role(.row)) {
              th(.role(.rowheader), .scope(.row)) { a(.class("title"), .href(account.href)) { bdi { account.name } } }
              td(.role(.cell), .class("lone"), .data("l", "Role")) { account.role }
              td(.role(.cell), .class("lone"), .data("l", "Sees")) { bdi { account.sees } }
              td(.role(.cell), .class("lone")) { account.state.html }
              td(.role(.cell), .class("lone nb"), .data("l", "Last sign-in")) { account.signedIn }
            }
          }
        }
      }
    }
  }

  private var addForm: HTML {
    form(.class("ask"), .method(.post), .action(Route.accounts.path)) {
      Field(name: "name", title: "Name", help: "For signing in: a name or an e-mail address.", form: "add").html
      ChoiceField(name: "role", title: "Role", options: roles, chosen: "viewer", form: "add").html
      VisibilityFields(form: "add").html
      button(.class("btn main")) { "Add and make an invitation" }
    }
  }

  private var tokenTable: HTML {
    if tokens.isEmpty {
      return p(.class("s q calm")) { "None yet. Programs send one as “Authorization: Bearer TOKEN”." }
    }
    return scrolling("Table of tokens") {
      table(.class("t cards records"), .role(.table)) {
        caption(.class("vh")) { "Tokens with role, scopes and state" }
        thead(.role(.rowgroup)) {
          tr(.role(.row)) {
            columnHead("Name")
            columnHead("Role and scopes")
            columnHead("Of")
            columnHead("State")
            columnHead("Last used")
            columnHead("Revoke")
          }
        }
        tbody(.role(.rowgroup)) { for token in tokens { row(token) } }
      }
    }
  }

  private func row(_ token: Token) -> HTML {
    tr(.role(.row)) {
      th(.role(.rowheader), .scope(.row)) { bdi { token.name } }
      td(.role(.cell), .class("lone")) {
        token.role
        small { token.scopes }
      }
      td(.role(.cell), .class("lone"), .data("l", "Of")) { bdi { token.owner } }
      td(.role(.cell), .class("lone")) {
        token.state.html
        small { "expires: \(token.expires)" }
      }
      td(.role(.cell), .class("lone nb"), .data("l", "Last used")) { token.used }
      td(.role(.cell), .class("lone")) {
        if let action = token.revokeAction {
          form(.class("inline"), .method(.post), .action(action)) {
            button(.class("link")) {
              "Revoke"
              span(.class("vh")) { " \(token.name)" }
            }
          }
        }
      }
    }
  }

  private var tokenForm: HTML {
    form(.class("ask"), .method(.post), .action(Route.tokens.path)) {
      Field(name: "name", title: "Name", help: "What it is for, such as nightly export.", form: "token").html
      ChoiceField(name: "role", title: "Role", options: roles, chosen: "viewer", form: "token").html
      fieldset(.class("ticks")) {
        legend { "Only for (none: whatever the role may)" }
        for scope in scopes {
          label(.class("tick")) {
            input(.type(.checkbox), .name("scope"), .value(scope.value))
            scope.title
          }
        }
      }
      Field(
        name: "expires", title: "Last day", type: .date, help: "Without one it lasts until it is revoked.",
        isRequired: false, form: "token"
      ).html
      button(.class("btn main")) { "Create the token" }
    }
  }
}

extension AccountsPage.Handout {
  var html: HTML {
    div(.class("note is-good"), .role(.status)) {
      p(.class("what")) { title }
      pre(.class("secret"), .tabbable, .role(.region), .spoken(title)) { code { secret } }
      p { note.html }
    }
  }
}

/// Inboxes, clients and teams that somebody is narrowed to, as lists with commas.
struct VisibilityFields: Sendable, Equatable {
  var form: String
  var inboxes = ""
  var clients = ""
  var teams = ""

  var html: HTML {
    details(.class("kind"), inboxes + clients + teams == "" ? nil : .open) {
      summary { b { "See a part only" } }
      div {
        Field(name: "inboxes", title: "Inboxes", value: inboxes, isRequired: false, form: form).html
        Field(name: "clients", title: "Clients", value: clients, isRequired: false, form: form).html
        Field(
          name: "teams", title: "Teams", value: teams,
          help: "Names with commas between them. An empty field does not narrow.", isRequired: false, form: form
        ).html
      }
    }
  }
}
