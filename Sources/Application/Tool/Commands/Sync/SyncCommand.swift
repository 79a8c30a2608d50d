import CivilTime
import Files
import Helpdesks
import Runtime
import Sync

/// Asks the help desks for what changed, and books it.
struct SyncCommand: Command {
  static let form = CommandForm(
    words: ["sync"], summary: "Fetch what changed in the help desks, and book it.",
    usage: "[SOURCE …] [--full | --date D [--to D] | --since T | --test | --estimate] [--force] [--json]",
    arguments: ArgumentsForm(name: "SOURCE", range: 0...Int.max),
    options: [
      OptionForm(name: "--full", help: "everything, not only what changed since the last time"),
      OptionForm(name: "--date", value: "D", help: "what was created or changed on that local day, such as 2026-11-20"),
      OptionForm(name: "--to", value: "D", help: "with --date: up to the day before this one"),
      OptionForm(
        name: "--since", value: "T", help: "what changed since a day, or a moment such as 2026-11-20T09:00:00Z"),
      OptionForm(name: "--test", help: "try the credentials and every permission, and fetch nothing"),
      OptionForm(name: "--estimate", help: "how many conversations, calls and minutes a full sync would take"),
      OptionForm(name: "--force", help: "do not wait for sync.minimum_interval"),
      .json,
    ],
    remarks: [
      "Without SOURCE all sources are synced that have an API, each at its vendor's limit, side by side.",
      "A sync that is stopped (Ctrl-C) or killed goes on where it was, the next time. One source is synced by one process "
        + "at a time, also when several share a PostgreSQL.",
      "A record that cannot be used is set aside with the reason; /sources lists them.",
    ],
    examples: [
      ("replyledger sync", "fetches what changed, everywhere"),
      ("replyledger sync fresh --full", "reads everything of one source again"),
      ("replyledger sync --test", "says which permissions are missing, and what to ask the administrator for"),
    ])

  let sources: [String]
  let task: SyncTask
  let force: Bool
  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    sources = arguments.arguments
    task = try SyncTask(arguments)
    force = arguments.flag("--force")
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    Heap.keepWhatIsFree()
    let installation = try await console.installation(from: config)
    for note in installation.connectionNotes { console.talk.say("note: \(note)") }
    do {
      let helpdesks = try chosen(from: installation)
      if case .sync = task { try await installation.expectNothingButRestatements() }
      let status =
        switch task {
        case .test: try await SyncTrial(installation, json: json).test(helpdesks, console)
        case .estimate: try await SyncTrial(installation, json: json).estimate(helpdesks, console)
        case .sync(let request):
          try await sync(helpdesks, try request.scope(in: installation.zone), installation, console)
        }
      if case .sync = task { try await installation.bookRestatements(cause: "sync") }
      await installation.close()
      return status
    } catch {
      await installation.close()
      throw error
    }
  }

  private func chosen(from installation: Installation) throws(UsageError) -> [any Helpdesk] {
    let all = installation.helpdesks
    guard !sources.isEmpty else {
      guard !all.isEmpty else {
        throw UsageError(
          "no source of the settings has an API to sync with",
          hint: "Add one under “sources:”; files come in by “replyledger import”.")
      }
      return all
    }
    var chosen: [any Helpdesk] = []
    for name in sources where !chosen.contains(where: { $0.source == name }) {
      guard let helpdesk = all.first(where: { $0.source == name }) else {
        let known = all.map(\.source).joined(separator: ", ")
        throw UsageError(
          "there is no source “\(name)” to sync",
          hint: known.isEmpty ? "No source of the settings has an API." : "There is \(known).")
      }
      chosen.append(helpdesk)
    }
    return chosen
  }

  private func sync(
    _ helpdesks: [any Helpdesk], _ scope: SyncPlan.Scope, _ installation: Installation, _ console: Console
  ) async throws -> ExitStatus {
    let lines = SyncLines(on: console)
    let force = force
    let reports = await withTaskGroup(of: (Int, SyncReport).self) { group in
      for (index, helpdesk) in helpdesks.enumerated() {
        group.addTask {
          let early = force ? nil : await installation.tooEarly(for: helpdesk, scope)
          if let early { return (index, early) }
          return (index, await installation.sync(helpdesk, scope, progress: lines.show))
        }
      }
      var reports = [SyncReport?](repeating: nil, count: helpdesks.count)
      for await (index, report) in group { reports[index] = report }
      return reports.compactMap { $0 }
    }
    lines.end()
    if json {
      try console.output.write(bytes: SyncWording.json(reports) + [UInt8(ascii: "\n")])
    } else {
      for report in reports { try console.output.write(SyncWording.text(report)) }
    }
    for report in reports {
      if let problem = report.problem { console.talk.say("replyledger sync \(report.source): \(problem)") }
    }
    return SyncCommand.status(of: reports)
  }

  static func status(of reports: [SyncReport]) -> ExitStatus {
    if reports.contains(where: { $0.state == .stopped }) { return .stopped }
    let failures = reports.filter { $0.state == .failed || $0.state == .busy }
    if failures.isEmpty { return .done }
    return failures.allSatisfy(\.isUnreachable) ? .unreachable : .failed
  }
}

/// What the options ask for.
enum SyncTask: Equatable {
  case sync(SyncRequest)
  case test
  case estimate

  init(_ arguments: ArgumentList) throws(UsageError) {
    let given =
      ["--full", "--test", "--estimate"].filter { arguments.flag($0) }
      + ["--date", "--since"].filter { arguments.option($0) != nil }
    guard given.count <= 1 else {
      throw UsageError("\(given[0]) and \(given[1]) cannot go together", hint: "Name one of them.")
    }
    if arguments.option("--to") != nil, given != ["--date"] {
      throw UsageError("--to goes with --date", hint: "Write --date 2026-11-01 --to 2026-11-08.")
    }
    switch given.first {
    case "--test": self = .test
    case "--estimate": self = .estimate
    case "--full": self = .sync(.full)
    case "--date":
      self = .sync(
        try SyncRequest(date: arguments.option("--date") ?? "", to: arguments.option("--to")))
    case "--since": self = .sync(.since(arguments.option("--since") ?? ""))
    default: self = .sync(.incremental)
    }
  }
}

enum SyncRequest: Equatable {
  case full, incremental
  case since(String)
  case days(ClosedRange<LocalDay>)

  init(date: String, to: String?) throws(UsageError) {
    guard let first = LocalDay(iso8601: date) else {
      throw UsageError("--date “\(date)” is no day", hint: "Write it as 2026-11-20.")
    }
    guard let to else {
      self = .days(first...first)
      return
    }
    guard let end = LocalDay(iso8601: to), end > first else {
      throw UsageError("--to “\(to)” is no day after \(first)", hint: "Write the day after the last one.")
    }
    self = .days(first...(end + -1))
  }

  func scope(in zone: Zone) throws(UsageError) -> SyncPlan.Scope {
    switch self {
    case .full: return .full
    case .incremental: return .incremental
    case .days(let days): return .days(days)
    case .since(let text):
      if let day = LocalDay(iso8601: text) { return .since(zone.start(of: day)) }
      guard let time = Timestamp(text) else {
        throw UsageError("--since “\(text)” is no time", hint: "Write a day, or a moment such as 2026-11-20T09:00:00Z.")
      }
      return .since(time.instant)
    }
  }
}
