import CivilTime
import Metrics
import SQLCore
import Support
import TestKit
import Testing

@testable import Warehouse

@Suite struct `Answers of one second` {
  private static let now = `The ledger`.now + 90_000

  private func query() throws -> MetricQuery {
    let day = Zone.utc.day(of: `The ledger`.now)
    return MetricQuery(.humanReplies, over: try #require(Period(from: day, to: day + 2)), zone: "UTC", by: [.person])
  }

  @Test func `are kept for whoever asks the same, and for nothing else`() throws {
    let query = try query()
    let answer = Answer.nothing(to: query)
    let ground = RecentAnswers.Ground(now: Self.now, change: 1, named: ["directory": 1])
    var recent = RecentAnswers()
    recent.keep(answer, to: query, on: ground)
    #expect(recent.answer(to: query, on: ground) == answer)
    var other = query
    other.by = []
    #expect(recent.answer(to: other, on: ground) == nil)
    var (later, changed) = (ground, ground)
    later.now = Self.now + 1
    changed.change = 2
    #expect(recent.answer(to: query, on: later) == nil && recent.answer(to: query, on: changed) == nil)
    var renamed = ground
    renamed.named["directory"] = 2
    recent.keep(answer, to: other, on: renamed)
    #expect(recent.answer(to: query, on: ground) == nil && recent.answer(to: query, on: renamed) == nil)
    recent.forget()
    #expect(recent.answer(to: other, on: renamed) == nil)
  }

  /// Of a small ledger changed conversations are replaced; of a large one with many changes all are loaded anew.
  @Test(arguments: Engine.available, [100_000, 0])
  func `are as new as the ledger and its names`(on engine: Engine, small: Int) async throws {
    try await withRecords(engine, [.question("1", answer: "Here")]) { ledger async throws in
      let analyst = Analyst(of: ledger, zones: { _ in .utc }, small: small)
      func replies() async throws -> [String] {
        try await analyst.follow()
        let answer = try await analyst.answer(try query(), asOf: Self.now)
        return answer.groups.map { "\($0.labels.joined()) \($0.sample)" }
      }
      #expect(try await replies() == ["Maya 1"])
      #expect(try await replies() == ["Maya 1"])
      try await ledger.store.write { db in
        let recording = try Recording(on: db, under: Rules(), at: `The ledger`.now)
        try recording.record(.question("2", at: 60, answer: "There"))
        _ = try recording.finish()
      }
      #expect(try await replies() == ["Maya 2"])
      let alias = IdentityDecision(.alias, "Maya Lind", source: "facebook", vendorID: "maya", calling: "Maya")
      _ = try await ledger.decide([alias])
      #expect(try await replies() == ["Maya Lind 2"])
    }
  }
}
