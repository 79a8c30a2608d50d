import CivilTime
import Helpdesks
import Metrics
import SQLCore
import Support
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Sync

@Suite struct `An import of grouped_chats` {
  @Test(arguments: Engine.available) func `books conversations, replies and first responses`(on engine: Engine)
    async throws
  {
    try await withLedger(engine) { ledger in
      let report = try await ledger.read(.sample)
      #expect(report.conversations == 3 && report.messages == 7 && report.autoReplies == 2)
      #expect(report.outcome.added == 4 && report.outcome.messagesAdded == 9)
      #expect(report.rejected.map(\.why) == ["SOCIAL_CREATE_TIME is “NaT”, which is no time"])
      let figures = try await ledger.figures()
      #expect(
        figures == [
          "M01 count(3) leftOut 1 with automatic replies only",
          "M05 count(3) Maya=2 Unnamed agent=1 leftOut 1 automatic replies",
          "M15 n 2 p50 330.0 p90 546.0 mean 330.0 leftOut 1 with automatic replies only, 1 closed without reply",
        ])
    }
  }

  @Test(arguments: Engine.available) func `changes nothing the second time`(on engine: Engine) async throws {
    try await withLedger(engine) { ledger in
      _ = try await ledger.read(.sample)
      let before = try await ledger.contents()
      let report = try await ledger.read(.sample)
      #expect(report.changedNothing && report.outcome.unchanged == 4)
      #expect(report.conversations == 3 && report.messages == 7)
      #expect(try await ledger.contents() == before)
    }
  }

  @Test(arguments: Engine.available) func `derives again by force and comes to the same facts`(on engine: Engine)
    async throws
  {
    try await withLedger(engine) { ledger in
      _ = try await ledger.read(.sample)
      let before = try await ledger.figures()
      let report = try await ledger.read(.sample, force: true)
      #expect(report.outcome.changed == 4 && report.outcome.messagesAdded == 0)
      #expect(try await ledger.figures() == before)
    }
  }

  static let broken: [(String, String)] = [
    ("truncated", String(Upload.sample.dropLast(40))),
    ("an array", "[{}]"),
    ("not JSON", "hello"),
    ("empty", ""),
    ("nothing usable", #"{"a": [{"MESSAGE_CONTENT": "x"}]}"#),
    ("trailing text", Upload.sample + "x"),
  ]

  @Test(arguments: Engine.available, broken.map(\.0)) func `changes nothing when the file is broken`(
    on engine: Engine, _ name: String
  ) async throws {
    let text = `An import of grouped_chats`.broken.first { $0.0 == name }?.1 ?? ""
    try await withLedger(engine) { ledger in
      _ = try await ledger.read(Upload.other)
      let before = try await ledger.contents()
      await #expect(throws: GroupedChatsError.self) { try await ledger.read(text) }
      #expect(try await ledger.contents() == before)
      let run = try #require(try await ledger.runs(limit: 5).first { $0.state == .failed })
      #expect(run.stored == 0 && !run.message.isEmpty)
    }
  }

  @Test(arguments: Engine.available) func `adds what a later file knows more, and takes nothing away`(on engine: Engine)
    async throws
  {
    try await withLedger(engine) { ledger in
      _ = try await ledger.read(Upload.chat("7", ["C 10:00", "H 10:20"]))
      let later = try await ledger.read(Upload.chat("7", ["C 10:00", "H 10:05", "C 10:30"]))
      #expect(later.outcome.changed == 1 && later.outcome.messagesAdded == 2)
      _ = try await ledger.read(Upload.chat("7", ["C 10:00"]))
      let history = try #require(try await ledger.history(of: ConversationKey(source: "facebook", vendorID: "7")))
      #expect(history.events.count == 4)
      let response = Facts(of: history, under: Rules()).firstResponse
      guard case .answered(let from, let to, _) = response else {
        Issue.record("expected an answer, found \(response)")
        return
      }
      #expect(to - from == 300)
    }
  }

  @Test(arguments: Engine.available) func `merges a chat that occurs twice in one file`(on engine: Engine) async throws
  {
    try await withLedger(engine) { ledger in
      let first = Upload.chat("7", ["C 10:00", "H 10:20"]).dropLast()
      let second = Upload.chat("7", ["C 10:00", "C 10:10"]).dropFirst()
      let report = try await ledger.read("\(first),\(second)")
      #expect(report.conversations == 1)
      #expect(report.warnings == ["chat “7” occurs twice; its messages were merged"])
      let history = try #require(try await ledger.history(of: ConversationKey(source: "facebook", vendorID: "7")))
      #expect(history.events.count == 3)
    }
  }

  @Test(arguments: Engine.available) func `can be stopped, and then has changed nothing`(on engine: Engine) async throws
  {
    try await withLedger(engine) { ledger in
      let task = Task {
        try await MessengerImport(into: ledger, under: Rules(), source: "facebook").run(
          label: "stopped.json", at: Upload.now, clock: { Upload.now },
          chunks: {
            withUnsafeCurrentTask { $0?.cancel() }
            return Array(Upload.sample.utf8)
          })
      }
      task.cancel()
      await #expect(throws: (any Error).self) { try await task.value }
      let contents = try await ledger.contents()
      #expect(contents["events"] == [] && contents["conversation_facts"] == [])
      let run = try #require(try await ledger.runs(limit: 1).first)
      #expect(run.state == .failed && run.message == "stopped before the end; nothing was changed")
    }
  }

  @Test func `says the same from both stores, row by row`() async throws {
    var all: [[String: [String]]] = []
    for engine in Engine.available {
      try await withLedger(engine) { ledger in
        _ = try await ledger.read(.sample)
        _ = try await ledger.read(Upload.other)
        all.append(try await ledger.contents())
      }
    }
    for other in all.dropFirst() { #expect(other == all[0]) }
    #expect(all[0]["events"]?.isEmpty == false)
  }
}

@Suite struct `The columns` {
  @Test(arguments: Engine.available) func `follow each import, whoever made it`(on engine: Engine) async throws {
    try await withLedger(engine) { ledger in
      let analyst = Analyst(of: ledger, zones: { _ in .utc })
      #expect(try await analyst.follow() == false)
      _ = try await ledger.read(.sample)
      #expect(try await analyst.follow())
      #expect(try await analyst.follow() == false)
      _ = try await ledger.read(Upload.other)
      _ = try await ledger.read(Upload.chat("1", ["C 10:00", "H 10:02"]))
      #expect(try await analyst.follow())
      let fresh = Analyst(of: ledger, zones: { _ in .utc })
      #expect(try await fresh.follow())
      for metric in Metric.allCases {
        let query = MetricQuery(
          metric, over: Upload.august, zone: "UTC", by: metric == .conversationsCreated ? [.day] : [.person])
        let followed = try await analyst.answer(query, asOf: Upload.now)
        #expect(try await fresh.answer(query, asOf: Upload.now) == followed)
        #expect(try await fresh.receipt(of: query, asOf: Upload.now) == analyst.receipt(of: query, asOf: Upload.now))
      }
    }
  }
}
