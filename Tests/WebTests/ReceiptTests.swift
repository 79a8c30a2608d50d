import JSONReader
import Metrics
import TestKit
import Testing

@testable import Web

@Suite struct `Receipts` {
  @Test func `page, API and receipt agree on every figure`() async throws {
    try await withServer { served async throws in
      for (metric, expected) in [("M01", 3), ("M05", 3), ("M15", 2)] {
        let answer = try await served.json("/api/v1/numbers/\(metric)?period=last-7-days")
        #expect(answer["sample"]?.int == expected)
        let id = try #require(answer["receipt"]?.text)
        let receipt = try await served.json("/api/v1/receipts/\(id)")
        #expect(receipt["total"]?.int == expected)
        #expect(receipt["rows"]?.elements.count == expected)
        let page = try await served.get("/conversations?receipt=\(id)")
        #expect(page.text.contains("\(expected) rows, as many as the figure counts"))
        #expect(try await served.get("/?period=last-7-days").text.contains("/conversations?receipt=\(id)"))
      }
    }
  }

  @Test func `what is left out has as many rows as the figure says`() async throws {
    try await withServer { served async throws in
      let answer = try await served.json("/api/v1/numbers/M15?from=2025-08-01&to=2025-09-01")
      let id = try #require(answer["receipt"]?.text)
      let excluded = try #require(answer["excluded"]).elements
      #expect(excluded.compactMap { $0["rule"]?.text } == ["auto_reply_only", "waiting"])
      for left in excluded {
        let rule = try #require(left["rule"]?.text)
        let receipt = try await served.json("/api/v1/receipts/\(id)?left_out=\(rule)")
        #expect(receipt["total"]?.int == left["count"]?.int)
        let page = try await served.get("/conversations?receipt=\(id)&left_out=\(rule)")
        #expect(page.text.contains("1 row, as many as the figure leaves out"))
      }
    }
  }

  @Test func `a person's cell opens that person's rows`() async throws {
    try await withServer { served async throws in
      let groups = try await served.json("/api/v1/numbers/M05?period=last-7-days&by=person")
      #expect(groups["adds_up"] == .bool(true))
      for group in try #require(groups["groups"]).elements {
        let name = try #require(group["person"]?.text)
        let narrowed = try await served.json(
          "/api/v1/numbers/M05?period=last-7-days&person=\(percentEncoded(name))")
        #expect(narrowed["value"]?.int == group["value"]?.int)
        let id = try #require(narrowed["receipt"]?.text)
        #expect(try await served.get("/?period=last-7-days").text.contains("receipt=\(id)"))
      }
    }
  }

  @Test func `a receipt is read in parts`() async throws {
    try await withServer(Chats.many(120)) { served async throws in
      let answer = try await served.json("/api/v1/numbers/M05?period=last-7-days")
      let id = try #require(answer["receipt"]?.text)
      let part = try await served.json("/api/v1/receipts/\(id)?limit=30&offset=100")
      #expect(part["total"]?.int == 120)
      #expect(part["rows"]?.elements.count == 20)
      #expect(part["rows"]?.elements.first?.keys == ["conversation", "at", "value", "person"])
    }
  }

  @Test(arguments: ["r_", "r_AAAA", "nonsense", "r_%3Cscript%3E"])
  func `an unreadable receipt is not found`(_ id: String) async throws {
    try await withServer { served async throws in
      #expect(try await served.get("/api/v1/receipts/\(id)").status == 404)
      #expect(try await served.get("/conversations?receipt=\(id)").status == 404)
    }
  }
}
