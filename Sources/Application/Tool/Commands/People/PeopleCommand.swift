import Runtime

/// What all commands about people have in common: they open the installation, do one thing, and close it.
protocol PeopleCommand: Command {
  var config: String? { get }

  func work(on installation: Installation, in console: Console) async throws -> ExitStatus
}

extension PeopleCommand {
  func run(in console: Console) async throws -> ExitStatus {
    let installation = try await console.installation(from: config)
    do {
      let status = try await work(on: installation, in: console)
      await installation.close()
      return status
    } catch {
      await installation.close()
      throw error
    }
  }
}

extension OptionForm {
  static let asPerson = OptionForm(name: "--is", value: "PERSON", help: "our name for the person, as the list has it")
  static let ofSource = OptionForm(name: "--source", value: "ID", help: "the source that uses the name or the id")
  static let vendorID = OptionForm(name: "--id", value: "ID", help: "the id at the source, beside the name or instead")
  static let holdsFrom = OptionForm(
    name: "--from", value: "D", help: "from when it holds: a local day, such as 2026-11-01")
  static let holdsTo = OptionForm(name: "--to", value: "D", help: "the day after the last one on which it holds")
}
