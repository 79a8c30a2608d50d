import CivilTime
import Helpdesks
import JSONReader
import Metrics
import Support
import Sync
import Testing
import Warehouse

@testable import Runtime

private func query(
  _ metric: Metric, by: [Dimension] = [], filters: [Filter] = []
) throws -> MetricQuery {
  let from = try #require(LocalDay(iso8601: "2025-03-01"))
  let period = try #require(Period(from: from, to: from + 31))
  return MetricQuery(metric, over: period, zone: "Europe/Berlin", by: by, filters: filters)
}

private func text(_ write: (inout JSONWriter) -> Void) -> String {
  var json = JSONWriter()
  write(&json)
  return String(decoding: json.bytes, as: UTF8.self)
}

@Suite struct `An answer as JSON` {
  @Test func `repeats the question, and gives null to what has no value`() throws {
    let columns = FactColumns()
    let query = try query(.firstResponse, filters: [Filter(.source, ["helpscout"]), Filter(.person, ["A", "B"])])
    let answer = columns.answer(query, in: .utc, asOf: Instant(seconds: 0))
    #expect(
      text { AnswerJSON(answer).write(to: &$0) } == #"{"id":"M15","name":"First response time","version":1,"#
        + #""query":{"from":"2025-03-01","to":"2025-04-01","zone":"Europe/Berlin","clock":"calendar","#
        + #""attribution":"actor","by":[],"where":{"source":"helpscout","person":["A","B"]}},"value":null,"#
        + #""groups":[],"adds_up":null,"sample":0,"excluded":[],"not_available":[],"#
        + "\"receipt\":\"\(answer.receipt)\"}")
  }

  @Test func `has groups by the names of the breakdown, exclusions and rows`() throws {
    let columns = FactColumns()
    let at = Instant(seconds: 1_741_000_000)
    let key = ConversationKey(text: "a:1")
    let agent = Actor(kind: .agent, id: "7", name: "Oscar Solis")
    let history = History(
      Conversation(key: key, channel: .chat, customerID: "c", hasStates: false),
      events: [
        Event(
          id: "1", occurredAt: at, observedAt: at, sequence: 1, actor: agent, happening: .message(.publicReply)),
        Event(
          id: "2", occurredAt: at + 1, observedAt: at, sequence: 2, actor: agent, happening: .message(.autoReply)),
      ])
    let facts = Facts(of: history, under: Rules())
    columns.replace([(key, try #require(PackedFacts(history.conversation, facts, under: Rules())))])
    let query = try query(.humanReplies, by: [.person])
    let answer = columns.answer(query, in: .utc, asOf: at + 5)
    let rows = columns.receipt(of: query, in: .utc, asOf: at + 5)
    let json = text { AnswerJSON(answer, rows: rows).write(to: &$0) }
    #expect(
      json.contains(#""value":1,"groups":[{"person":"Oscar Solis","value":1,"sample":1,"few":true}],"adds_up":true"#))
    #expect(json.contains(#""excluded":[{"rule":"auto_reply","count":1}]"#))
    #expect(
      json.hasSuffix(
        #""rows":[{"conversation":"a:1","at":"2025-03-03T11:06:40Z","value":1,"person":"Oscar Solis"}]}"#))
  }

  @Test func `summarises durations in seconds`() throws {
    let seconds: [UInt32] = [600, 60]
    let summary = try #require(DurationSummary(of: seconds[...]))
    #expect(
      text { $0.value(.durations(summary)) } == #"{"n":2,"p50":330,"p90":546,"mean":330,"min":60,"max":600}"#)
    #expect(text { $0.value(.none) } == "null")
    #expect(text { $0.value(.count(0)) } == "0")
  }
}

@Suite struct `An import report as JSON` {
  @Test func `says what was read, filtered, rejected and booked`() {
    var report = ImportReport(run: 7, source: "facebook")
    report.conversations = 2
    report.messages = 5
    report.autoReplies = 1
    report.rejected = [RejectedRow(where: "chat “1”, row 2", why: "it is no object")]
    report.rejectedCount = 1
    report.outcome.added = 2
    #expect(
      text { ImportReportJSON(report).write(to: &$0) }
        == #"{"conversations":2,"messages":5,"filtered":{"auto_reply":1},"#
        + #""rejected":[{"where":"chat “1”, row 2","why":"it is no object"}],"rejected_count":1,"duplicates":0,"#
        + #""warnings":[],"new":2,"changed":0,"unchanged":0,"source":"facebook","run":"7"}"#)
  }
}
