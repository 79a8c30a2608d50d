import Accounts
import CivilTime
import JSONReader
import Runtime

struct AccountListCommand: Command {
  static let form = CommandForm(
    words: ["account", "list"], summary: "Show who may come in.", usage: "[--json]", options: [.json])

  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    let accounts = try await console.withInstallation(from: config) { try await $0.accounts.accounts() }
    if json {
      try console.output.object { json in
        json.member("accounts") { json in
          json.array { json in for account in accounts { json.object { account.writeMembers(to: &$0) } } }
        }
      }
    } else if accounts.isEmpty {
      console.talk.say("There is no account yet. Next: replyledger account add NAME --role admin")
    } else {
      var table = TextTable([.left("name"), .left("role"), .left("state"), .left("sees"), .left("last sign-in")])
      for account in accounts {
        table.add([
          account.name, account.role.rawValue, account.state.rawValue, account.visibility.words,
          account.signedInAt?.iso8601 ?? "never",
        ])
      }
      for line in table.lines { try console.output.line(line) }
    }
    return .done
  }
}
