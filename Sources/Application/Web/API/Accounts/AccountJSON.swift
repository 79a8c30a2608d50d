import Accounts
import CivilTime
import JSONReader

extension Accounts.Account {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", String(id))
      json.member("name", name)
      json.member("role", role.rawValue)
      json.member("state", state.rawValue)
      json.member("sees") { visibility.write(to: &$0) }
      json.member("created_at", createdAt.iso8601)
      json.member("signed_in_at", signedInAt?.iso8601)
      json.member("href", Route.accountState(id).path)
    }
  }
}

extension Token {
  func write(to json: inout JSONWriter, at now: Instant) {
    json.object { json in
      json.member("id", String(id))
      json.member("name", name)
      json.member("owner", owner)
      json.member("role", role.rawValue)
      json.strings("scopes", scopes.map(\.rawValue))
      json.member("sees") { visibility.write(to: &$0) }
      json.member("state", state(at: now).rawValue)
      json.member("created_at", createdAt.iso8601)
      json.member("expires_at", expiresAt?.iso8601)
      json.member("revoked_at", revokedAt?.iso8601)
      json.member("used_at", usedAt?.iso8601)
    }
  }
}

extension AuditEntry {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", String(id))
      json.member("at", at.iso8601)
      json.member("actor", actor)
      json.member("address", address)
      json.member("action", action)
      json.member("subject", subject)
      json.member("detail", detail)
    }
  }
}

extension Visibility {
  private static let names = ["inboxes", "clients", "teams"]

  /// Names that are missing narrow nothing.
  func write(to json: inout JSONWriter) {
    json.object { json in
      for (name, chosen) in zip(Visibility.names, [inboxes, clients, teams]) {
        if let chosen { json.strings(name, chosen.sorted()) }
      }
    }
  }

  /// As it is written: `"sees": {"clients": ["Northwind"]}`; everything when it is missing.
  init(_ order: RequestObject) throws(WebError) {
    self.init()
    guard let sees = try order.object("sees", knowing: Visibility.names) else { return }
    inboxes = try sees.texts("inboxes").map { Set($0) }
    clients = try sees.texts("clients").map { Set($0) }
    teams = try sees.texts("teams").map { Set($0) }
  }
}
