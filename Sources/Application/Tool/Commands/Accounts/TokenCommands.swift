import Accounts
import CivilTime
import JSONReader
import Runtime

struct TokenListCommand: Command {
  static let form = CommandForm(
    words: ["token", "list"], summary: "Show the tokens of programs; never their secrets.", usage: "[--json]",
    options: [.json])

  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    let tokens = try await console.withInstallation(from: config) { try await $0.accounts.tokens() }
    let now = console.clock()
    if json {
      try console.output.object { json in
        json.member("tokens") { json in
          json.array { json in for token in tokens { json.object { token.writeMembers(to: &$0, at: now) } } }
        }
      }
    } else if tokens.isEmpty {
      console.talk.say("There is no token yet. Next: replyledger token create NAME --role viewer")
    } else {
      var table = TextTable([
        .left("name"), .left("role"), .left("scopes"), .left("state"), .left("last used"), .left("expires"),
      ])
      for token in tokens {
        let scopes = token.scopes.map(\.rawValue).joined(separator: ", ")
        table.add([
          token.name, token.role.rawValue, scopes.isEmpty ? "all" : scopes, token.state(at: now).rawValue,
          token.usedAt?.iso8601 ?? "never", token.expiresAt?.iso8601 ?? "never",
        ])
      }
      for line in table.lines { try console.output.line(line) }
    }
    return .done
  }
}

struct TokenRevokeCommand: Command {
  static let form = CommandForm(
    words: ["token", "revoke"], summary: "Take a token back.", usage: "NAME",
    arguments: ArgumentsForm(name: "NAME", range: 1...1))

  private let name: String
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    name = arguments.arguments.first ?? ""
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    try await console.withInstallation(from: config) { installation in
      let token = try await installation.accounts.token(named: name)
      try await installation.accounts.revokeToken(token.id, by: .commandLine)
      console.talk.say("\(token.name) is revoked. A running server knows within some seconds.")
    }
    return .done
  }
}
