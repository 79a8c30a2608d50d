import CivilTime
import Encoding
import HTTPServer
import JSONReader
import Testing

@testable import VendorDoubles

private let now = Instant(seconds: 1_774_000_000)

private func double(_ change: (inout FreshworksDouble.Account) -> Void = { _ in }) -> FreshworksDouble {
  FreshworksDouble(FreshworksDouble.Account(change), clock: DoubleClock(at: now))
}

extension FreshworksDouble {
  fileprivate func get(_ path: String, user: String = "right", password: String = "X") throws -> DoubleAnswer {
    let key = Base64.encode(Array("\(user):\(password)".utf8))
    return answer(to: try DoubleRequest(.get, Self.root + path, headers: ["Authorization": "Basic \(key)"]))
  }

  fileprivate func rows(_ path: String, _ key: String = "tickets") throws -> [JSONField] {
    try JSONValue(utf8: try get(path).body)[key].array
  }
}

private func words(_ answer: DoubleAnswer) -> String { String(decoding: answer.body, as: UTF8.self) }

@Suite struct `A double of Freshservice` {
  @Test func `lets in the key with any password but none`() throws {
    let double = double()
    #expect(try double.get("/tickets").status == 200)
    #expect(try double.get("/tickets", user: "wrong").status == 401)
    #expect(try double.get("/tickets", password: "").status == 401)
    #expect(try words(double.get("/tickets", user: "wrong")).contains("invalid_credentials"))
    let bearer = try DoubleRequest(.get, "/api/v2/tickets", headers: ["Authorization": "Bearer right"])
    #expect(double.answer(to: bearer).status == 401)
  }

  @Test(arguments: [
    ("per_page=101", "per_page"), ("per_page=0", "per_page"), ("page=0", "page"), ("page=x", "page"),
    ("page=301", "page"),
    ("colour=red", "colour"), ("filter=open", "filter"), ("include=stats,everything", "include"),
    ("updated_since=2026-01-01", "updated_since"), ("updated_since=yesterday", "updated_since"),
    ("workspace_id=0", "workspace_id"),
    ("order_type=up", "order_type"),
  ]) func `refuses what the vendor refuses`(_ example: (query: String, field: String)) throws {
    let answer = try double().get("/tickets?\(example.query)")
    #expect(answer.status == 400)
    let json = try JSONValue(utf8: answer.body)
    #expect(try json["description"].string == "Validation failed")
    #expect(try json["errors"].array[0]["field"].string == example.field)
  }

