import Accounts
import HTTPServer
import Markup
import Runtime

// Signing in and out, and the codes that lead to a first password.
extension WebApplication {
  func signIn(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard access == .accounts else { return .redirect(to: Route.today.path) }
    guard request.method == .post else { return try await signInPage(request) }
    let form = try await request.form()
    let to = form.first("to").flatMap(ReturnAddress.init) ?? .home
    let name = form.first("name") ?? ""
    do {
      let session = try await accounts.signIn(
        name, password: form.first("password") ?? "", as: Asker.current.visitor)
      return begin(session, for: request, then: to)
    } catch let error as AccountError {
      return page(SignInPage(frame: doorFrame("Sign in"), to: to.text, name: name, problem: error.description), error)
    }
  }

  private func signInPage(_ request: HTTPRequest) async throws -> HTTPResponse {
    let to = request.query.first("to").flatMap(ReturnAddress.init) ?? .home
    if Asker.current.role != nil { return .redirect(to: to.text) }
    guard try await accounts.hasAccounts() else { return .redirect(to: Route.setup.path) }
    return try door(request) { frame in SignInPage(frame: frame, to: to.text) }
  }

  func setup(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard access == .accounts else { return .redirect(to: Route.today.path) }
    let isFirst = try await !accounts.hasAccounts()
    guard request.method == .post else {
      let code = request.query.first("code").map { String($0.prefix(64)) } ?? ""
      return try door(request) { frame in
        SetupPage(frame: titled(frame, isFirst), isFirst: isFirst, code: code)
      }
    }
    let form = try await request.form()
    let (code, name) = (form.first("code") ?? "", form.first("name") ?? "")
    do {
      let password = try chosenPassword(form)
      let session = try await accounts.redeem(
        code: code, name: name, password: password, as: Asker.current.visitor)
      return begin(session, for: request, then: .home)
    } catch let error as AccountError {
      return page(
        SetupPage(
          frame: titled(doorFrame(""), isFirst), isFirst: isFirst, code: code, name: name, problem: error.description),
        error)
    }
  }

  private func titled(_ frame: PageFrame, _ isFirst: Bool) -> PageFrame {
    var frame = frame
    frame.title = isFirst ? "Make the first admin" : "Choose a password"
    return frame
  }

  func signOut(_ request: HTTPRequest) async throws -> HTTPResponse {
    let asker = Asker.current
    if case .session(let signedIn) = asker.means { try await accounts.signOut(signedIn, by: asker.actor) }
    var response = HTTPResponse.redirect(to: Route.signIn.path)
    response.headers["Set-Cookie"] = SessionCookie.clear(isSecure: isSecure(request))
    return response
  }

  /// A page for somebody who has no session. Its form needs a cookie too, or another site could sign people in.
  private func door(_ request: HTTPRequest, _ page: (PageFrame) -> some Page) throws -> HTTPResponse {
    var frame = doorFrame("Sign in")
    guard frame.formToken == nil else { return .page(page(frame)) }
    let cookie = try SessionCookie.makeSecret()
    frame.formToken = try SessionCookie.formToken(of: cookie)
    var response = HTTPResponse.page(page(frame))
    response.headers["Set-Cookie"] = SessionCookie.set(cookie, isSecure: isSecure(request), seconds: nil)
    return response
  }

  /// The cookie is always a new one, whatever the browser had before.
  func begin(_ session: NewSession, for request: HTTPRequest, then to: ReturnAddress) -> HTTPResponse {
    var response = HTTPResponse.redirect(to: to.text)
    response.headers["Set-Cookie"] = cookie(of: session, for: request)
    return response
  }

  func cookie(of session: NewSession, for request: HTTPRequest) -> String {
    SessionCookie.set(session.secret, isSecure: isSecure(request), seconds: AccountBook.sessionLasts)
  }

  /// A form again, with what was wrong.
  func page(_ page: some Page, _ error: AccountError) -> HTTPResponse {
    let error = WebError(error)
    var response = HTTPResponse.page(page, status: error.status)
    if let seconds = error.secondsLeft { response.headers["Retry-After"] = String(seconds) }
    return response
  }

  func chosenPassword(_ form: HTTPQuery) throws(AccountError) -> String {
    let password = form.first("password") ?? ""
    guard form.first("again") == password else { throw .weakPassword("the two passwords differ; type both again") }
    return password
  }
}

extension HTTPRequest {
  /// The fields of a form without files.
  func form() async throws -> HTTPQuery { try HTTPQuery(form: await body.collect(upTo: WebApplication.longestForm)) }
}
