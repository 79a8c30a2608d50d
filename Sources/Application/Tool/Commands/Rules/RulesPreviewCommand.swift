import CivilTime
import JSONReader
import Metrics
import Runtime

struct RulesPreviewCommand: Command {
  static let form = CommandForm(
    words: ["rules", "preview"],
    summary: "Show which published figures would move under another settings file, before it is used.",
    usage: "FILE [--json]", arguments: ArgumentsForm(name: "FILE", range: 1...1, isFile: true), options: [.json],
    remarks: [
      "The rules, calendars, people, products and clients of FILE are tried on the whole ledger; nothing is stored.",
      "Published figures are those of the last thirteen months that are over.",
    ],
    examples: [("replyledger rules preview tomorrow.yaml", "what tomorrow's settings would change in closed months")])

  private let file: String
  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    file = arguments.arguments[0]
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    let other = try console.settings(from: file)
    let talk = console.talk
    let moves = try await console.withInstallation(from: config) { installation in
      try await installation.preview(other) { done in
        if done % 50_000 == 0 { talk.say("\(done) conversations derived") }
      }
    }
    if json {
      try console.output.object { json in
        json.member("moves") { json in
          json.array { json in for move in moves { json.object { move.writeMembers(to: &$0) } } }
        }
      }
    } else if moves.isEmpty {
      console.talk.say("No published figure would move.")
    } else {
      var table = TextTable([.left("month"), .left("number"), .left("name"), .right("now"), .right("then")])
      for move in moves {
        let name = Metric(rawValue: move.metric)?.name ?? ""
        table.add([move.month, move.metric, name, move.before, move.after])
      }
      for line in table.lines { try console.output.line(line) }
    }
    return .done
  }
}
