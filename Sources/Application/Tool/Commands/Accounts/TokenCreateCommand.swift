import Accounts
import CivilTime
import JSONReader
import Runtime

/// Makes the key of a program.
struct TokenCreateCommand: Command {
  static let form = CommandForm(
    words: ["token", "create"], summary: "Make a token for a program, and print it this once.",
    usage:
      "NAME --role R [--scope S …] [--expires WHEN] [--account NAME] [--inbox NAME …] [--client NAME …] [--team NAME …] [--json]",
    arguments: ArgumentsForm(name: "NAME", range: 1...1),
    options: [
      AccountOptions.role,
      OptionForm(
        name: "--scope", value: "S", help: "only for this; without one for whatever the role may",
        choices: TokenScope.allCases.map(\.rawValue), repeats: true),
      OptionForm(
        name: "--expires", value: "WHEN", help: "the last day, such as 2026-12-31, or a number of days, such as 90d"),
      OptionForm(name: "--account", value: "NAME", help: "the account that it stands and falls with"),
    ] + AccountOptions.narrowing + [.json],
    remarks: ["Programs send it as “Authorization: Bearer TOKEN”."],
    examples: [
      ("replyledger token create nightly --role viewer --scope numbers --expires 90d", "reads numbers for three months")
    ])

  private let name: String
  private let role: Role
  private let scopes: [TokenScope]
  private let visibility: Visibility
  private let expires: Expiry?
  private let account: String?
  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    name = arguments.arguments.first ?? ""
    role = try AccountOptions.role(in: arguments)
    scopes = try arguments.all("--scope").map { text throws(UsageError) in
      guard let scope = TokenScope(rawValue: text) else {
        throw .unknown("scope", text, among: TokenScope.allCases.map(\.rawValue))
      }
      return scope
    }
    visibility = AccountOptions.visibility(in: arguments)
    expires = try arguments.option("--expires").map { text throws(UsageError) in try Expiry(text) }
    account = arguments.option("--account")
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    try await console.withInstallation(from: config) { installation in
      let accounts = installation.accounts
      let owner: Int64? = if let account { try await accounts.account(named: account).id } else { nil }
      let order = TokenOrder(
        name, role: role, scopes: scopes, visibility: visibility, expiresAt: try expires?.instant(in: installation),
        owner: owner)
      let made = try await accounts.createToken(order, by: .commandLine)
      if json {
        try console.output.object { json in
          made.token.writeMembers(to: &json, at: installation.now)
          json.member("token", made.secret)
        }
      } else {
        try console.output.line(made.secret)
        console.talk.say("This token is shown once. It is \(made.token.role.rawValue) and sees \(visibility.words).")
      }
    }
    return .done
  }
}

/// When a token ends: after a day of the calendar, or after so many days.
enum Expiry: Equatable, Sendable {
  case after(LocalDay)
  case days(Int64)

  init(_ text: String) throws(UsageError) {
    if let day = LocalDay(iso8601: text) {
      self = .after(day)
    } else if text.hasSuffix("d"), let days = Int64(text.dropLast()), (1...36_500).contains(days) {
      self = .days(days)
    } else {
      throw UsageError("--expires “\(text)” cannot be read", hint: "Write a day such as 2026-12-31, or 90d.")
    }
  }

  func instant(in installation: Installation) throws(UsageError) -> Instant {
    switch self {
    case .days(let days): return installation.now + days * 86_400
    case .after(let day):
      guard day >= installation.today else {
        throw UsageError("--expires \(day.iso8601) has passed", hint: "Write today or a later day.")
      }
      return installation.zone.start(of: day + 1)
    }
  }
}
