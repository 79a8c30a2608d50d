import Files
import JSONReader
import Runtime

/// Takes a list of people and their ids at a source.
struct PeopleImportCommand: PeopleCommand {
  static let form = CommandForm(
    words: ["people", "import"], summary: "Link people with their ids at a source, by a list of “Name - id” lines.",
    usage: "FILE --source ID [--accept-partial] [--json]",
    arguments: ArgumentsForm(name: "FILE", range: 1...1, isFile: true),
    options: [
      .ofSource,
      OptionForm(
        name: "--accept-partial", help: "take “Oscar S.” for Oscar Solis too, where nobody else comes near"),
      .json,
    ],
    remarks: [
      "FILE “-” reads the standard input. Empty lines, and lines that begin with #, say nothing.",
      "A name that is nobody's makes a new person. One that may be somebody waits for a decision. A line that cannot be "
        + "used is set aside, and the others are taken.",
    ],
    examples: [("replyledger people import IDs.txt --source fresh", "links Freshservice's ids with our people")])

  let file: String
  let source: String
  let takesPartial: Bool
  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    file = arguments.arguments.first ?? ""
    guard let source = arguments.option("--source") else {
      throw UsageError("whose ids are these?", hint: "Say --source and the id of a source of the settings.")
    }
    self.source = try SourceID.checked(source)
    takesPartial = arguments.flag("--accept-partial")
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func work(on installation: Installation, in console: Console) async throws -> ExitStatus {
    let report = try await installation.importPeople(
      try text(in: console), source: source, takesPartial: takesPartial, by: "command line")
    if json {
      var writer = JSONWriter(.pretty)
      report.write(to: &writer)
      try console.output.write(bytes: writer.bytes + [UInt8(ascii: "\n")])
    } else {
      try console.output.write(PeopleWording.imported(report))
    }
    for problem in report.problems { console.talk.say("\(file): \(problem)") }
    return report.problems.isEmpty ? .done : .failed
  }

  /// No team has a longer list.
  private static let limit = 4 << 20

  private func text(in console: Console) throws -> String {
    guard file == "-" else {
      return String(decoding: try Files.read(console.path(file), limit: PeopleImportCommand.limit), as: UTF8.self)
    }
    var bytes: [UInt8] = []
    while let chunk = try console.input(), bytes.count <= PeopleImportCommand.limit { bytes += chunk }
    guard bytes.count <= PeopleImportCommand.limit else { throw UsageError("that list is longer than any team's") }
    return String(decoding: bytes, as: UTF8.self)
  }
}
