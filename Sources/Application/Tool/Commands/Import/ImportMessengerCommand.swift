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
    source = try arguments.option("--source").map { text throws(UsageError) in try SourceID.checked(text) }
    company = arguments.option("--company")
    force = arguments.flag("--force-reprocess")
    json = arguments.flag("--json")
    config = arguments.option("--config")
    if files.count(where: { $0 == "-" }) > 1 {
      throw UsageError("the standard input (-) is named twice", hint: "It can be read only once.")
    }
  }

  func run(in console: Console) async throws -> ExitStatus {
    let settings = try console.settings(from: config)
    try checkSource(in: settings)
    let installation = try await console.installation(under: settings)
    do {
      let outcomes = try await importAll(into: installation, console)
      await installation.close()
      return try ImportOutcome.show(outcomes, asJSON: json, in: console)
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
    let result = try await Upload.trying { try await report(of: job, into: installation, console) }
    let seconds = Double(console.nanoseconds() - start) / 1e9
    return ImportOutcome(command: "import messenger", file: job.label, result: result, seconds: seconds)
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
}
