import Runtime

struct DoctorCommand: Command {
  static let form = CommandForm(
    words: ["doctor"], summary: "Check settings, store, disk, clock and port, and say what to do.", usage: "[--json]",
    options: [.json],
    remarks: ["The exit status is 1 when there is a problem. A warning is none."])

  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    let findings = await findings(in: console)
    if json {
      try console.output.write(bytes: findings.json + [UInt8(ascii: "\n")])
    } else {
      try console.output.write(findings.text)
    }
    return findings.state == .problem ? .failed : .done
  }

  private func findings(in console: Console) async -> [Finding] {
    let zones = ZoneLibrary()
    do {
      let settings = try console.settings(from: config, zones: zones)
      return await Examination(settings: settings, zones: zones, console: console).findings()
    } catch let error as SettingsProblems {
      return error.problems.map { .problem("settings", $0.description) }
    } catch {
      return [.problem("settings", Failure.words(for: error, during: "read the settings"))]
    }
  }
}
