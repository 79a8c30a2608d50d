import Accounts
import CivilTime
import HTTPServer
import Runtime

// Accounts and tokens, for admins.
extension WebApplication {
  func accounts(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else { return .page(try await accountsPage()) }
    let form = try await request.form()
    do {
      let added = try await accounts.add(
        form.first("name") ?? "", role: try role(form), visibility: Visibility(form), password: .byInvitation,
        by: Asker.current.actor)
      var page = try await accountsPage()
      page.handout = handout(added.invitation ?? "", for: added.account, request)
      return .page(page)
    } catch let error as AccountError {
      var page = try await accountsPage()
      page.problem = error.description
      return self.page(page, error)
    }
  }

  func account(_ id: Int64, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else { return .page(try await accountPage(id)) }
    let form = try await request.form()
    let actor = Asker.current.actor
    var handout: AccountsPage.Handout?
    do {
      switch form.first("do") {
      case "save":
        try await accounts.change(id, role: try role(form), visibility: Visibility(form), by: actor)
      case "disable": try await accounts.disable(id, by: actor)
      case "enable": try await accounts.enable(id, by: actor)
      case "end":
        guard let account = try await accounts.account(id) else { throw AccountError.noAccount("number \(id)") }
        try await accounts.endSessions(of: account, by: actor)
      case "invite":
        let code = try await accounts.invite(id, by: actor)
        handout = try await accounts.account(id).map { self.handout(code, for: $0, request) }
      default: throw WebError.badRequest("do: there are save, disable, enable, end and invite")
      }
    } catch let error as AccountError {
      var page = try await accountPage(id)
      page.notice = Notice(
        tone: .bad, title: "Nothing was changed", body: Sentence(.text(error.description.asSentence)), isUrgent: true)
      return self.page(page, error)
    }
    // Whoever disabled themselves has no page any more; the next request leads to the door.
    guard handout != nil else { return .redirect(to: Route.account(id).path) }
    var page = try await accountPage(id)
    page.handout = handout
    return .page(page)
  }

  func createToken(_ request: HTTPRequest) async throws -> HTTPResponse {
    let form = try await request.form()
    let order = TokenOrder(
      form.first("name") ?? "", role: try role(form), scopes: try scopes(form), expiresAt: try expiry(form),
      owner: Asker.current.account?.id)
    do {
      let made = try await accounts.createToken(order, by: Asker.current.actor)
      var page = try await accountsPage()
      page.handout = AccountsPage.Handout(
        title: "The token “\(made.token.name)”", secret: made.secret,
        note: "Copy it now: it is shown this once, and nobody can read it again.")
      return .page(page)
    } catch let error as AccountError {
      var page = try await accountsPage()
      page.problem = error.description
      return self.page(page, error)
    }
  }

  private func scopes(_ form: HTTPQuery) throws(WebError) -> [TokenScope] {
    try form.all("scope").map { text throws(WebError) in
      guard let scope = TokenScope(rawValue: text) else { throw .badRequest("scope: “\(shown(text))” is none") }
      return scope
    }
  }

  func revokeToken(_ id: Int64) async throws -> HTTPResponse {
    try await accounts.revokeToken(id, by: Asker.current.actor)
    return .redirect(to: Route.accounts.path)
  }

  private func role(_ form: HTTPQuery) throws(WebError) -> Role {
    let text = form.first("role") ?? ""
    guard let role = Role(rawValue: text) else {
      throw .badRequest("role: “\(shown(text))” is none; there are viewer, developer, manager, admin")
    }
    return role
  }

  /// The form names the last day on which it holds.
  private func expiry(_ form: HTTPQuery) throws(WebError) -> Instant? {
    guard let text = form.first("expires"), !text.isEmpty else { return nil }
    guard let day = LocalDay(iso8601: text), day >= words.today else {
      throw .badRequest("expires must be today or a later day, such as 2026-12-31")
    }
    return installation.zone.start(of: day + 1)
  }

  private func handout(_ code: String, for account: Accounts.Account, _ request: HTTPRequest) -> AccountsPage.Handout {
    AccountsPage.Handout(
      title: "The invitation of “\(account.name)”",
      secret: base(of: request) + Route.setup.href([("code", code)]),
      note: "Send it to them by a way that only they read. It is shown this once, works once, and lasts for a week.")
  }

  /// How whoever asks reaches this server.
  func base(of request: HTTPRequest) -> String {
    if let address = installation.settings.server.publicAddress { return address }
    return (isSecure(request) ? "https://" : "http://") + (request.headers["Host"] ?? request.host)
  }
}

extension WebApplication {
  private func accountsPage() async throws -> AccountsPage {
    let all = try await accounts.accounts()
    let tokens = try await accounts.tokens()
    let words = words
    return AccountsPage(
      frame: plainFrame("Accounts and tokens", at: .settings), tabs: settingsTabs(.accounts),
      accounts: all.map { AccountsPage.Account($0, words) },
      tokens: tokens.map { AccountsPage.Token($0, at: installation.now, words) },
      roles: Role.allCases.map { FilterForm.Choice.Option(value: $0.rawValue, title: "\($0.rawValue): \($0.meaning)") },
      scopes: TokenScope.allCases.map { FilterForm.Choice.Option(value: $0.rawValue, title: $0.rawValue) })
  }

  private func accountPage(_ id: Int64) async throws -> AccountPage {
    guard let account = try await accounts.account(id) else {
      throw WebError.notFound("there is no such account")
    }
    let sessions = try await accounts.sessions(of: id).count
    let tokens = try await accounts.tokens().filter {
      $0.owner == account.name && $0.state(at: installation.now) == .active
    }.count
    let roles = Role.allCases.map {
      FilterForm.Choice.Option(value: $0.rawValue, title: "\($0.rawValue): \($0.meaning)")
    }
    return AccountPage(
      frame: plainFrame(account.name, at: .settings), tabs: settingsTabs(.accounts), action: Route.account(id).path,
      state: account.status,
      role: ChoiceField(
        name: "role", title: "Role", options: roles, chosen: account.role.rawValue, form: "account"),
      visibility: VisibilityFields(account.visibility, form: "account"),
      deeds: AccountPage.Deed.all(for: account, sessions: sessions, tokens: tokens))
  }

  func audit(_ request: HTTPRequest) async throws -> HTTPResponse {
    let before = try request.query.first("before").map { text throws(WebError) in
      guard let id = Int64(text) else { throw .badRequest("before: “\(shown(text))” is no entry") }
      return id
    }
    let entries = try await accounts.audit(before: before ?? .max, limit: PagePart.size)
    let words = words
    let next = entries.count < PagePart.size ? nil : entries.last.map { String($0.id) }
    return .page(
      AuditPage(
        frame: plainFrame("Audit", at: .settings), tabs: settingsTabs(.audit),
        rows: entries.map { AuditPage.Row($0, words) },
        paging: before == nil && next == nil
          ? nil
          : Paging(
            position: before == nil ? "the newest \(entries.count)" : "\(entries.count) older ones",
            previousHref: before.map { _ in Route.audit.path },
            nextHref: next.map { Route.audit.href([("before", $0)]) })))
  }
}
