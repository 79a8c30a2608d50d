import Accounts
import CivilTime
import HTTPServer
import JSONReader
import Runtime

// Accounts, tokens and the audit log, as the pages of the settings have them.
extension WebApplication {
  /// Whoever asks, and what they may.
  func whoAmI() -> HTTPResponse {
    let asker = Asker.current
    return .object { json in
      json.member("name", asker.actor.name)
      json.member("by", asker.meansWord)
      json.member("role", asker.role?.rawValue)
      json.strings("scopes", asker.scopes.map(\.rawValue))
      json.member("sees") { asker.visibility.write(to: &$0) }
    }
  }

  func accountList(_ request: HTTPRequest) async throws -> HTTPResponse {
    if request.method == .post { return try await addAccount(request) }
    let window = try Window(request.query, usual: Window.most)
    let all = try await accounts.accounts()
    return .part(window, of: all.count, at: ListAddress(request)) { json in
      json.member("accounts") { json in
        json.array { json in for account in window.of(all) { account.write(to: &json) } }
      }
    }
  }

  private func addAccount(_ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try await RequestObject(request, knowing: ["name", "role", "sees"])
    let added = try await accounts.add(
      try order.text("name") ?? "", role: try order.word("role", Role.self), visibility: try Visibility(order),
      password: .byInvitation, by: Asker.current.actor)
    return invitation(added.invitation, of: added.account, request, status: .created)
  }

  func accountState(_ id: Int64, _ request: HTTPRequest) async throws -> HTTPResponse {
    if request.method == .post { return try await changeAccount(id, request) }
    let account = try await knownAccount(id)
    var json = JSONWriter()
    account.write(to: &json)
    return .described(json.bytes)
  }

  private func changeAccount(_ id: Int64, _ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try await RequestObject(request, knowing: ["do", "role", "sees"])
    let actor = Asker.current.actor
    var code: String?
    switch try order.word("do", AccountDeed.self) {
    case .save:
      try await accounts.change(
        id, role: try order.word("role", Role.self), visibility: try Visibility(order), by: actor)
    case .disable: try await accounts.disable(id, by: actor)
    case .enable: try await accounts.enable(id, by: actor)
    case .end: try await accounts.endSessions(of: try await knownAccount(id), by: actor)
    case .invite: code = try await accounts.invite(id, by: actor)
    }
    return invitation(code, of: try await knownAccount(id), request)
  }

  private func knownAccount(_ id: Int64) async throws -> Accounts.Account {
    guard let account = try await accounts.account(id) else { throw WebError.notFound("there is no such account") }
    return account
  }

  /// - Parameter code: shown this once.
  private func invitation(
    _ code: String?, of account: Accounts.Account, _ request: HTTPRequest, status: HTTPStatus = .ok
  ) -> HTTPResponse {
    var json = JSONWriter()
    json.object { json in
      json.member("account") { account.write(to: &$0) }
      json.member("invitation", code.map { base(of: request) + Route.setup.href([("code", $0)]) })
    }
    return .json(json.bytes, status: status)
  }

  func auditList(_ request: HTTPRequest) async throws -> HTTPResponse {
    let limit = try request.query.number("limit", 1...Window.most) ?? 50
    let before = try request.query.first("before").map { text throws(WebError) in try entryID(text) } ?? .max
    let entries = try await accounts.audit(before: before, limit: limit)
    let next = entries.count < limit ? nil : entries.last.map { String($0.id) }
    return HTTPResponse.object { json in
      json.member("entries") { json in json.array { json in for entry in entries { entry.write(to: &json) } } }
      json.member("next", next)
    }.linked(to: next.map { ListAddress(request).with([("before", $0)]) })
  }

  private func entryID(_ text: String) throws(WebError) -> Int64 {
    guard let id = Int64(text) else { throw .badRequest("before: “\(shown(text))” is no entry") }
    return id
  }
}

/// What can be done about an account.
enum AccountDeed: String, CaseIterable {
  case save, disable, enable, end, invite
}

extension Asker {
  fileprivate var meansWord: String {
    switch means {
    case .nobody: "nobody"
    case .everyone: "demo"
    case .session: "session"
    case .token: "token"
    }
  }

  fileprivate var scopes: [TokenScope] { if case .token(let token) = means { token.scopes } else { [] } }
}
