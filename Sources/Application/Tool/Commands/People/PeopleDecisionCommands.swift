import Accounts
import CivilTime
import JSONReader
import Runtime
import Support

/// Commands that decide one thing.
protocol DecidingCommand: PeopleCommand {
  var order: IdentityOrder { get }
  var json: Bool { get }
}

extension DecidingCommand {
  func work(on installation: Installation, in console: Console) async throws -> ExitStatus {
    let lines = RederivingLines(on: console)
    let decision = try await installation.decide(
      order, by: Accounts.Actor.commandLine.name, reporting: lines.show)
    lines.end()
    let accounts = AccountBook(of: installation.ledger, clock: { installation.now })
    try await accounts.audit(.identityDecided, by: .commandLine, on: decision.subject, decision.sentence)
    if json {
      var writer = JSONWriter(.pretty)
      decision.write(to: &writer)
      try console.output.write(bytes: writer.bytes + [UInt8(ascii: "\n")])
    } else {
      try console.output.line(PeopleWording.said(decision))
    }
    return .done
  }
}

extension ArgumentList {
  fileprivate func day(_ name: String) throws(UsageError) -> LocalDay? {
    guard let text = option(name) else { return nil }
    guard let day = LocalDay(iso8601: text) else {
      throw UsageError("\(name) “\(text)” is no day", hint: "Write it as 2026-11-20.")
    }
    return day
  }

  fileprivate func needed(_ name: String, _ hint: String) throws(UsageError) -> String {
    guard let text = option(name) else { throw UsageError("\(name) is missing", hint: hint) }
    return text
  }
}

struct PeopleAcceptCommand: DecidingCommand {
  static let form = CommandForm(
    words: ["people", "accept"], summary: "Say who a name, or an id of a source, is.",
    usage: "[NAME] --is PERSON [--source ID] [--id ID] [--from D] [--to D] [--json]",
    arguments: ArgumentsForm(name: "NAME", range: 0...1),
    options: [.asPerson, .ofSource, .vendorID, .holdsFrom, .holdsTo, .json],
    remarks: [
      "Without --source the name is theirs in every source. It is seen at the next question, and can be undone."
    ],
    examples: [
      ("replyledger people accept \"Oscar S.\" --is \"Oscar Solis\" --source fresh", "one name, one person"),
      ("replyledger people accept \"Front desk\" --is \"Priya Nair\" --to 2026-03-01", "until March the name was hers"),
    ])

  let order: IdentityOrder
  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    order = IdentityOrder(
      .alias, try arguments.needed("--is", "Say --is and our name for the person."),
      source: arguments.option("--source"), vendorID: arguments.option("--id"), calling: arguments.arguments.first,
      from: try arguments.day("--from"), to: try arguments.day("--to"))
    if order.calling == nil, order.vendorID == nil {
      throw UsageError("who?", hint: "Give the name, or --id and --source.")
    }
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }
}

struct PeopleRejectCommand: DecidingCommand {
  static let form = CommandForm(
    words: ["people", "reject"], summary: "Say who a name is not, so that it is suggested no more.",
    usage: "NAME --is PERSON [--source ID] [--id ID] [--json]", arguments: ArgumentsForm(name: "NAME", range: 1...1),
    options: [.asPerson, .ofSource, .vendorID, .json])

  let order: IdentityOrder
  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    order = IdentityOrder(
      .reject, try arguments.needed("--is", "Say --is and whom it is not."), source: arguments.option("--source"),
      vendorID: arguments.option("--id"), calling: arguments.arguments.first)
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }
}

struct PeopleMergeCommand: DecidingCommand {
  static let form = CommandForm(
    words: ["people", "merge"], summary: "Say that two people are one.",
    usage: "NAME --into PERSON [--from D] [--json]",
    arguments: ArgumentsForm(name: "NAME", range: 1...1),
    options: [
      OptionForm(name: "--into", value: "PERSON", help: "under whose name the work counts"), .holdsFrom, .holdsTo,
      .json,
    ],
    examples: [
      ("replyledger people merge \"Priya Nair\" --into \"Priya Rao\" --from 2026-05-01", "she changed her name in May")
    ])

  let order: IdentityOrder
  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    order = IdentityOrder(
      .merge, arguments.arguments.first ?? "",
      other: try arguments.needed("--into", "Say --into and whose the work is."), from: try arguments.day("--from"),
      to: try arguments.day("--to"))
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }
}

struct PeopleUndoCommand: DecidingCommand {
  static let form = CommandForm(
    words: ["people", "undo"], summary: "Undo a decision about people, for good or from a day.",
    usage: "NUMBER [--from D] [--json]", arguments: ArgumentsForm(name: "NUMBER", range: 1...1),
    options: [
      OptionForm(
        name: "--from", value: "D", help: "the first local day on which it does not hold; never held when not given"),
      .json,
    ],
    remarks: ["Every decision has a number, which was printed when it was made; “people list --json” has them too."])

  let order: IdentityOrder
  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    let text = arguments.arguments.first ?? ""
    guard let number = Int64(text), number > 0 else {
      throw UsageError("“\(text)” is no decision's number", hint: "Give the number that was printed, such as 12.")
    }
    order = IdentityOrder(.undo, undoes: number, from: try arguments.day("--from"))
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }
}
