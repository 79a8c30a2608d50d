import JSONReader
import TestKit
import Testing

@testable import Tool

@Suite struct `The commands of people` {
  private func with(_ people: String, _ body: (Workplace) async throws -> Void) async throws {
    try await inWorkplace { place async throws in
      try place.write(
        """
        store: sqlite:ledger.db
        sources:
          - {id: facebook, kind: messenger}
        people:
        \(people)

        """, to: "replyledger.yaml")
      try place.write(Sample.october, to: "october.json")
      let imported = await place.run("import messenger october.json")
      #expect(imported.status == .done)
      try await body(place)
    }
  }

  private func replies(_ place: Workplace) async throws -> [String] {
    let outcome = await place.run("metric M05 --from 2026-10-01 --to 2026-11-01 --by person --json")
    let groups = try #require(JSONValue(of: outcome)["metrics"]?.array?[0]["groups"]?.array)
    return groups.compactMap { $0["person"]?.text }
  }

  @Test func `review a name, accept it, and undo that`() async throws {
    try await with("  - {name: Ada Lovelace, teams: [{team: Tier 2}]}") { place async throws in
      let review = await place.run("people review")
      #expect(review.status == .done)
      #expect(review.output.contains("Ada   facebook"))
      #expect(review.output.contains("Ada Lovelace (partial, 55 %: the first name alone)"))
      #expect(try await replies(place) == ["Ada"])
      let accepted = await place.run(["people", "accept", "Ada", "--is", "Ada Lovelace", "--source", "facebook"])
      #expect(
        accepted.output
          == "“Ada” of facebook is Ada Lovelace. Undo it with: replyledger people undo 1\n")
      #expect(try await replies(place) == ["Ada Lovelace"])
      #expect(await place.run("people review").talk == "Every name is somebody's.\n")
      let list = await place.run("people list")
      #expect(list.output.contains("facebook: Ada (decision 1)") && list.output.contains("Tier 2"))
      #expect(await place.run("people undo 1").output.hasPrefix("decision 1 is undone."))
      #expect(try await replies(place) == ["Ada"])
      let again = await place.run("people undo 1")
      #expect(again.status == .failed && again.talk.contains("decision 1 is undone already"))
    }
  }

  @Test func `refuse what cannot be meant, and say what to type`() async throws {
    try await with("  - {name: Ada Lovelace}") { place async throws in
      let unknown = await place.run(["people", "accept", "Ada", "--is", "Ada Lovelac"])
      #expect(unknown.status == .failed)
      #expect(unknown.talk.contains("nobody in the list is called “Ada Lovelac” — did you mean Ada Lovelace?"))
      #expect(await place.run("people accept Ada").status == .misused)
      #expect(
        await place.run(["people", "accept", "--is", "Ada Lovelace", "--id", "7"]).talk.contains(
          "the source is missing"))
      #expect(await place.run("people undo twelve").status == .misused)
      #expect(await place.run(["people", "merge", "Ada Lovelace", "--into", "Ada Lovelace"]).status == .failed)
      let when = ["people", "accept", "Ada", "--is", "Ada Lovelace", "--from", "2026-05-02", "--to", "2026-05-02"]
      #expect(await place.run(when).talk.contains("2026-05-02 is not after 2026-05-02"))
    }
  }

  @Test func `merge people from a day on`() async throws {
    try await with("  - {name: Ada}\n  - {name: Ada Lovelace}") { place async throws in
      _ = await place.run(["people", "merge", "Ada", "--into", "Ada Lovelace", "--from", "2026-10-06"])
      #expect(try await replies(place) == ["Ada"])
      _ = await place.run(["people", "merge", "Ada", "--into", "Ada Lovelace", "--from", "2026-10-05"])
      #expect(try await replies(place) == ["Ada Lovelace"])
    }
  }

  @Test func `import a list line by line`() async throws {
    try await with("  - {name: Ada Lovelace}\n  - {name: Oscar Solis}") { place async throws in
      try place.write(
        """
        # the team
        Ada Lovelace - 100
        Oscar S. - 200
        Cora Cole - 300
        Oscar Solis 400
        """, to: "IDs.txt")
      let outcome = await place.run("people import IDs.txt --source fresh")
      #expect(outcome.status == .failed)
      #expect(
        outcome.output == """
          line 2: Ada Lovelace - 100 is Ada Lovelace (exact)
          line 4: Cora Cole - 300 is new in the list
          line 3: Oscar S. - 200 waits for a decision: Oscar Solis (partial, 90 %: a name and an initial)
          1 linked, 1 added, 0 known before, 1 to decide, 1 set aside

          """)
      #expect(
        outcome.talk
          == "IDs.txt: line 5: there is no “ - ” between name and id — write Oscar Solis - 12345\n")
      let again = await place.run("people import IDs.txt --source fresh --accept-partial --json")
      let json = try JSONValue(of: again)
      #expect(json["known"]?.int == 2)
      #expect(json["linked"]?.array?.compactMap { $0["person"]?.text } == ["Oscar Solis"])
      #expect(json["rejected"]?.array?.compactMap { $0["line"]?.int } == [5])
      let list = try JSONValue(of: await place.run("people list --json"))
      let people = try #require(list["people"]?.array)
      #expect(people.compactMap { $0["name"]?.text } == ["Ada Lovelace", "Cora Cole", "Oscar Solis"])
      #expect(people.compactMap { $0["listed_by"]?.text } == ["settings", "decision", "settings"])
    }
  }
}
