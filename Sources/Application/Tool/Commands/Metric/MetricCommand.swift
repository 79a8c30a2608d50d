import CivilTime
import Files
import Metrics
import Runtime
import Support
import Warehouse

/// Asks the ledger for numbers.
struct MetricCommand: Command {
  static let form = CommandForm(
    words: ["metric"], summary: "Answer with one or more numbers, and what they rest on.",
    usage:
      "ID … [--period P | --from D --to D] [--by DIMENSION,…] [--where KEY=VALUE …] [--compare WITH] "
      + "[--explain DIMENSION,…] [--zone Z] [--receipts] [--json]",
    arguments: ArgumentsForm(name: "ID", range: 0...Int.max, choices: Metric.allCases.map(\.id)),
    options: [
      OptionForm(name: "--list", help: "show which numbers there are; with --json everything that defines them"),
      OptionForm(name: "--markdown", help: "with --list: the document docs/numbers.md"),
      OptionForm(
        name: "--period", value: "P", help: "a period by name, last-month when not given",
        choices: NamedPeriod.allCases.map(\.rawValue)),
      OptionForm(name: "--from", value: "D", help: "the first local day, such as 2026-10-01"),
      OptionForm(name: "--to", value: "D", help: "the day after the last one"),
      OptionForm(
        name: "--by", value: "DIMENSION,…", help: "break the number down", choices: Dimension.allCases.map(\.rawValue)),
      OptionForm(
        name: "--where", value: "KEY=VALUE",
        help: "count only these: \(MetricCommand.filterNames); several values of a key widen it", repeats: true),
      OptionForm(name: "--clock", value: "C", help: "which time counts", choices: Clock.allCases.map(\.rawValue)),
      OptionForm(
        name: "--attribution", value: "A", help: "whose work it is", choices: Attribution.allCases.map(\.rawValue)),
      OptionForm(
        name: "--compare", value: "WITH",
        help: "also the earlier period, as many days before, the month before, or a year earlier",
        choices: Comparison.allCases.map(\.rawValue)),
      OptionForm(
        name: "--explain", value: "DIMENSION,…",
        help:
          "take the change since the earlier period apart, as person or inbox,channel; --compare unit when not given"),
      OptionForm(
        name: "--statistic", value: "S", help: "with --explain: what of durations, the mean when not given",
        choices: ChangeAccount.Statistic.allCases.map(\.rawValue)),
      OptionForm(name: "--zone", value: "Z", help: "the time zone that cuts the days, such as Europe/Berlin"),
      OptionForm(name: "--receipts", help: "list the rows behind each number"),
      OptionForm(
        name: "--rules", value: "R", help: "answer as other rules would have it: a version's number or a settings file"),
      .json,
    ],
    remarks: [
      "Periods are whole local days, and --to is the day after the last one. Durations are in seconds in JSON."
    ],
    examples: [
      ("replyledger metric M05 --period last-month --by person", "human replies of last month, by person"),
      (
        "replyledger metric M15 --from 2026-10-01 --to 2026-11-01 --where source=facebook --json",
        "first response time in October, as JSON"
      ),
    ])

  static let filterNames = Dimension.allCases.filter(\.isFilter).map(\.rawValue).joined(separator: ", ")

