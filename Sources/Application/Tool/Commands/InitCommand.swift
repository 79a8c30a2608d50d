import Files
import Runtime

/// Makes a working installation out of nothing, and out of a working one the same.
struct InitCommand: Command {
  static let form = CommandForm(
    words: ["init"], summary: "Write a commented settings file and create the store.", usage: "[--config F]",
    remarks: ["A settings file that is there already stays as it is; so does what the store holds."],
    examples: [("replyledger init", "makes replyledger.yaml and replyledger.db in this folder")])

  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) { config = arguments.option("--config") }

  func run(in console: Console) async throws -> ExitStatus {
    let name = config ?? Console.settingsFile
    let file = console.path(name)
    if Files.exists(file) {
      console.talk.say("\(name) is there already and stays as it is.")
    } else {
      try Files.write(Array(Settings.example.utf8), to: file)
      console.talk.say("Wrote \(name): every setting is explained in it.")
    }
    let installation = try await console.installation(from: name)
    await installation.close()
    console.talk.say("The store is ready: \(installation.settings.store)")
    console.talk.say("Next: replyledger import messenger FILE, then replyledger metric M05")
    return .done
  }
}
