import Accounts
import Files
import JSONReader
import Runtime

/// Lets somebody in.
struct AccountAddCommand: Command {
  static let form = CommandForm(
    words: ["account", "add"], summary: "Let somebody in, with a role.",
    usage: "NAME --role R [--password-file F | --invite] [--inbox NAME …] [--client NAME …] [--team NAME …] [--json]",
    arguments: ArgumentsForm(name: "NAME", range: 1...1),
    options: [
      AccountOptions.role,
      OptionForm(
        name: "--password-file", value: "F",
        help: "the password is the first line of this file; - for the standard input",
        isFile: true),
      OptionForm(name: "--invite", help: "print a code by which they choose a password themselves"),
    ] + AccountOptions.narrowing + [.json],
    remarks: [
      "On a terminal the password is asked for, without showing it. Elsewhere, and with --invite, a code is printed instead: "
        + "whoever opens the page /setup with it within a week chooses the password."
    ],
    examples: [("replyledger account add Maya --role admin", "asks for Maya's password twice")])

  private let name: String
  private let role: Role
  private let visibility: Visibility
  private let passwordFile: String?
  private let invites: Bool
  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    name = arguments.arguments.first ?? ""
    role = try AccountOptions.role(in: arguments)
    visibility = AccountOptions.visibility(in: arguments)
    passwordFile = arguments.option("--password-file")
    invites = arguments.flag("--invite")
    json = arguments.flag("--json")
    config = arguments.option("--config")
    if passwordFile != nil, invites {
      throw UsageError("--password-file and --invite exclude each other", hint: "Leave one of them away.")
    }
  }

  func run(in console: Console) async throws -> ExitStatus {
    let password = try password(in: console)
    try await console.withInstallation(from: config) { installation in
      let added = try await installation.accounts.add(
        name, role: role, visibility: visibility, password: password, by: .commandLine)
      if json {
        try console.output.object { json in
          added.account.writeMembers(to: &json)
          json.member("invitation", added.invitation)
        }
      } else {
        console.talk.say("\(added.account.name) is \(role.rawValue) and sees \(visibility.words).")
        if let code = added.invitation { try InvitationWording.tell(code, to: console) }
      }
    }
    return .done
  }

  private func password(in console: Console) throws -> FirstPassword {
    if let passwordFile { return .chosen(try firstLine(of: passwordFile, in: console)) }
    guard !invites, let ask = console.askSecret else { return .byInvitation }
    let password = try ask("Password of \(name): ")
    guard try ask("The same once more: ") == password else {
      throw AccountError.weakPassword("the two passwords differ; nothing was added")
    }
    return .chosen(password)
  }

  private func firstLine(of file: String, in console: Console) throws -> String {
    var bytes: [UInt8] = []
    if file == "-" {
      while bytes.count < 4_096, let more = try console.input() { bytes += more }
    } else {
      bytes = try Files.read(console.path(file), limit: 65_536)
    }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return String(decoding: line, as: UTF8.self)
  }
}

enum InvitationWording {
  /// The code is the result; what to do with it is talk.
  static func tell(_ code: String, to console: Console) throws {
    try console.output.line(code)
    console.talk.say("This code is shown once. Whoever opens /setup with it within a week chooses the password.")
  }
}
