import JSONReader
import TestKit
import Testing

@testable import Runtime
@testable import Tool

@Suite struct `Rules that change` {
  private static let withoutAda = """
    workspace: {time_zone: UTC}
    # Ada is a program.
    rules:
      bots: [Ada]
    """

  private func inOctober(_ body: (inout Workplace) async throws -> Void) async throws {
    try await inWorkplace { place in
      place.environment = ["DATABASE_URL": "sqlite:\(place.path("october.db"))"]
      try place.write("workspace: {time_zone: UTC}\n", to: "replyledger.yaml")
      try place.write(Sample.october, to: "october.json")
      _ = await place.run("import messenger october.json")
      try await body(&place)
    }
  }

  @Test func `are tried on closed months before they are used`() async throws {
    try await inOctober { place in
      try place.write(`Rules that change`.withoutAda, to: "tomorrow.yaml")
      let moves = try #require(
        JSONValue(of: await place.run("rules preview tomorrow.yaml --json"))["moves"]?.array)
      let replies = try #require(moves.first { $0["metric"]?.text == "M05" })
      #expect(replies["month"]?.text == "2026-10" && replies["before"]?.int == 1 && replies["after"]?.int == 0)
      #expect(moves.allSatisfy { $0["month"]?.text == "2026-10" })
      // Nothing is stored by trying.
      let asked = try await JSONValue(of: place.run("metric M05 --period last-month --json"))
      #expect(asked["metrics"]?.array?[0]["value"]?.int == 1)
      #expect(await place.run("rules preview replyledger.yaml").talk.contains("No published figure would move."))
    }
  }

  @Test func `restate closed months, say why, and can be asked as they were`() async throws {
    try await inOctober { place in
      #expect(await place.run("restatements").talk.contains("No figure of a month that is over has moved."))
      try place.write(`Rules that change`.withoutAda, to: "replyledger.yaml")
      let found = try #require(
        JSONValue(of: await place.run("restatements --month 2026-10 --json"))["restatements"]?.array)
      let replies = try #require(found.first { $0["metric"]?.text == "M05" })
      #expect(replies["before"]?.int == 1 && replies["after"]?.int == 0 && replies["cause"]?.text == "rules 2")
      #expect(replies["rules_before"]?.int == 1 && replies["rules_after"]?.int == 2)
      func value(_ line: String) async throws -> Int? {
        try await JSONValue(of: place.run(line))["metrics"]?.array?[0]["value"]?.int
      }
      #expect(try await value("metric M05 --period last-month --json") == 0)
      #expect(try await value("metric M05 --period last-month --rules 1 --json") == 1)
      #expect(try await value("metric M05 --period last-month --rules 2 --json") == 0)
      let versions = try #require(JSONValue(of: await place.run("rules list --json"))["rules"]?.array)
      #expect(versions.map { $0["version"]?.int } == [2, 1])
      #expect(versions[0]["settings"]?.text == "rules:\n  bots: [Ada]")
      #expect(await place.run("metric M05 --rules 9").talk.contains("there are no rules 9"))
      // The same again is no new version, and moves nothing.
      _ = await place.run("restatements")
      #expect(count(in: await place.run("restatements --json")) == found.count)
    }
  }

  @Test func `that were decided are versions too, and can be asked as they were`() async throws {
    try await inOctober { place in
      try place.write("workspace: {time_zone: UTC}\npeople: [{name: Grace}]\n", to: "replyledger.yaml")
      #expect(await place.run("people accept Ada --is Grace").status == .done)
      func writers(_ rules: String) async throws -> [String] {
        let line = "metric M05 --period last-month --by person\(rules) --json"
        let groups = try await JSONValue(of: place.run(line))["metrics"]?.array?[0]["groups"]?.array
        return groups?.compactMap { $0["person"]?.text } ?? []
      }
      #expect(try await writers("") == ["Grace"])
      #expect(try await writers(" --rules 2") == ["Ada"])
      #expect(try await writers(" --rules 3") == ["Grace"])
      let list = await place.run("rules list").output
      #expect(list.contains("1 line added, 0 removed") && list.contains("decision 1"))
      #expect(await place.run("people undo 1").status == .done)
      #expect(try await writers("") == ["Ada"])
      let versions = try #require(JSONValue(of: await place.run("rules list --json"))["rules"]?.array)
      #expect(versions.map { $0["version"]?.int } == [4, 3, 2, 1])
      #expect(versions.map { $0["last_decision"]?.int } == [2, 1, 0, 0])
    }
  }

  private func count(in outcome: Outcome) -> Int? {
    (try? JSONValue(of: outcome))?["restatements"]?.array?.count
  }
}

@Suite struct `The rules in a settings file` {
  static let text = """
    # What it is
    workspace: {name: Acme}
    people:
      # somebody
      - name: Ada

      - {name: Ben}
    sources:
    - {id: a, kind: messenger}
    rules: {bots: [x]}
    calendars: []
    """

  @Test func `are told from all else, without remarks`() {
    #expect(
      RuleText.of(Self.text)
        == "people:\n  - name: Ada\n  - {name: Ben}\nrules: {bots: [x]}\ncalendars: []")
    #expect(RuleText.of("") == "" && RuleText.of("workspace: {}") == "")
  }

  @Test func `can be replaced by those of another time`() {
    let replaced = RuleText.replacing(in: Self.text, by: "rules: {bots: [y]}")
    #expect(replaced.contains("- {id: a, kind: messenger}") && replaced.contains("workspace: {name: Acme}"))
    #expect(RuleText.of(replaced) == "rules: {bots: [y]}")
  }
}
