import Accounts
import CivilTime
import HTTPServer
import Markup

extension Accounts.Account {
  var status: Status {
    switch state {
    case .active: Status(.good, "active")
    case .invited: Status(.running, "invited")
    case .disabled: Status(.neutral, "disabled")
    }
  }
}

extension AccountsPage.Account {
  init(_ account: Accounts.Account, _ words: DayWords) {
    self.init(
      name: account.name, href: Route.account(account.id).path, role: account.role.rawValue,
      sees: account.visibility.words, state: account.status,
      signedIn: account.signedInAt.map(words.moment) ?? "never")
  }
}

extension AccountsPage.Token {
  init(_ token: Token, at now: Instant, _ words: DayWords) {
    let state = token.state(at: now)
    self.init(
      name: token.name, role: token.role.rawValue,
      scopes: token.scopes.isEmpty ? "whatever it may" : token.scopes.map(\.rawValue).joined(separator: ", "),
      owner: token.owner ?? "the command line",
      state: Status(
        state == .active ? .good : .neutral, state == .ownerless ? "its owner is disabled" : state.rawValue),
      used: token.usedAt.map(words.moment) ?? "never", expires: token.expiresAt.map(words.moment) ?? "never",
      revokeAction: state == .revoked ? nil : Route.tokenRevoke(token.id).path)
  }
}

extension AccountPage.Deed {
  static func all(for account: Accounts.Account, sessions: Int, tokens: Int) -> [AccountPage.Deed] {
    let ending = Figures.count(sessions, "session", "sessions")
    guard account.state != .disabled else {
      return [
        AccountPage.Deed(name: "enable", button: "Enable", effect: "It may sign in again, with its old password.")
      ]
    }
    let sessionsEnd = AccountPage.Deed(
      name: "end", button: "End its sessions", effect: "\(ending) will have to sign in again.")
    return [
      AccountPage.Deed(
        name: "invite", button: "Make a new invitation",
        effect: account.state == .invited
          ? "The one before opens nothing any more."
          : "Its password is taken back and \(ending) will end; whoever has the invitation chooses a new one."),
      AccountPage.Deed(
        name: "disable", button: "Disable",
        effect: "Nobody can sign in with it: \(ending) will end, and "
          + "\(Figures.count(tokens, "token", "tokens")) of its own will be refused. It can be enabled again."),
    ] + (sessions > 0 ? [sessionsEnd] : [])
  }
}

extension VisibilityFields {
  init(_ visibility: Visibility, form: String) {
    func list(_ names: Set<String>?) -> String { (names ?? []).sorted().joined(separator: ", ") }
    self.init(
      form: form, inboxes: list(visibility.inboxes), clients: list(visibility.clients), teams: list(visibility.teams))
  }
}

extension Visibility {
  /// As `VisibilityFields` sends it.
  init(_ form: HTTPQuery) {
    func names(_ field: String) -> Set<String>? {
      let names = (form.first(field) ?? "").split(separator: ",").map { name in
        String(name.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
      }
      let given = Set(names.filter { !$0.isEmpty })
      return given.isEmpty ? nil : given
    }
    self.init(inboxes: names("inboxes"), clients: names("clients"), teams: names("teams"))
  }
}

extension AuditPage.Row {
  init(_ entry: AuditEntry, _ words: DayWords) {
    let worrying: [AuditAction] = [.signInFailed, .signInThrottled]
    self.init(
      at: words.moment(entry.at), actor: entry.actor, address: entry.address, action: entry.action,
      subject: entry.subject, detail: entry.detail, isWorrying: worrying.contains { $0.rawValue == entry.action })
  }
}