  @Test func `shows the last 30 days unless told otherwise, and no spam or deleted tickets`() throws {
    let double = double()
    for id in 1...5 { double.raise(id, at: now + -Int64(id) * 10 * 86_400) }
    double.markSpam(1, at: now + -60)
    double.delete(2, at: now + -30)
    #expect(try double.rows("/tickets").map { try $0["id"].int } == [3])
    #expect(
      try double.rows("/tickets?updated_since=2000-01-01T00:00:00Z&order_type=asc").map { try $0["id"].int } == [
        5, 4, 3,
      ])
    #expect(try double.rows("/tickets?filter=spam").map { try $0["id"].int } == [1])
    #expect(
      try double.rows("/tickets?filter=deleted&updated_since=2000-01-01T00:00:00Z").map { try $0["id"].int } == [2])
  }

  @Test func `sorts by update, or pretends not to know how`() throws {
    for (order, expected) in [(FreshworksDouble.Order.kept, [2, 3, 1]), (.ignored, [3, 2, 1])] {
      let double = double { $0.order = order }
      for id in 1...3 { double.raise(id, at: now + -Int64(id) * 100) }
      double.touch(3, at: now + -150)
      #expect(
        try double.rows("/tickets?order_by=updated_at&order_type=asc").map { try $0["id"].int } == expected, "\(order)")
    }
    #expect(try double { $0.order = .refused }.get("/tickets?order_by=updated_at").status == 400)
  }

  @Test func `links to the next page while there is one`() throws {
    let double = double()
    for id in 1...5 { double.raise(id, at: now + -Int64(id)) }
    let first = try double.get("/tickets?per_page=2&page=2&updated_since=2026-01-01T00%3A00%3A00Z")
    let link = first.headers["Link"] ?? ""
    #expect(link.hasPrefix("<http://127.0.0.1/api/v2/tickets?page=3&") && link.hasSuffix(">; rel=\"next\""))
    #expect(link.contains("updated_since=2026-01-01T00%3A00%3A00Z"))
    #expect(try double.get("/tickets?per_page=2&page=3").headers["Link"] == nil)
    #expect(try double.rows("/tickets?per_page=2&page=9").isEmpty)
  }

  @Test func `counts each kind of call, embedding for more`() throws {
    let double = double { $0.limits = (500, 10, 160, 140) }
    let list = try double.get("/tickets")
    #expect(list.headers["X-RateLimit-Total"] == "10" && list.headers["X-RateLimit-Remaining"] == "9")
    #expect(try double.get("/groups").headers["X-RateLimit-Total"] == "500")
    #expect(try double.get("/tickets?include=stats").headers["X-RateLimit-Remaining"] == "5")
    #expect(try double.get("/tickets?include=stats").status == 200)
    let refused = try double.get("/tickets?include=stats")
    #expect(refused.status == 429 && refused.headers["Retry-After"] == "20")
    double.clock.advance(by: .seconds(60))
    #expect(try double.get("/tickets").status == 200)
  }

  @Test func `shows tags on the ticket alone, the opening in no conversation, and a rating or nothing`() throws {
    let double = double()
    double.raise(7, at: now + -3_600)
    double.tag(7, "neve", at: now + -60)
    double.hear(7, at: now + -50)
    #expect(try double.rows("/tickets")[0]["tags"].isMissingOrNull)
    let ticket = try JSONValue(utf8: try double.get("/tickets/7?include=stats,requester").body)["ticket"]
    #expect(try ticket["tags"].array.map { try $0.string } == ["neve"])
    #expect(try ticket["stats"]["ticket_id"].int == 1_023_000_007)
    #expect(try ticket["stats"]["resolution_time_in_secs"].int == 0)
    #expect(try ticket["requester"]["name"].string == "Jo March")
    #expect(try double.rows("/tickets/7/conversations", "conversations").map { try $0["incoming"].bool } == [true])
    #expect(try double.get("/tickets/7/csat_response").status == 404)
    #expect(try double.get("/tickets/7/csat_response").body.isEmpty)
    #expect(try double.get("/tickets/8").body.isEmpty)
  }

  @Test func `keeps flags of missed targets apart from changes`() throws {
    let double = double()
    double.raise(7, at: now + -3_600)
    #expect(try double.rows("/tickets")[0]["fr_escalated"].bool == false)
    double.clock.advance(by: .seconds(86_400))
    let row = try double.rows("/tickets")[0]
    #expect(try row["fr_escalated"].bool)
    #expect(try row["updated_at"].string == (now + -3_600).iso8601)
  }

  @Test func `tells of deeds in sentences, the latest first`() throws {
    let double = double()
    double.employ(5, "Ben", "Hale")
    double.form(group: 70, "Network")
    double.raise(7, at: now + -600)
    double.assign(7, to: 5, by: .workflow, at: now + -500)
    double.move(7, toGroup: 70, by: .agent(5), at: now + -400)
    double.resolve(7, by: .agent(5), at: now + -300)
    let rows = try double.rows("/tickets/7/activities", "activities")
    #expect(
      try rows.map { try $0["content"].string } == [
        " set Status as Resolved", " set Group as Network", " set Agent as Ben Hale",
      ])
    #expect(rows[2]["actor"]["id"].isMissingOrNull)
    double.reopen(7, by: .requester, at: now + -200)
    let stats = try double.rows("/tickets?include=stats")[0]["stats"]
    #expect(stats["resolved_at"].isMissingOrNull)
  }

  @Test func `asks for queries in double quotes, and counts them`() throws {
    let double = double()
    for id in 1...40 { double.raise(id, at: now + -Int64(id) * 86_400) }
    let query = "/tickets/filter?query=%22created_at:%3E%27\((now + -10 * 86_400).iso8601.prefix(10))%27%22"
    let answer = try JSONValue(utf8: try double.get(query).body)
    #expect(try answer["total"].int == 10)
    #expect(try double.get("/tickets/filter?query=updated_at:%3E%272026-01-01%27").status == 400)
    #expect(try double.get("/tickets/filter?query=%22nonsense%22").status == 400)
  }
}

@Suite struct `A double of Freshdesk` {
  @Test func `answers bare, has no activities, and lists ratings`() throws {
    let double = double { $0.product = .freshdesk }
    double.raise(7, at: now + -600)
    double.rate(7, 103, at: now + -60)
    #expect(try JSONValue(utf8: try double.get("/tickets").body).root.array.count == 1)
    #expect(try double.get("/tickets/7/activities").status == 404)
    #expect(try double.get("/departments").status == 404)
    let ratings = try JSONValue(utf8: try double.get("/surveys/satisfaction_ratings").body).root.array
    #expect(try ratings[0]["ratings"]["default_question"].int == 103)
    #expect(try double.get("/tickets").headers["X-Freshdesk-API-Version"] != nil)
    #expect(try double.get("/search/tickets?query=%22updated_at:%3E%272026-01-01%27%22&page=11").status == 400)
  }
}
