import Accounts
import CivilTime
import HTTPServer
import Markup

/// A page for all who see the same: nobody's name is on it, and no form of it has a token yet.
struct SharedPage: Sendable {
  /// Without its body, where that is a print.
  var response: HTTPResponse
  private var print: Print?

  /// What is the same for everybody as it is: a file, a redirection.
  init(_ response: HTTPResponse) { self.response = response }

  init(_ page: some Page, status: HTTPStatus = .ok) {
    response = .content([], type: "text/html; charset=utf-8", status: status)
    print = page.printed()
  }

  func response(for asker: Asker) -> HTTPResponse {
    guard let print else { return response }
    var response = response
    let reader = PageFrame.Reader(asker)?.html ?? .nothing
    response.body = .bytes(print.filled(formToken: asker.formToken, reader: reader))
    return response
  }
}

/// Whatever of a reader decides what a page says.
struct Sight: Hashable, Sendable {
  var role: Role?
  var visibility: Visibility
  /// Where people see their own figures only; nothing where a name makes no difference.
  var name: String?
}

extension Asker {
  /// Somebody who sees the same and has no face, so that a page made for many cannot show one of them.
  func faceless(_ sight: Sight) -> Asker {
    var faceless = Asker(means: means, visitor: Visitor(address: "", network: ""))
    guard case .session(var signedIn) = means else { return faceless }
    let never = Instant(seconds: 0)
    (signedIn.session.id, signedIn.session.address, signedIn.session.agent) = (0, "", "")
    (signedIn.session.createdAt, signedIn.session.seenAt, signedIn.session.expiresAt) = (never, never, never)
    (signedIn.account.id, signedIn.account.name) = (0, sight.name ?? "")
    (signedIn.account.createdAt, signedIn.account.signedInAt) = (never, nil)
    faceless.means = .session(signedIn)
    return faceless
  }
}
