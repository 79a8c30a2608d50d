import CivilTime
import JSONReader
import Metrics
import Runtime
import Support
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `Messages as the old analysis showed them` {
  @Test func `are answered as agreed`() async throws {
    try await withServer(chats) { served async throws in
      var book = ExchangeBook()
      for target in [
        "metrics", "metrics?start_date=2025-08-13&end_date=2025-08-13",
        "metrics?start_date=2025-08-13&end_date=2025-08-12",
        "metrics?start_date=yesterday", "metrics/summary", "conversations?page_size=2",
        "conversations?page=2&page_size=2&sort_by=total_messages&sort_order=asc", "conversations?page_size=101",
        "conversations?page=0", "conversations?sort_by=mood", "conversations?sort_order=up",
        "conversations?min_satisfaction=4", "conversations?min_satisfaction=6", "conversations?satisfied_only=perhaps",
        "conversations?start_date=2025-08-13&end_date=2025-08-13", "conversations/2", "conversations/facebook%3A2",
        "conversations/99", "conversations/2/messages?page_size=1&page=2", "conversations/search?query=parcel",
        "download", "download?export_type=messages&date_from=2025-08-13&date_to=2025-08-13", "download?export_type=all",
        "download?export_type=everything", "download?date_from=soon", "download?min_satisfaction=3", "download/metrics",
      ] {
        try await book.tell(served, "GET", "/api/" + target)
      }
      try await book.tell(served, "POST", "/api/metrics/recalculate?start_date=2025-08-14")
      try expectGolden(book.bytes, "http/messages.txt")
    }
  }

  @Test func `tell of each upload, and end none that is over`() async throws {
    try await withServer(chats) { served async throws in
      var book = ExchangeBook()
      let runs = try await served.json("/api/v1/imports")["imports"]?.elements ?? []
      let run = try #require(runs.first?["run"]?.text)
      for target in ["progress", "progress/\(run)", "progress/7", "progress/none"] {
        try await book.tell(served, "GET", "/api/" + target)
      }
      for id in [run, "7", "none"] { try await book.tell(served, "DELETE", "/api/progress/\(id)") }
      _ = try await served.upload("{\"a\": [")
      let failed = try await served.json("/api/v1/imports")["imports"]?.elements.first { $0["state"]?.text == "failed" }
      try await book.tell(served, "GET", "/api/progress/" + (failed?["run"]?.text ?? ""))
      try await book.tell(served, "GET", "/health")
      try expectGolden(book.bytes, "http/upload-progress.txt")
    }
  }

  @Test func `watch an upload under way, and end it with nothing booked`() async throws {
    try await withServer(nil) { served async throws in
      let content = Array(Chats.sample.utf8)
      let head = "--f\r\nContent-Disposition: form-data; name=\"file\"; filename=\"chats.json\"\r\n\r\n"
      let end = "\r\n--f--\r\n"
      let size = head.utf8.count + content.count + end.utf8.count
      let port = served.port
      let (watched, ended, refused) = try await RawHTTPClient.talk(to: port) { client in
        try client.send(
          "POST /api/upload-json HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(size)\r\n"
            + "Content-Type: multipart/form-data; boundary=f\r\n\r\n" + head)
        try client.send(Array(content.prefix(200)))
        let watcher = try RawHTTPClient(port: port)
        defer { watcher.close() }
        var watched: JSONValue?
        for _ in 0..<100_000 where watched == nil {
          let told = try watcher.request("GET /api/progress HTTP/1.1\r\nHost: localhost\r\n\r\n")
          guard case .object(let active)? = try JSONValue(utf8: told.body)["active_uploads"] else { continue }
          watched = active.members.first?.value
        }
        let id = watched?["upload_id"]?.text ?? ""
        let ended = try watcher.request("DELETE /api/progress/\(id) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try client.send(Array(content.dropFirst(200)) + Array(end.utf8))
        return (watched, ended, try client.receiveResponse())
      }
      let id = try #require(watched?["upload_id"]?.text)
      #expect(watched?["status"]?.text == "processing" && watched?["current_stage"]?.text == "receiving")
      #expect(watched?["total_conversations"] == .null)
      #expect(ended.status == 200, "\(ended.text)")
      #expect(refused.status == 409, "\(refused.text)")
      #expect(try await served.json("/api/v1/conversations")["total"]?.int == 0)
      let progress = try await served.json("/api/progress/\(id)")
      #expect(progress["status"]?.text == "failed" && progress["errors"]?.elements.count == 1, "\(progress)")
      #expect(try await served.json("/api/progress")["total_active"]?.int == 0)
    }
  }

  /// With one text that a spreadsheet would take for a formula, and one that is a table of its own.
  private var chats: String {
    Chats.sample.replacing("Where is my parcel?", with: "=HYPERLINK(\\\"https://evil.example\\\")")
      .replacing("Still nobody?", with: "one, \\\"two\\\"\\nthree")
  }

  @Test(arguments: [nil, "2025-08-13", "2025-08-14", "2025-07-01"] as [String?])
  func `come to the engine's figures`(_ day: String?) async throws {
    try await withServer { served async throws in
      let installation = served.installation
      let bounds = day.map { "?start_date=\($0)&end_date=\($0)" } ?? ""
      let named = day.flatMap { LocalDay(iso8601: $0) }.map { NamedPeriod.today.period(today: $0) }
      let period = named ?? Period.everything(to: installation.today)
      func answer(_ metric: Metric) async throws -> Answer {
        try await installation.analyst.answer(
          MetricQuery(metric, over: period, zone: "Europe/Berlin"), asOf: installation.now)
      }
      let figures = try await served.json("/api/metrics" + bounds)
      let messages = try await [answer(.customerMessages).count ?? 0, answer(.humanReplies).count ?? 0]
      #expect(figures["total_messages"]?.int == messages[0] + messages[1])
      #expect(figures["total_conversations"]?.int == (try await answer(.conversationsCreated)).count)
      let mean = try await answer(.responseTime).summary.map { $0.mean / 60 }
      #expect(figures["avg_response_time_minutes"]?.double == mean)
      let list = try await served.json("/api/conversations" + bounds)
      #expect(list["total"]?.int == figures["total_conversations"]?.int)
      let export = try await served.get(
        "/api/download?export_type=messages" + (day.map { "&date_from=\($0)&date_to=\($0)" } ?? ""))
      // No text of the sample breaks a line.
      let rows = export.text.split(separator: "\n").count
      #expect(rows == (messages[0] + messages[1] == 0 ? 0 : messages[0] + messages[1] + 1))
    }
  }

  @Test func `list each conversation with the engine's own response times`() async throws {
    try await withServer { served async throws in
      let query = MetricQuery(
        .responseTime, over: .everything(to: served.installation.today), zone: "Europe/Berlin")
      let rows = try await served.installation.analyst.receipt(of: query, asOf: served.installation.now)
      let list = try await served.json("/api/conversations")["conversations"]?.elements ?? []
      #expect(list.count == 3)
      for chat in list {
        let own = rows.filter { $0.conversation == chat["id"]?.text }.compactMap(\.value)
        let mean = own.isEmpty ? nil : Double(own.reduce(0, +)) / Double(own.count) / 60
        #expect(chat["avg_response_time_minutes"]?.double == mean, "\(chat["id"]?.text ?? "")")
        #expect(
          chat["total_messages"]?.int == (chat["customer_messages"]?.int ?? 0) + (chat["agent_messages"]?.int ?? 0))
      }
    }
  }

  @Test func `are downloaded whole, however many there are`() async throws {
    try await withServer(Chats.many(1_001)) { served async throws in
      let conversations = try await served.get("/api/download").text.split(separator: "\n")
      #expect(conversations.count == 1_002 && Set(conversations).count == 1_002)
      let messages = try await served.get("/api/download?export_type=all").text.split(separator: "\n")
      #expect(messages.count == 2_003)
      #expect(
        messages.dropFirst().allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 21 })
    }
  }

  @Test func `have as many cells in each row as there are columns`() async throws {
    try await withServer(Chats.many(1)) { served async throws in
      for export in MessageExport.allCases {
        let text = try await served.get("/api/download?export_type=\(export.rawValue)").text
        for line in text.split(separator: "\n") {
          #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == export.columns.count, "\(line)")
        }
      }
    }
  }
}

extension JSONValue {
  fileprivate var double: Double? { if case .number(let number) = self { Double(number.text) } else { nil } }
}
