import Accounts
import CivilTime
import JSONReader
import Runtime

/// Options and results that several commands about accounts share.
enum AccountOptions {
  static let role = OptionForm(
    name: "--role", value: "R", help: "what it may do", choices: Role.allCases.map(\.rawValue))
  static let narrowing = [
    OptionForm(name: "--inbox", value: "NAME", help: "see conversations of this inbox only", repeats: true),
    OptionForm(name: "--client", value: "NAME", help: "see conversations of this client only", repeats: true),
    OptionForm(name: "--team", value: "NAME", help: "see conversations of this team only", repeats: true),
  ]

  static func role(in arguments: ArgumentList) throws(UsageError) -> Role {
    guard let role = try arguments.choice("--role", as: Role.self) else {
      throw UsageError("--role is missing", hint: "Write --role viewer, developer, manager or admin.")
    }
    return role
  }

  static func visibility(in arguments: ArgumentList) -> Visibility {
    func names(_ option: String) -> Set<String>? {
      let names = Set(arguments.all(option))
      return names.isEmpty ? nil : names
    }
    return Visibility(inboxes: names("--inbox"), clients: names("--client"), teams: names("--team"))
  }
}

extension Account {
  func writeMembers(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("role", role.rawValue)
    json.member("state", state.rawValue)
    json.member("sees", visibility.words)
    json.member("created_at", createdAt.iso8601)
    json.member("signed_in_at", signedInAt?.iso8601)
  }
}

extension Token {
  func writeMembers(to json: inout JSONWriter, at now: Instant) {
    json.member("name", name)
    json.member("role", role.rawValue)
    json.member("scopes") { json in json.array { json in for scope in scopes { json.value(scope.rawValue) } } }
    json.member("state", state(at: now).rawValue)
    json.member("account", owner)
    json.member("sees", visibility.words)
    json.member("created_at", createdAt.iso8601)
    json.member("expires_at", expiresAt?.iso8601)
    json.member("used_at", usedAt?.iso8601)
  }
}

extension Outlet {
  /// One JSON object on one line.
  func object(_ members: (inout JSONWriter) -> Void) throws {
    var json = JSONWriter()
    json.object { members(&$0) }
    try write(bytes: json.bytes + [UInt8(ascii: "\n")])
  }
}

extension Console {
  /// Opens the installation for as long as the work takes.
  func withInstallation<T>(
    from config: String?, _ work: (Installation) async throws -> T
  ) async throws -> T {
    let installation = try await installation(from: config)
    do {
      let result = try await work(installation)
      await installation.close()
      return result
    } catch {
      await installation.close()
      throw error
    }
  }
}
