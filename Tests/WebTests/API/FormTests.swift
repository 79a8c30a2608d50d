import HTTPServer
import JSONReader
import TestKit
import Testing

@testable import Web

@Suite struct `The form of an answer` {
  static let likings: [(accept: String, best: String?)] = [
    ("", "application/json"), ("*/*", "application/json"), ("text/csv", "text/csv"), ("text/*", "text/csv"),
    ("text/csv;q=0.1, application/json", "application/json"), ("text/csv, application/json", "text/csv"),
    ("text/csv, application/json;q=0.9", "text/csv"), ("text/html, */*;q=0.1", "application/json"),
    ("application/json;q=0, */*", "text/csv"), ("text/html", nil), ("text/csv;q=0", nil), ("nonsense", nil),
  ]

  @Test(arguments: likings) func `is what the client likes best`(_ accept: String, _ best: String?) throws {
    var headers = HTTPHeaders()
    if !accept.isEmpty { headers["Accept"] = accept }
    let request = try HTTPRequest(.get, "/api/v1/runs", headers: headers)
    #expect(Acceptance(request).best(of: ["application/json", "text/csv"]) == best)
  }

  @Test func `that cannot be had is refused with the forms that can`() async throws {
    try await withServer(nil) { served async throws in
      let answer = try await served.get("/api/v1/conversations", ["Accept: text/html"])
      #expect(answer.status == 406 && answer["Content-Type"] == "application/problem+json")
      #expect(answer.text.contains("application/json or text/csv"))
      #expect(try await served.get("/healthz", ["Accept: text/html"]).status == 200)
      #expect(try await served.get("/api/metrics", ["Accept: text/html"]).status == 200)
    }
  }

  static let tables: [(target: String, member: String)] = [
    ("/api/v1/numbers/M05?by=person", "groups"), ("/api/v1/conversations", "conversations"),
    ("/api/v1/conversations/facebook%3A1", "events"), ("/api/v1/numbers", "numbers"), ("/api/v1/runs", "runs"),
    ("/api/v1/imports", "imports"), ("/api/v1/sources", "sources"),
    ("/api/v1/sources/facebook/coverage?period=last-7-days", "days"), ("/api/v1/people/review", "review"),
    ("/api/v1/audit", "entries"),
  ]

  @Test(arguments: tables) func `as a table has a line for each row, and its own tag`(
    _ target: String, _ member: String
  )
    async throws
  {
    try await withServer { served async throws in
      let (json, table) = (try await served.get(target), try await served.get(target, ["Accept: text/csv"]))
      let rows = try JSONValue(utf8: json.body)[member]?.elements.count
      #expect(table["Content-Type"] == "text/csv; charset=utf-8" && table["Vary"]?.contains("Accept") == true)
      #expect(json["Vary"]?.contains("Accept") == true && json["ETag"] != table["ETag"])
      #expect(lines(of: table.text) == rows.map { $0 + 1 }, "\(table.text)")
      let tag = try #require(table["ETag"])
      #expect(try await served.get(target, ["Accept: text/csv", "If-None-Match: \(tag)"]).status == 304)
    }
  }

  /// Outside quotes.
  private func lines(of table: String) -> Int {
    var isQuoted = false
    return table.unicodeScalars.count { scalar in
      if scalar == "\"" { isQuoted.toggle() }
      return scalar == "\n" && !isQuoted
    }
  }

  @Test func `as a table has the digits of the answer`() async throws {
    try await withServer { served async throws in
      let durations = try await served.get("/api/v1/numbers/M15?by=person", ["Accept: text/csv"]).text
      #expect(durations.hasPrefix("person,value.n,value.p50,value.p90,value.mean,value.min,value.max,sample,"))
      #expect(durations.contains("\r\nMaya,1,600,600,600,600,600,1,,,true"))
      let whole = try await served.get("/api/v1/numbers/M05", ["Accept: text/csv"]).text
      #expect(whole.hasPrefix("value,sample,range.low,range.high,few\r\n3,3,"), "\(whole)")
    }
  }

  @Test func `as a table does not calculate`() async throws {
    let file = "{\"=cmd|'x'!A1\": [\(Chats.row("@SUM(1)", "to_company", "09:00:00"))]}"
    try await withServer(file) { served async throws in
      let events = try await served.get("/api/v1/conversations/facebook%3A%3Dcmd%7C%27x%27%21A1", ["Accept: text/csv"])
      #expect(events.text.contains(",'@SUM(1)\r\n"), "\(events.text)")
    }
  }
}
