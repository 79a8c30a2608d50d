import CivilTime
import Metrics
import SQLCore
import Support
import TestKit
import Testing

@testable import Warehouse

@Suite struct `Decisions about people` {
  static let decisions = [
    IdentityDecision(
      .person, "Maya Lind", other: "mlind", email: "maya@acme.example", by: "Boss", at: `The ledger`.now),
    IdentityDecision(
      .alias, "Maya Lind", source: "facebook", vendorID: "maya", calling: "Maya", match: .partial, confidence: 0.55,
      from: `The ledger`.now, to: Instant(seconds: `The ledger`.now.seconds + 1_000), by: "Boss", at: `The ledger`.now),
  ]

  @Test(arguments: Engine.available) func `are kept as they were made, and numbered in their order`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, []) { ledger async throws in
      let written = try await ledger.decide(`Decisions about people`.decisions)
      let more = try await ledger.decide([IdentityDecision(.undo, "", undoes: 2, by: "Boss", at: `The ledger`.now)])
      #expect(written.map(\.number) == [1, 2] && more.map(\.number) == [3])
      let book = try await ledger.identityBook()
      #expect(book.decisions == written + more)
      #expect(book.valid == [written[0]])
    }
  }

  @Test(arguments: Engine.available) func `are versions of what is counted, unless no figure can tell`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, []) { ledger async throws in
      let now = `The ledger`.now
      try await ledger.noteRules("rules: {}", at: now)
      _ = try await ledger.decide(`Decisions about people`.decisions)
      _ = try await ledger.decide([IdentityDecision(.passOver, "tag", calling: "misc", by: "Boss", at: now + 60)])
      #expect(try await ledger.noteRules("rules: {}", at: now + 120).number == 2)
      try await ledger.noteRules("rules: {bots: [x]}", at: now + 180)
      let versions = try await ledger.ruleVersions()
      #expect(versions.map(\.number) == [3, 2, 1])
      #expect(versions.map(\.decisions) == [3, 2, 0])
      #expect(versions.map(\.appliedAt) == [now + 180, now, now])
    }
  }

  @Test(arguments: Engine.available) func `are not written where somebody objects`(on engine: Engine) async throws {
    struct Objection: Error {}
    try await withRecords(engine, []) { ledger async throws in
      await #expect(throws: Objection.self) {
        _ = try await ledger.decide(`Decisions about people`.decisions) { _ in throw Objection() }
      }
      #expect(try await ledger.identityBook().isEmpty)
    }
  }

  @Test(arguments: Engine.available) func `are seen at the next question, by every process, without new facts`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, [.question("1", answer: "Here"), .question("2", at: 2_000, answer: "There")]) {
      ledger in
      let analysts = [Analyst(of: ledger, zones: { _ in .utc }), Analyst(of: ledger, zones: { _ in .utc })]
      let day = LocalDay(number: Int32(`The ledger`.now.seconds / 86_400))
      let period = try #require(Period(from: day, to: day + 2))
      func people() async throws -> [[String: MetricValue]] {
        var found: [[String: MetricValue]] = []
        for analyst in analysts {
          try await analyst.follow()
          let answer = try await analyst.answer(
            MetricQuery(.humanReplies, over: period, zone: "UTC", by: [.person]),
            asOf: Instant(seconds: `The ledger`.now.seconds + 90_000))
          found.append(Dictionary(uniqueKeysWithValues: answer.groups.map { ($0.labels[0], $0.value) }))
        }
        return found
      }
      func change() async throws -> Int64? {
        try await ledger.store.read { db in
          try db.scalar("SELECT number FROM ledger_state WHERE name = 'change'", as: Int64.self)
        }
      }
      let before = try await change()
      #expect(try await people() == [["Maya": .count(2)], ["Maya": .count(2)]])
      _ = try await ledger.decide(`Decisions about people`.decisions)
      let halves: [String: MetricValue] = ["Maya": .count(1), "Maya Lind": .count(1)]
      #expect(try await people() == [halves, halves])
      _ = try await ledger.decide([IdentityDecision(.undo, "", undoes: 2, by: "Boss", at: `The ledger`.now)])
      #expect(try await people() == [["Maya": .count(2)], ["Maya": .count(2)]])
      #expect(try await change() == before)
    }
  }

  @Test(arguments: Engine.available) func `follow from the sources' lists where they are certain`(on engine: Engine)
    async throws
  {
    try await withRecords(engine, [.question("1", answer: "Here")]) { ledger async throws in
      try await ledger.store.write { db in
        try db.save(
          [DirectoryEntry(.person, id: "maya", name: "Maya", email: "Maya@Acme.example")], of: "facebook",
          at: `The ledger`.now)
      }
      let naming = Naming(listed: [KnownPerson("Maya Lind", email: "maya@acme.example")])
      let analyst = Analyst(of: ledger, zones: { _ in .utc }, naming: naming)
      try await analyst.follow()
      let mentions = try await analyst.mentions()
      #expect(mentions.map(\.name) == ["Maya"] && mentions.map(\.messages) == [1])
      let current = await analyst.currentNaming
      #expect(current.person(called: "Maya", in: "facebook", at: `The ledger`.now) == "Maya Lind")
      #expect(current.person(called: "Maya", in: "shop", at: `The ledger`.now) == "Maya")
      #expect(current.person(called: "LIND, MAYA", in: "shop", at: `The ledger`.now) == "Maya Lind")
      let refusal = IdentityDecision(.reject, "Maya Lind", source: "facebook", vendorID: "maya", calling: "Maya")
      _ = try await ledger.decide([refusal])
      try await analyst.follow()
      let refused = await analyst.currentNaming
      #expect(refused.person(called: "Maya", in: "facebook", at: `The ledger`.now) == "Maya")
    }
  }

  @Test(arguments: Engine.available) func `let whoever has a new name stay one person`(on engine: Engine) async throws {
    try await withRecords(engine, [.question("1", answer: "Here")]) { ledger async throws in
      for (number, name) in ["Maya", "Maya Lind", "Maya Rao"].enumerated() {
        try await ledger.store.write { db in
          try db.save(
            [DirectoryEntry(.person, id: "maya", name: name)], of: "facebook",
            at: Instant(seconds: `The ledger`.now.seconds + Int64(number)))
        }
      }
      #expect(try await ledger.callings().map(\.former) == [["Maya", "Maya Lind"]])
      let analyst = Analyst(of: ledger, zones: { _ in .utc })
      try await analyst.follow()
      let naming = await analyst.currentNaming
      #expect(naming.person(called: "Maya", in: "facebook", at: `The ledger`.now) == "Maya Rao")
      #expect(naming.person(called: "Maya", in: "shop", at: `The ledger`.now) == "Maya")
    }
  }

  @Test(arguments: Engine.available) func `are about clients too, whose log tells since when they have no contact`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, []) { ledger async throws in
      let early = `The ledger`.now
      let late = Instant(seconds: early.seconds + 500)
      let open = ClientLink(client: "Northwind", state: .contactToAdd, why: "Ada is in no audience")
      try await ledger.log([open, ClientLink(client: "Fabrikam", state: .noContact, why: "nobody")], at: early)
      try await ledger.log([open, ClientLink(client: "Fabrikam", state: .linked, why: "the head's name")], at: late)
      let unlinked = try await ledger.unlinkedClients()
      #expect(unlinked.map(\.client) == ["Northwind"])
      #expect(unlinked.map(\.firstSeen) == [early] && unlinked.map(\.lastSeen) == [late])
    }
  }
}
