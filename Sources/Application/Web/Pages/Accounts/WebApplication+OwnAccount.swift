import Accounts
import HTTPServer
import Runtime

extension WebApplication {
  func ownAccount(_ request: HTTPRequest) async throws -> HTTPResponse {
    var page = try await ownAccountPage()
    if request.query.first("changed") != nil {
      page.notices = [
        Notice(tone: .good, title: "The password was changed", body: "Every other session of yours has ended.")
      ]
    }
    return .page(page)
  }

  func changeOwnPassword(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let account = Asker.current.account else { return .redirect(to: Route.ownAccount.path) }
    let form = try await request.form()
    do {
      let session = try await accounts.changePassword(
        of: account.id, from: form.first("old") ?? "", to: try chosenPassword(form), as: Asker.current.visitor)
      var response = begin(session, for: request, then: .home)
      response.headers["Location"] = Route.ownAccount.href([("changed", "1")])
      return response
    } catch let error as AccountError {
      var page = try await ownAccountPage()
      page.problem = (error == .wrongPassword ? "this is not your password" : error.description).asSentence
      return self.page(page, error)
    }
  }

  func endOwnSessions(_ request: HTTPRequest) async throws -> HTTPResponse {
    let asker = Asker.current
    guard case .session(let signedIn) = asker.means else { return .redirect(to: Route.ownAccount.path) }
    let chosen = try await request.form().first("session") ?? ""
    if chosen == "others" {
      try await accounts.endSessions(of: signedIn.account, keeping: signedIn.session.id, by: asker.actor)
    } else if let id = Int64(chosen) {
      try await accounts.endSessions(of: signedIn.account, only: id, by: asker.actor)
    } else {
      throw WebError.badRequest("session: “\(shown(chosen))” is none")
    }
    return .redirect(to: Route.ownAccount.path)
  }

  private func ownAccountPage() async throws -> OwnAccountPage {
    let asker = Asker.current
    let frame = plainFrame("Your account", at: .settings)
    guard case .session(let signedIn) = asker.means else {
      return OwnAccountPage(
        frame: frame, tabs: settingsTabs(.ownAccount),
        facts: [OwnAccountPage.Fact(term: "Demo", meaning: "Nobody signs in here: whoever opens it is admin.")])
    }
    let account = signedIn.account
    let sessions = try await accounts.sessions(of: account.id)
    return OwnAccountPage(
      frame: frame, tabs: settingsTabs(.ownAccount),
      facts: [
        OwnAccountPage.Fact(term: "Name", meaning: account.name),
        OwnAccountPage.Fact(term: "Role", meaning: "\(account.role.rawValue): \(account.role.meaning)"),
        OwnAccountPage.Fact(term: "Sees", meaning: account.visibility.words),
      ],
      sessions: sessions.map { session in
        OwnAccountPage.Session(
          id: String(session.id), agent: BrowserName.words(for: session.agent),
          address: session.address, seen: words.moment(session.seenAt), begun: words.moment(session.createdAt),
          isThis: session.id == signedIn.session.id)
      })
  }
}

extension Role {
  /// What it adds to the role before it.
  var meaning: String {
    switch self {
    case .viewer: "reads figures and conversations"
    case .developer: "also sees how sources and syncs stand"
    case .manager: "also syncs and uploads"
    case .admin: "also forces syncs, and decides who may come in"
    }
  }
}
