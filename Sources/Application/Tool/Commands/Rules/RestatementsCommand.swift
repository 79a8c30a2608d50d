import CivilTime
import JSONReader
import Metrics
import Runtime
import Warehouse

struct RestatementsCommand: Command {
  static let form = CommandForm(
    words: ["restatements"], summary: "Show which figures of months that are over say something else since, and why.",
    usage: "[--month M] [--json]",
    options: [OptionForm(name: "--month", value: "M", help: "of this month only, such as 2026-10"), .json])

  private let month: String?
  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    month = arguments.option("--month")
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    let month = month
    let found = try await console.withInstallation(from: config) { installation in
      try await installation.analyst.follow()
      try await installation.bookRestatements(cause: "new data")
      return try await installation.ledger.restatements(of: month, limit: 1_000)
    }
    if json {
      try console.output.object { json in
        json.member("restatements") { json in
          json.array { json in for one in found { json.object { one.writeMembers(to: &$0) } } }
        }
      }
    } else if found.isEmpty {
      console.talk.say("No figure of a month that is over has moved.")
    } else {
      var table = TextTable([
        .left("at"), .left("month"), .left("number"), .right("before"), .right("after"), .left("cause"),
      ])
      for one in found {
        table.add([one.at.iso8601, one.month, one.metric, one.before, one.after, one.cause])
      }
      for line in table.lines { try console.output.line(line) }
    }
    return .done
  }
}
