import CivilTime
import Metrics
import Runtime
import Warehouse
import Web

/// Writes conversations as a table, whatever there are of them.
struct ExportConversationsCommand: Command {
  static let form = CommandForm(
    words: ["export", "conversations"],
    summary: "Write one row a conversation, with what it adds to every number, as CSV.",
    usage: "[--period P | --from D --to D] [--where KEY=VALUE …] [--zone Z]",
    options: [
      OptionForm(
        name: "--period", value: "P", help: "a period by name, last-month when not given",
        choices: NamedPeriod.allCases.map(\.rawValue)),
      OptionForm(name: "--from", value: "D", help: "the first local day, such as 2026-10-01"),
      OptionForm(name: "--to", value: "D", help: "the day after the last one"),
      OptionForm(
        name: "--where", value: "KEY=VALUE", help: "only these; several values of a key widen it", repeats: true),
      OptionForm(name: "--zone", value: "Z", help: "the time zone that cuts the days, such as Europe/Berlin"),
    ],
    remarks: [
      "The total of a column is the number of the same name: “replyledger metric” says what each means. Lengths are in "
        + "seconds, instants in UTC. What a spreadsheet would take for a formula is led by an apostrophe."
    ],
    examples: [
      ("replyledger export conversations --period last-month > october.csv", "last month, for a spreadsheet")
    ])

  private let question: MetricQuestion
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    question = try MetricQuestion(.conversationsCreated, arguments)
    if let problem = ConversationSheet.problem(of: question.filters) {
      throw UsageError("--where \(problem.parameter): \(problem.why)")
    }
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    let zones = ZoneLibrary()
    let settings = try console.settings(from: config, zones: zones)
    try MetricCommand.requireStore(of: settings)
    guard let query = try question.queries(under: settings, zones: zones, now: console.clock()).first else {
      return .misused
    }
    let sheet = ConversationSheet(
      over: query.period, in: try zones.zone(named: query.zone), filters: query.filters, asOf: console.clock(),
      weekStart: settings.workspace.weekStart)
    try await console.withInstallation(from: config) { installation in
      try console.output.write(CSVText.line(ConversationSheet.header))
      try await installation.analyst.write(sheet) { rows in
        try console.output.write(rows.map(CSVText.line).joined())
      }
    }
    return .done
  }
}
