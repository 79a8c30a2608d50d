import JSONReader
import Metrics
import TestKit
import Testing

@testable import Tool

@Suite struct `The command metric` {
  @Test func `answers for people, with everything that stands beside a number`() async throws {
    try await inOctober { place in
      let outcome = await place.run("metric M05 M15 --by person,day --receipts --zone Europe/Berlin")
      #expect(outcome.status == .done && outcome.talk.isEmpty)
      #expect(
        outcome.output == """
          M05  Human replies: 1
            Messages that a person on our side wrote and the customer can read.
            2026-10-01 to 2026-10-31, Europe/Berlin

            person  day         replies
            Ada     2026-10-05        1

            Left out: 1 automatic reply
            Data: facebook by upload
            Receipt: r_bWV0cmljPU0wNQpmcm9tPTIwMjYtMTAtMDEKdG89MjAyNi0xMS0wMQp6b25lPUV1cm9wZS9CZXJsaW4KYnk9cGVyc29uLGRheQ

            at                   conversation  person  value
            2026-10-05 12:05:00  facebook:c1   Ada         1

          M15  First response time: 5 min (median of 1), 90 % within 5 min
            From the customer's first message to the first human reply after it.
            2026-10-01 to 2026-10-31, Europe/Berlin

            person  day         n  median   90 %   mean    min    max
            Ada     2026-10-05  1   5 min  5 min  5 min  5 min  5 min

            Left out: 1 closed without reply
            Data: facebook by upload
            Receipt: r_bWV0cmljPU0xNQpmcm9tPTIwMjYtMTAtMDEKdG89MjAyNi0xMS0wMQp6b25lPUV1cm9wZS9CZXJsaW4KYnk9cGVyc29uLGRheQ

            at                   conversation  person  value
            2026-10-05 12:00:00  facebook:c1   Ada     5 min

          """)
    }
  }

  @Test func `answers in JSON as the API does`() async throws {
    try await inOctober { place in
      let outcome = await place.run("metric M05 M15 --from 2026-10-01 --to 2026-11-01 --by person --json --receipts")
      #expect(outcome.status == .done && outcome.talk.isEmpty)
      let metrics = try #require(JSONValue(of: outcome)["metrics"]?.array)
      #expect(metrics.map { $0["id"]?.text } == ["M05", "M15"])
      #expect(metrics[0]["value"]?.int == 1 && metrics[0]["groups"]?.array?[0]["person"]?.text == "Ada")
      #expect(metrics[0]["excluded"]?.array?[0]["rule"]?.text == "auto_reply")
      #expect(metrics[1]["value"]?["p50"]?.int == 300 && metrics[1]["value"]?["n"]?.int == 1)
      #expect(metrics[1]["rows"]?.array?[0]["conversation"]?.text == "facebook:c1")
      #expect(metrics[0]["query"]?["zone"]?.text == "UTC" && metrics[0]["query"]?["to"]?.text == "2026-11-01")
    }
  }

  @Test func `compares with an earlier period, and prints which`() async throws {
    try await inOctober { place in
      let text = await place.run("metric M05 --from 2026-10-01 --to 2026-11-01 --compare unit")
      #expect(
        text.output.contains(
          "\n  Before, the same unit of the calendar: 2026-09-01 to 2026-09-30: 0; now 1 more\n"))
      let json = await place.run("metric M05 --from 2026-10-01 --to 2026-11-01 --compare year --by person --json")
      let comparison = try #require(JSONValue(of: json)["metrics"]?.array?.first?["comparison"])
      #expect(comparison["with"]?.text == "year" && comparison["from"]?.text == "2025-10-01")
      #expect(comparison["value"]?.int == 0 && comparison["change"]?["absolute"]?.int == 1)
      #expect(comparison["groups"]?.array?.first?["person"]?.text == "Ada")
      #expect(await place.run("metric M05 --compare never").status == .misused)
    }
  }

  @Test func `takes a change apart, each part with its receipts`() async throws {
    try await inOctober { place in
      let text = await place.run("metric M05 --from 2026-10-01 --to 2026-11-01 --explain person")
      #expect(
        text.output == """
          M05  Human replies: 1, before 0: +1
            2026-10-01 to 2026-10-31, UTC, against 2026-09-01 to 2026-09-30, UTC

            person  n before  n now  before  now  part of the change
            Ada            0      1       0    1                  +1

            The parts come to the change exactly.

          """)
      let json = await place.run("metric M05 --from 2026-10-01 --to 2026-11-01 --explain person --json")
      let change = try #require(JSONValue(of: json)["changes"]?.array?.first)
      #expect(change["change"]?.int == 1 && change["with"]?.text == "unit" && change["residual"]?.int == 0)
      let part = try #require(change["parts"]?.array?.first)
      #expect(part["person"]?.text == "Ada" && part["now"]?["receipt"]?.text?.hasPrefix("r_") == true)
      let none = await place.run("metric M15 --from 2026-10-01 --to 2026-11-01 --explain source --statistic p90")
      #expect(none.output.hasPrefix("M15  First response time: nothing to compare\n"))
      for wrong in [
        "M05 --explain person --by source", "M05 --statistic mean", "M05 --explain day",
        "M05 --explain person --statistic p50",
      ] {
        #expect(await place.run("metric \(wrong)").status == .misused, "\(wrong)")
      }
    }
  }

  @Test func `writes a row for each conversation, for a spreadsheet`() async throws {
    try await inOctober { place in
      let outcome = await place.run("export conversations --from 2026-10-01 --to 2026-11-01 --where source=facebook")
      #expect(outcome.status == .done && outcome.talk.isEmpty)
      let lines = outcome.output.split(separator: "\r\n").map(String.init)
      #expect(lines.count == 3 && lines[0].hasPrefix("key,created,first message,first answer,done,left out,source,"))
      #expect(lines[1].hasPrefix("facebook:c1,2026-10-05T10:00:00Z,2026-10-05T10:00:00Z,2026-10-05T10:05:00Z,"))
      let wrong = await place.run("export conversations --where person=Ada")
      #expect(wrong.status == .misused && wrong.talk.contains("narrow the file by its column"))
    }
  }

  @Test func `lets a number that nobody is credited with stand whole beside those by person`() async throws {
    try await inOctober { place in
      let outcome = await place.run("metric M01 M05 --by person --json")
      let metrics = try #require(JSONValue(of: outcome)["metrics"]?.array)
      #expect(metrics[0]["value"]?.int == 2 && metrics[0]["query"]?["by"]?.array?.isEmpty == true)
      #expect(metrics[1]["groups"]?.array?.first?["person"]?.text == "Ada")
      #expect(outcome.talk.contains("M01 is not offered per person"))
      #expect(await place.run("metric M01 --by person").status == .misused)
    }
  }

  struct Case: CustomTestStringConvertible {
    var options: String
    var created: Int?

    var testDescription: String { options }
  }

  static let cases = [
    Case(options: "", created: 2), Case(options: "--period last-month", created: 2),
    Case(options: "--period this-month", created: 0), Case(options: "--period this-year", created: 2),
    Case(options: "--from 2026-10-06 --to 2026-10-07", created: 1),
    Case(options: "--from 2026-10-04 --to 2026-10-05", created: 0),
    Case(options: "--from=2026-10-05 --to=2026-10-06 --zone=Pacific/Auckland", created: 1),
    Case(options: "--from=2026-10-05 --to=2026-10-06 --zone=Pacific/Honolulu", created: 1),
    Case(options: "--where source=facebook", created: 2), Case(options: "--where source=elsewhere", created: nil),
    Case(options: "--where source=elsewhere source=facebook", created: 2),
    Case(options: "--where source=elsewhere --where source=facebook", created: 2),
  ]

  @Test(arguments: cases) func `counts within the period and the filters`(_ example: Case) async throws {
    try await inOctober { place in
      // Both chats hold a person's message: the second only the customer's.
      let outcome = await place.run("metric M01 --json \(example.options)")
      #expect(outcome.status == .done)
      let metric = try #require(JSONValue(of: outcome)["metrics"]?.array?.first)
      #expect(metric["value"]?.int == example.created)
    }
  }

  @Test func `says that nothing can be said, and that the ledger is empty`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      let outcome = await place.run("metric m15")
      #expect(outcome.output.hasPrefix("M15  First response time: nothing to say\n"))
      #expect(outcome.talk == "The ledger is empty. Next: replyledger import messenger FILE\n")
    }
  }

  @Test func `makes no store in a folder that has none`() async throws {
    try await inWorkplace { place in
      try place.write("store: sqlite:here.db\n", to: "replyledger.yaml")
      let outcome = await place.run("metric M05")
      #expect(outcome.status == .failed && !place.has("here.db"))
      #expect(outcome.talk.contains("there is no store at") && outcome.talk.contains("“replyledger init”"))
    }
  }

  @Test func `lists what there is`() async throws {
    try await inWorkplace { place in
      let list = await place.run("metric --list")
      let ids = list.output.split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } }
      #expect(ids == Metric.allCases.map { $0.id[...] })
      let metrics = try JSONValue(of: await place.run("metric --list --json"))["metrics"]?.array
      #expect(metrics?.map { $0["unit"]?.text } == Metric.allCases.map(\.definition.unit))
    }
  }

  @Test func `prints the document of all numbers, and the committed one is the same`() async throws {
    try await inWorkplace { place in
      let document = await place.run("metric --list --markdown")
      #expect(document.status == .done)
      for metric in Metric.allCases {
        #expect(document.output.contains("\n### \(metric.id) \(metric.name)\n"), "\(metric)")
      }
      try expectGolden(Array(document.output.utf8), "../../docs/numbers.md")
    }
  }

  @Test func `answers from a server that is away with 69`() async throws {
    try await inWorkplace { place in
      place.environment = ["DATABASE_URL": "postgres://nobody:secret@127.0.0.1:1/none"]
      let outcome = await place.run("metric M05")
      #expect(outcome.status == .unreachable)
      #expect(outcome.talk.contains("could not connect") && !outcome.talk.contains("secret"))
    }
  }

  @Test func `tells a vendor that is away from one that refuses`() async throws {
    try await inWorkplace { place in
      try place.write(
        "sources: [{id: desk, kind: hubspot, base_url: \"http://127.0.0.1:1\", token: pat-eu1-secret}]\n",
        to: "replyledger.yaml")
      for option in ["--test", "--estimate"] {
        let outcome = await place.run("sync \(option)")
        #expect(outcome.status == .unreachable)
        #expect((outcome.output + outcome.talk).contains("check that the server runs"))
        #expect(!(outcome.output + outcome.talk).contains("pat-eu1-secret"))
      }
    }
  }

  private func inOctober(_ body: (Workplace) async throws -> Void) async throws {
    try await inWorkplace { place in
      place.environment = ["DATABASE_URL": "sqlite:\(place.path("october.db"))"]
      try place.write(Sample.october, to: "october.json")
      _ = await place.run("import messenger october.json")
      try await body(place)
    }
  }
}
