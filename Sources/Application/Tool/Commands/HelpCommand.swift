struct HelpCommand: Command {
  static let form = CommandForm(
    words: ["help"], summary: "Show what the program or a command takes.", usage: "[COMMAND]",
    arguments: ArgumentsForm(name: "COMMAND", range: 0...2), readsSettings: false)

  private let topic: CommandForm?

  init(_ arguments: ArgumentList) throws(UsageError) {
    let words = arguments.arguments
    topic = words.isEmpty ? nil : try HelpCommand.form(of: words)
  }

  /// `help import` means the only kind of import as well.
  private static func form(of words: [String]) throws(UsageError) -> CommandForm {
    let begun = CommandTable.forms.filter { $0.words.starts(with: words) }
    if begun.count == 1 { return begun[0] }
    return try CommandTable.find(words).command.form
  }

  func run(in console: Console) throws -> ExitStatus {
    try console.output.write(topic.map { HelpText.of($0) } ?? HelpText.ofProgram())
    return .done
  }
}
