import CivilTime
import JSONReader
import Runtime
import Warehouse
import Web

struct RulesListCommand: Command {
  static let form = CommandForm(
    words: ["rules", "list"], summary: "Show under which rules figures were made, and since when.", usage: "[--json]",
    options: [.json],
    remarks: ["A version's settings can be asked again: replyledger metric … --rules NUMBER."])

  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    let versions = try await console.withInstallation(from: config) { try await $0.ledger.ruleVersions() }
    if json {
      try console.output.object { json in
        json.member("rules") { json in
          json.array { json in for version in versions { json.object { version.writeMembers(to: &$0) } } }
        }
      }
      return .done
    }
    var table = TextTable([.right("version"), .left("since"), .left("what changed")])
    for (place, version) in versions.enumerated() {
      let before = place + 1 < versions.count ? versions[place + 1] : nil
      table.add([String(version.number), version.appliedAt.iso8601, version.changes(since: before)])
    }
    for line in table.lines { try console.output.line(line) }
    return .done
  }
}
