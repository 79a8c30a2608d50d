import Accounts
import JSONReader
import Runtime

struct AccountDisableCommand: Command {
  static let form = CommandForm(
    words: ["account", "disable"], summary: "Let somebody in no more; sessions end, and tokens of the account too.",
    usage: "NAME", arguments: ArgumentsForm(name: "NAME", range: 1...1))

  private let name: String
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    name = arguments.arguments.first ?? ""
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    try await console.withInstallation(from: config) { installation in
      let account = try await installation.accounts.account(named: name)
      try await installation.accounts.disable(account.id, by: .commandLine)
      console.talk.say("\(account.name) is disabled. A running server knows within some seconds.")
    }
    return .done
  }
}

struct AccountEnableCommand: Command {
  static let form = CommandForm(
    words: ["account", "enable"], summary: "Let somebody in again who was disabled.", usage: "NAME",
    arguments: ArgumentsForm(name: "NAME", range: 1...1))

  private let name: String
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    name = arguments.arguments.first ?? ""
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    try await console.withInstallation(from: config) { installation in
      let account = try await installation.accounts.account(named: name)
      try await installation.accounts.enable(account.id, by: .commandLine)
      console.talk.say("\(account.name) may sign in again.")
    }
    return .done
  }
}

/// The way back for whoever forgot a password, the last admin too.
struct AccountInviteCommand: Command {
  static let form = CommandForm(
    words: ["account", "invite"], summary: "Take somebody's password back and print a code to choose a new one.",
    usage: "NAME [--json]", arguments: ArgumentsForm(name: "NAME", range: 1...1), options: [.json])

  private let name: String
  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    name = arguments.arguments.first ?? ""
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    try await console.withInstallation(from: config) { installation in
      let account = try await installation.accounts.account(named: name)
      let code = try await installation.accounts.invite(account.id, evenLastAdmin: true, by: .commandLine)
      guard json else { return try InvitationWording.tell(code, to: console) }
      try console.output.object { json in
        json.member("name", account.name)
        json.member("invitation", code)
      }
    }
    return .done
  }
}
