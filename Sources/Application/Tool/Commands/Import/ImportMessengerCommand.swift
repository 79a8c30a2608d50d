import Files
import JSONReader
import Runtime
import Sync

/// Brings `grouped_chats` files and data exports of Messenger into the ledger, each as a whole or not at all.
struct ImportMessengerCommand: Command {
  static let form = CommandForm(
    words: ["import", "messenger"], summary: "Bring files of Facebook Messenger into the ledger.",
    usage: "FILE … [--source ID] [--company NAME] [--force-reprocess] [--json]",
    arguments: ArgumentsForm(name: "FILE", range: 1...Int.max, isFile: true),
    options: [
      OptionForm(
        name: "--source", value: "ID",
        help: "the source it belongs to; the messenger source of the settings when not given"),
      OptionForm(
        name: "--company", value: "NAME",
        help:
          "in data exports, which participant is the company; the source's company, or its page's name, when not given"),
      OptionForm(name: "--force-reprocess", help: "derive conversations that are known already once more"),
      .json,
    ],
    remarks: [
      "FILE is a grouped_chats file, a message_1.json of Facebook's “Download your information”, or a folder of such "
        + "files, as deep as it goes: the content tells. “-” reads the standard input.",
      "Each file is one transaction: a broken file changes nothing, and those after it are still imported. "
        + "Rows that cannot be used are set aside and listed. Importing a file again changes nothing.",
      "Stopped from outside (Ctrl-C), the file in work is rolled back and the exit status is 130.",
    ],
    examples: [
      ("replyledger import messenger messages.json", "imports one file"),
      (
        "replyledger import messenger ~/facebook-acme/messages/inbox --company Acme", "imports a data export, unpacked"
      ),
      (
        "zcat old.json.gz | replyledger import messenger - --json",
        "imports what comes in, and prints the result as JSON"
      ),
    ])

  let files: [String]
  let source: String?
  let company: String?
  let force: Bool
  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    files = arguments.arguments
    source = try arguments.option("--source").map { text throws(UsageError) in try Self.sourceID(text) }
    company = arguments.option("--company")
    force = arguments.flag("--force-reprocess")
    json = arguments.flag("--json")
    config = arguments.option("--config")
    if files.count(where: { $0 == "-" }) > 1 {
      throw UsageError("the standard input (-) is named twice", hint: "It can be read only once.")
    }
  }

  /// Ids are the beginning of every conversation's key, so they have the form that the settings demand.
  private static func sourceID(_ text: String) throws(UsageError) -> String {
    let isGood = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    guard isGood else {
      throw UsageError(
        "--source “\(text)” is no id", hint: "An id has small letters, digits, - and _, such as facebook.")
    }
    return text
  }

  func run(in console: Console) async throws -> ExitStatus {
    let settings = try console.settings(from: config)
    try checkSource(in: settings)
    let installation = try await console.installation(under: settings)
    do {
      let outcomes = try await importAll(into: installation, console)
      await installation.close()
      try show(outcomes, in: console)
      return outcomes.allSatisfy(\.isDone) ? .done : .failed
    } catch {
      await installation.close()
      throw error
    }
  }

  /// Uploads belong to a messenger source; where none is configured every id makes a new one.
  private func checkSource(in settings: Settings) throws(UsageError) {
    guard let source, let configured = settings.sources.first(where: { $0.id == source }) else { return }
    guard configured.kind != .messenger else { return }
    throw UsageError(
      "the source \(source) is of the kind \(configured.kind.rawValue), which takes no upload",
      hint: "Name a source of the kind messenger, or leave --source away for \(settings.messengerSource).")
  }

  private func importAll(into installation: Installation, _ console: Console) async throws -> [ImportOutcome] {
    var outcomes: [ImportOutcome] = []
    for job in ImportJob.all(of: files, in: console) {
      outcomes.append(try await run(job, into: installation, console))
    }
    return outcomes
  }

  private func run(_ job: ImportJob, into installation: Installation, _ console: Console) async throws -> ImportOutcome
  {
    let start = console.nanoseconds()
    do {
      let report = try await report(of: job, into: installation, console)
      let seconds = Double(console.nanoseconds() - start) / 1e9
      return ImportOutcome(file: job.label, result: .success(report), seconds: seconds)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return ImportOutcome(file: job.label, result: .failure(error), seconds: 0)
    }
  }

  private func report(of job: ImportJob, into installation: Installation, _ console: Console) async throws
    -> ImportReport
  {
    switch job.content {
    case .file(let file):
      let upload = try Upload(file, in: console)
      let line = ProgressLine(for: job.label, size: upload.size, on: console)
      defer { line.end() }
      return try await installation.importMessenger(
        label: job.label, source: source, company: company, folder: ExportPath(file)?.folderName, force: force,
        chunks: upload.next, progress: line.show)
    case .export(let scan):
      let line = ProgressLine(for: job.label, size: scan.size, on: console)
      defer { line.end() }
      return try await installation.importMessenger(
        label: job.label, folders: scan.folders, source: source, company: company, force: force, progress: line.show)
    case .failed(let error): throw error
    }
  }

  private func show(_ outcomes: [ImportOutcome], in console: Console) throws {
    for outcome in outcomes {
      if let failure = outcome.failure { console.talk.say("replyledger import messenger: \(failure)") }
    }
    if json {
      try console.output.write(bytes: ImportWording.json(outcomes) + [UInt8(ascii: "\n")])
    } else {
      for outcome in outcomes { try console.output.write(ImportWording.text(outcome)) }
      if outcomes.contains(where: \.isDone) { console.talk.say("Next: replyledger metric M05, or replyledger serve") }
    }
  }
}

/// How the import of one file ended.
struct ImportOutcome: Sendable {
  let file: String
  let result: Result<ImportReport, any Error>
  let seconds: Double

  var isDone: Bool { failure == nil }

  /// Which file is broken, where and how.
  var failure: String? {
    guard case .failure(let error) = result else { return nil }
    let words = Failure.words(for: error, during: "import messenger")
    return error is FileError || error is UnusableFolder
      ? words : "could not import “\(file)”: \(words); nothing of it was kept"
  }
}
