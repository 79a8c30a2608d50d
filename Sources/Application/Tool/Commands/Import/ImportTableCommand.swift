import Files
import Helpdesks
import Runtime
import Sync

/// Brings tables into the ledger: exports of other help desks, and whatever has a conversation a row.
struct ImportTableCommand: Command {
  static let form = CommandForm(
    words: ["import", "table"], summary: "Bring a table (CSV or JSON) with a conversation a row into the ledger.",
    usage: "FILE … --as MAPPING [--zone Z] [--source ID] [--preview] [--json]",
    arguments: ArgumentsForm(name: "FILE", range: 1...Int.max, isFile: true),
    options: [
      OptionForm(
        name: "--as", value: "MAPPING",
        help: "what the columns mean: hubspot, livechat, or the id of a table source of the settings"),
      OptionForm(
        name: "--zone", value: "Z", help: "in which time zone times are that name none, such as Europe/Berlin"),
      OptionForm(
        name: "--source", value: "ID", help: "the source the rows belong to; that of the mapping when not given"),
      OptionForm(name: "--preview", help: "show how the first rows would be booked, and write nothing"),
      .json,
    ],
    remarks: [
      "FILE “-” reads the standard input. A file is CSV, a JSON array of objects, or a JSON object a line.",
      "hubspot is the ticket export of HubSpot (its times name no zone: --zone), livechat the archive export of "
        + "LiveChat (its header names the zone). A table source brings a mapping of its own: "
        + "{id: shop, kind: table, columns: {id: Number, created_at: Opened}}.",
      "Each file is one transaction: a broken file changes nothing, and those after it are still imported. "
        + "Rows that cannot be used are set aside and listed. Importing a file again changes nothing.",
    ],
    examples: [
      (
        "replyledger import table tickets.csv --as hubspot --zone Europe/Berlin --preview", "shows what would be booked"
      ),
      ("replyledger import table archive.csv --as livechat", "imports chats"),
    ])

  let files: [String]
  let mapping: String
  let zone: String?
  let source: String?
  let isPreview: Bool
  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    files = arguments.arguments
    guard let mapping = arguments.option("--as") else {
      throw UsageError(
        "what do the columns mean?", hint: "Say --as hubspot, --as livechat, or the id of a table source.")
    }
    self.mapping = mapping
    zone = arguments.option("--zone")
    source = try arguments.option("--source").map { text throws(UsageError) in try SourceID.checked(text) }
    isPreview = arguments.flag("--preview")
    json = arguments.flag("--json")
    config = arguments.option("--config")
    if files.count(where: { $0 == "-" }) > 1 {
      throw UsageError("the standard input (-) is named twice", hint: "It can be read only once.")
    }
  }

  func run(in console: Console) async throws -> ExitStatus {
    let settings = try console.settings(from: config)
    let (mapping, source) = try target(in: settings)
    let installation = try await console.installation(under: settings)
    do {
      try checkZone(installation)
      let status =
        isPreview
        ? try preview(mapping, source, installation, console)
        : try await importAll(as: mapping, of: source, into: installation, console)
      await installation.close()
      return status
    } catch {
      await installation.close()
      throw error
    }
  }

  /// The mapping, and the source of the kind table that its rows belong to; an id that is not configured makes a new one.
  private func target(in settings: Settings) throws(UsageError) -> (any TableMapping, source: String) {
    let found: (any TableMapping, source: String)
    do throws(UnknownTableMapping) {
      found = try settings.tableMapping(named: mapping)
    } catch {
      throw UsageError("\(error)")
    }
    let id = source ?? found.source
    if let configured = settings.sources.first(where: { $0.id == id }), configured.kind != .table {
      throw UsageError(
        "the source \(id) is of the kind \(configured.kind.rawValue), which takes no table",
        hint: "Name a source of the kind table, or a new id.")
    }
    return (found.0, id)
  }

  private func checkZone(_ installation: Installation) throws(UsageError) {
    guard let zone, !installation.zones.knows(zone) else { return }
    throw UsageError("\(UnknownZone(name: zone))")
  }

  private func importAll(
    as mapping: any TableMapping, of source: String, into installation: Installation, _ console: Console
  ) async throws -> ExitStatus {
    var outcomes: [ImportOutcome] = []
    for file in files {
      let label = Upload.label(of: file)
      let start = console.nanoseconds()
      let result = try await Upload.trying {
        let upload = try Upload(file, in: console)
        let line = ProgressLine(for: label, size: upload.size, on: console)
        defer { line.end() }
        return try await installation.importTable(
          label: label, as: mapping, zone: zone, source: source, chunks: upload.next, progress: line.show)
      }
      let seconds = Double(console.nanoseconds() - start) / 1e9
      outcomes.append(ImportOutcome(command: "import table", file: label, result: result, seconds: seconds))
    }
    return try ImportOutcome.show(outcomes, asJSON: json, in: console)
  }

  private func preview(
    _ mapping: any TableMapping, _ source: String, _ installation: Installation, _ console: Console
  ) throws -> ExitStatus {
    var status = ExitStatus.done
    for file in files {
      do {
        let upload = try Upload(file, in: console)
        let preview = try installation.previewTable(as: mapping, zone: zone, source: source, chunks: upload.next)
        let wording = TableWording(preview, of: Upload.label(of: file))
        try console.output.write(bytes: json ? wording.json + [UInt8(ascii: "\n")] : Array(wording.text.utf8))
      } catch {
        console.talk.say("replyledger import table: \(Failure.words(for: error, during: "import table"))")
        status = .failed
      }
    }
    return status
  }
}
