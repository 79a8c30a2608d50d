import Accounts
import CivilTime
import HTTPServer
import JSONReader

// One's own password and sessions. A token has neither.
extension WebApplication {
  func changePasswordByOrder(_ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try await RequestObject(request, knowing: ["old", "new"])
    guard let old = try order.text("old"), let new = try order.text("new") else {
      throw WebError.badRequest("give old, the password as it is, and new, as it will be")
    }
    let signedIn = try signedIn()
    let session = try await accounts.changePassword(
      of: signedIn.account.id, from: old, to: new, as: Asker.current.visitor)
    var response = HTTPResponse.object { $0.member("state", "changed") }
    response.headers["Set-Cookie"] = cookie(of: session, for: request)
    return response
  }

  /// DELETE ends all but the one that asks.
  func sessionList(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .delete else { return try await ownSessions() }
    let signedIn = try signedIn()
    try await accounts.endSessions(of: signedIn.account, keeping: signedIn.session.id, by: Asker.current.actor)
    return .object { $0.member("state", "ended") }
  }

  func endSession(_ argument: String) async throws -> HTTPResponse {
    let signedIn = try signedIn()
    let sessions = try await accounts.sessions(of: signedIn.account.id)
    guard let session = sessions.first(where: { String($0.id) == argument }) else {
      throw WebError.notFound("you have no session “\(shown(argument))”")
    }
    try await accounts.endSessions(of: signedIn.account, only: session.id, by: Asker.current.actor)
    return .object { $0.member("state", "ended") }
  }

  private func ownSessions() async throws -> HTTPResponse {
    var sessions: [Session] = []
    var current: Int64?
    if case .session(let signedIn) = Asker.current.means {
      sessions = try await accounts.sessions(of: signedIn.account.id)
      current = signedIn.session.id
    }
    return .object { json in
      json.member("sessions") { json in
        json.array { json in for session in sessions { session.write(to: &json, isCurrent: session.id == current) } }
      }
    }
  }

  private func signedIn() throws(WebError) -> SignedIn {
    guard case .session(let signedIn) = Asker.current.means else {
      throw WebError(.conflict, "a token has no password and no sessions; sign in, and send the session's cookie")
    }
    return signedIn
  }
}

extension Session {
  fileprivate func write(to json: inout JSONWriter, isCurrent: Bool) {
    json.object { json in
      json.member("id", String(id))
      json.member("agent", agent)
      json.member("address", address)
      json.member("created_at", createdAt.iso8601)
      json.member("seen_at", seenAt.iso8601)
      json.member("expires_at", expiresAt.iso8601)
      json.member("current", isCurrent)
    }
  }
}
