import Runtime

/// Serves the pages and the API of an installation until it is told to stop.
struct ServeCommand: Command {
  static let form = CommandForm(
    words: ["serve"], summary: "Serve the pages and the API on this machine.", usage: "[--host H] [--port N]",
    options: [
      OptionForm(name: "--host", value: "H", help: "where to listen; server.host of the settings when not given"),
      OptionForm(
        name: "--port", value: "N", help: "server.port of the settings when not given; 0 takes any free one"),
    ],
    remarks: [
      "There are no accounts in this version, so only this machine is served: --host is 127.0.0.1, ::1 or localhost.",
      "The log goes to the standard error, a JSON object a line. SIGTERM and Ctrl-C stop it after the answers in flight.",
    ],
    examples: [("replyledger serve --port 9000", "serves http://127.0.0.1:9000/")])

  private let config: String?
  /// By path, as the settings call them.
  private var overrides: [String: String] = [:]

  init(_ arguments: ArgumentList) throws(UsageError) {
    config = arguments.option("--config")
    if let host = arguments.option("--host") {
      guard Loopback.isLoopback(host) else {
        throw UsageError("--host \(host): \(Loopback.why)", hint: Loopback.advice)
      }
      overrides["server.host"] = host
    }
    if let port = try arguments.number("--port", in: 0...65_535) { overrides["server.port"] = String(port) }
  }

  func run(in console: Console) async throws -> ExitStatus {
    let settings = try console.settings(from: config, overrides: overrides)
    guard Loopback.isLoopback(settings.server.host) else { throw Loopback.Refusal(host: settings.server.host) }
    for note in settings.notes { console.talk.say("note: \(note)") }
    let installation = try await console.installation(under: settings)
    do {
      try await installation.serve(to: console)
      await installation.close()
      return .done
    } catch {
      await installation.close()
      throw error
    }
  }
}