  let question: MetricQuestion?
  let comparison: Comparison?
  let receipts: Bool
  let rules: String?
  let json: Bool
  let markdown: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    question = arguments.flag("--list") ? nil : try MetricQuestion(arguments)
    comparison = try arguments.choice("--compare", as: Comparison.self)
    receipts = arguments.flag("--receipts")
    rules = arguments.option("--rules")
    json = arguments.flag("--json")
    markdown = arguments.flag("--markdown")
    if markdown, question != nil {
      throw UsageError("--markdown goes with --list", hint: "Write replyledger metric --list --markdown.")
    }
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    guard let question else { return try list(in: console) }
    let zones = ZoneLibrary()
    let settings = try console.settings(from: config, zones: zones)
    let queries = try question.queries(under: settings, zones: zones, now: console.clock())
    try Self.requireStore(of: settings)
    let installation = try await console.installation(under: settings, zones: zones)
    do {
      if question.explains {
        let accounts = try await accounts(of: queries, question.statistic, in: installation, console)
        await installation.close()
        try show(accounts, zones: zones, in: console)
        return .done
      }
      let replies = try await replies(to: queries, of: installation, in: console)
      let isEmpty = await installation.analyst.size.conversations == 0
      await installation.close()
      try show(replies, zones: zones, in: console)
      for remark in question.remarks { console.talk.say(remark) }
      if isEmpty { console.talk.say("The ledger is empty. Next: replyledger import messenger FILE") }
      return .done
    } catch {
      await installation.close()
      throw error
    }
  }

  private func list(in console: Console) throws -> ExitStatus {
    if markdown {
      try console.output.write(NumbersDocument().text)
    } else if json {
      try console.output.write(bytes: MetricWording.jsonList() + [UInt8(ascii: "\n")])
    } else {
      try console.output.write(MetricWording.list())
    }
    return .done
  }

  /// A question must not leave an empty store behind where somebody only stood in the wrong folder.
  static func requireStore(of settings: Settings) throws {
    guard case .sqlite(let path) = settings.store, !Files.exists(path) else { return }
    throw StoreMissing(path: path)
  }

  private func replies(
    to queries: [MetricQuery], of installation: Installation, in console: Console
  ) async throws -> [MetricReply] {
    let analyst = try await analyst(of: installation, in: console)
    let now = installation.now
    try await analyst.follow()
    var replies: [MetricReply] = []
    for query in queries {
      let rows = receipts ? try await analyst.receipt(of: query, asOf: now) : nil
      let standing = try await analyst.standing(for: query, asOf: now)
      guard let comparison else {
        let answer = try await analyst.answer(query, asOf: now)
        replies.append(MetricReply(answer: answer, rows: rows, standing: standing))
        continue
      }
      let compared = try await analyst.answer(query, comparedWith: comparison, asOf: now)
      replies.append(MetricReply(answer: compared.now, rows: rows, compared: compared, standing: standing))
    }
    return replies
  }

  private func accounts(
    of queries: [MetricQuery], _ statistic: ChangeAccount.Statistic?, in installation: Installation, _ console: Console
  ) async throws -> [ChangeAccount] {
    let analyst = try await analyst(of: installation, in: console)
    try await analyst.follow()
    var accounts: [ChangeAccount] = []
    for query in queries {
      accounts.append(
        try await analyst.change(of: query, since: comparison ?? .unit, statistic, asOf: installation.now))
    }
    return accounts
  }

  private func show(_ accounts: [ChangeAccount], zones: ZoneLibrary, in console: Console) throws {
    if json {
      try console.output.write(bytes: MetricWording.json(accounts) + [UInt8(ascii: "\n")])
    } else {
      let texts = try accounts.map {
        try MetricWording(zone: zones.zone(named: $0.now.zone), outlet: console.output).text($0)
      }
      try console.output.write(texts.joined(separator: "\n"))
    }
  }

  private func analyst(of installation: Installation, in console: Console) async throws -> Analyst {
    guard let rules else { return installation.analyst }
    guard let number = Int(rules) else {
      return try await installation.analyst(under: console.settings(from: rules))
    }
    guard let version = try await installation.ledger.ruleVersions().first(where: { $0.number == number }) else {
      throw UsageError("there are no rules \(number)", hint: "“replyledger rules list” shows which there were.")
    }
    return try await installation.analyst(
      under: console.settings(from: config, withRules: version.settings), deciding: .upTo(version.decisions))
  }

  private func show(_ replies: [MetricReply], zones: ZoneLibrary, in console: Console) throws {
    if json {
      try console.output.write(bytes: MetricWording.json(replies) + [UInt8(ascii: "\n")])
    } else {
      let texts = try replies.map {
        try MetricWording(zone: zones.zone(named: $0.answer.query.zone), outlet: console.output).text($0)
      }
      try console.output.write(texts.joined(separator: "\n"))
    }
  }
}

/// An answer, and its rows where they were asked for.
struct MetricReply: Sendable {
  let answer: Answer
  let rows: [ReceiptRow]?
  var compared: ComparedAnswer?
  var standing: DataStanding?
}

struct StoreMissing: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "there is no store at “\(path)” — “replyledger init” makes one here, or name the settings file with --config F"
  }
}
