import Files
import Runtime
import Web

/// Serves the pages and the API of an installation until it is told to stop.
struct ServeCommand: Command {
  static let form = CommandForm(
    words: ["serve"], summary: "Serve the pages and the API to whoever has an account or a token.",
    usage: "[--host H] [--port N]",
    options: [
      OptionForm(name: "--host", value: "H", help: "where to listen; server.host of the settings when not given"),
      OptionForm(
        name: "--port", value: "N", help: "server.port of the settings when not given; 0 takes any free one"),
    ],
    remarks: [
      "A first start prints a code by which the first admin is made; “replyledger account add” makes one as well.",
      "Other machines are let in by --host, and then should come through a proxy that speaks TLS: server.public_address "
        + "is the address that they know.",
      "The log goes to the standard error, a JSON object a line. SIGTERM and Ctrl-C stop it after the answers in flight.",
    ],
    examples: [("replyledger serve --port 9000", "serves http://127.0.0.1:9000/")])

  private let config: String?
  /// By path, as the settings call them.
  private var overrides: [String: String] = [:]

  init(_ arguments: ArgumentList) throws(UsageError) {
    config = arguments.option("--config")
    if let host = arguments.option("--host") { overrides["server.host"] = host }
    if let port = try arguments.number("--port", in: 0...65_535) { overrides["server.port"] = String(port) }
  }

  func run(in console: Console) async throws -> ExitStatus {
    Heap.staySmall()
    let settings = try console.settings(from: config, overrides: overrides)
    for note in settings.notes + Loopback.notes(on: settings.server) { console.talk.say("note: \(note)") }
    let installation = try await console.installation(
      under: settings, reread: { [config, overrides] in try console.settings(from: config, overrides: overrides) })
    for note in installation.connectionNotes { console.talk.say("note: \(note)") }
    do {
      try await installation.serve(to: console, access: .accounts)
      await installation.close()
      return .done
    } catch {
      await installation.close()
      throw error
    }
  }
}
