import CivilTime
import HTTPServer
import JSONReader
import Testing

@testable import VendorDoubles

private let now = Timestamp("2026-03-02T12:00:00Z")?.instant ?? Instant(seconds: 0)

@Suite struct `A double of Help Scout` {
  private let double: HelpScoutDouble
  private let clock = DoubleClock(at: now)

  init() {
    var desk = HelpScoutDesk()
    desk.users = [HelpScoutDesk.User(id: 341_000, first: "Ada", last: "Albrecht", email: "ada@desk.example")]
    desk.teams = [HelpScoutDesk.Team(id: 700_001, name: "Tier 2", members: [341_000])]
    desk.mailboxes = [HelpScoutDesk.Mailbox(id: 101, name: "Support"), HelpScoutDesk.Mailbox(id: 102, name: "Other")]
    desk.customers[7] = HelpScoutDesk.Customer(id: 7, first: "Kim", last: "Stone", email: "kim@example.com")
    for index in 0..<60 {
      let id = desk.open(
        in: 101, by: .customer(7), customer: 7, at: now + (-90_000 + Int64(index) * 60), subject: "Question \(index)")
      desk.write("Help", in: id, by: .customer(7), at: now + (-90_000 + Int64(index) * 60))
    }
    double = HelpScoutDouble(desk, clock: clock)
  }

  private func answer(_ target: String, token: String? = nil) throws -> DoubleAnswer {
    let headers: HTTPHeaders = ["Authorization": "Bearer \(try token ?? signIn())"]
    return double.answer(to: try DoubleRequest(.get, target, headers: headers))
  }

  private func signIn(_ body: String = "grant_type=client_credentials&client_id=app-id&client_secret=app-secret") throws
    -> String
  {
    let answer = double.answer(to: try DoubleRequest(.post, "/v2/oauth2/token", body: body))
    return try JSONValue(utf8: answer.body)["access_token"].string
  }

  private func json(_ target: String) throws -> JSONValue { try JSONValue(utf8: try answer(target).body) }

  private func ids(_ target: String) throws -> [Int] {
    try json(target)["_embedded"]["conversations"].ifPresent?.array.map { try $0["id"].int } ?? []
  }

  @Test func `gives tokens to its app alone, by form or by JSON`() throws {
    let first = try signIn()
    let second = try signIn(
      #"{"grant_type":"client_credentials","client_id":"app-id","client_secret":"app-secret"}"#)
    #expect(first != second)
    for body in ["", "grant_type=client_credentials&client_id=app-id&client_secret=no", "grant_type=password", "{"] {
      let refused = double.answer(to: try DoubleRequest(.post, "/v2/oauth2/token", body: body))
      #expect(refused.status == 400)
    }
    #expect(try answer("/v2/users", token: first).status == 200)
    #expect(try answer("/v2/users", token: "token-9").status == 401)
    #expect(double.answer(to: try DoubleRequest(.get, "/v2/users")).status == 401)
    clock.advance(by: .seconds(7_201))
    #expect(try answer("/v2/users", token: first).status == 401)
  }

  @Test func `lists what is active unless asked for more`() throws {
    let id = try #require(double.desk.conversations.keys.min())
    double.change { $0.close(id, by: .user(341_000), at: now + -60) }
    #expect(try json("/v2/conversations")["page"]["totalElements"].int == 59)
    #expect(try json("/v2/conversations?status=closed")["page"]["totalElements"].int == 1)
    let all = try json("/v2/conversations?status=all")
    #expect(try all["page"]["totalElements"].int == 60)
    #expect(try all["page"]["totalPages"].int == 3)
    #expect(try all["page"]["size"].int == 25)
    // The newest first, by creation.
    #expect(try ids("/v2/conversations?status=all").first == double.desk.conversations.keys.max())
    #expect(try ids("/v2/conversations?status=all&sortField=modifiedAt&sortOrder=asc&page=3").last == id)
    let empty = try json("/v2/conversations?status=spam")
    #expect(empty["_embedded"].value == nil)
    #expect(try empty["page"]["totalPages"].int == 0)
    #expect(try ids("/v2/conversations?status=all&mailbox=101,102&page=4").isEmpty)
    #expect(try ids("/v2/conversations?status=all&mailbox=102").isEmpty)
  }

  @Test func `filters by time as its language says`() throws {
    let from = (now + -90_000).iso8601
    let to = (now + (-90_000 + 120)).iso8601
    #expect(try ids("/v2/conversations?status=all&query=(createdAt:%5B\(from)%20TO%20\(to)%5D)").count == 3)
    let longAgo = "1970-01-01T00:00:00Z"
    #expect(try ids("/v2/conversations?status=all&query=(createdAt:%5B\(longAgo)%20TO%20\(from)%5D)").count == 1)
    #expect(try ids("/v2/conversations?status=all&modifiedSince=\((now + -86_500).iso8601)").count == 1)
  }

  @Test(arguments: [
    "colour=red", "status=any", "page=0", "page=x", "sortField=updatedAt", "sortOrder=up", "embed=people", "mailbox=x",
    "modifiedSince=2026-01-01T00:00:00.000Z", "modifiedSince=yesterday", "query=createdAt", "query=(subject:x)",
    "folder=1", "pageSize=100",
  ])
  func `refuses what is not documented`(_ query: String) throws {
    let refused = try answer("/v2/conversations?\(query)")
    #expect(refused.status == 400)
    let errors = try JSONValue(utf8: refused.body)["_embedded"]["errors"].array
    #expect(try errors.map { try $0["path"].string } == [query.split(separator: "=").first.map(String.init) ?? ""])
  }

  @Test func `shows a conversation as long as it is there`() throws {
    let ids = double.desk.conversations.keys.sorted()
    double.change { desk in
      desk.merge(ids[0], into: ids[1], by: .user(341_000), at: now)
      desk.delete(ids[2], at: now)
    }
    let survivor = try JSONValue(utf8: try answer("/v2/conversations/\(ids[1])?embed=threads").body)
    #expect(try survivor["threads"].int == 2)
    #expect(try survivor["_embedded"]["threads"].array.count == 3)
    let merged = try answer("/v2/conversations/\(ids[0])")
    #expect(merged.status == 301)
    #expect(merged.headers["Location"] == "https://api.helpscout.net/v2/conversations/\(ids[1])")
    #expect(try answer("/v2/conversations/\(ids[0])/threads").status == 404)
    #expect(try answer("/v2/conversations/\(ids[2])").status == 404)
    #expect(try answer("/v2/conversations/1").status == 404)
    clock.advance(by: .seconds(61 * 86_400))
    #expect(try answer("/v2/conversations/\(ids[0])").status == 404)
    #expect(try json("/v2/conversations?status=all")["page"]["totalElements"].int == 58)
  }

  @Test func `lists entries newest first, and open conversations with a dummy for their closer`() throws {
    let id = try #require(double.desk.conversations.keys.max())
    let open = try json("/v2/conversations/\(id)")
    #expect(open["assignee"].value == nil)
    #expect(try open["closedBy"].int == 0)
    #expect(try open["closedByUser"]["email"].string == "unknown")
    #expect(open["closedAt"].value == nil)
    double.change { desk in
      desk.write("Sure", in: id, by: .user(341_000), at: now + 60, status: "closed")
      desk.write("Draft", in: id, by: .user(341_000), at: now + 70, state: "draft")
      desk.tag(id, ["pro"])
    }
    let threads = try json("/v2/conversations/\(id)/threads")["_embedded"]["threads"].array
    #expect(try threads.map { try $0["state"].string } == ["draft", "published", "published"])
    #expect(try threads[1]["status"].string == "closed")
    #expect(try threads[1]["assignedTo"]["email"].string == "none@nowhere.com")
    let closed = try json("/v2/conversations/\(id)")
    #expect(try closed["threads"].int == 2)
    #expect(try closed["closedBy"].int == 341_000)
    #expect(try closed["tags"].array.first?["tag"].string == "pro")
    #expect(try closed["userUpdatedAt"].string == (now + 70).iso8601)
  }

  @Test func `says what is left of its limit, and for how long to be silent`() throws {
    let token = try signIn()
    let first = try answer("/v2/users", token: token)
    #expect(first.headers["X-RateLimit-Limit-Minute"] == "400")
    #expect(first.headers["X-RateLimit-Remaining-Minute"] == "399")
    for _ in 0..<399 { #expect(try answer("/v2/tags", token: token).status == 200) }
    clock.advance(by: .seconds(20))
    let refused = try answer("/v2/users", token: token)
    #expect(refused.status == 429)
    #expect(refused.headers["X-RateLimit-Retry-After"] == "40")
    #expect(refused.headers["Retry-After"] == nil)
    clock.advance(by: .seconds(40))
    #expect(try answer("/v2/users", token: token).status == 200)
  }

  @Test func `lists teams among users, and hides what its user cannot see`() throws {
    let users = try json("/v2/users")["_embedded"]["users"].array
    #expect(try users.map { try $0["type"].string } == ["user", "team"])
    #expect(try json("/v2/teams/700001/members")["_embedded"]["users"].array.count == 1)
    double.change { $0.mailboxes[0].isVisible = false }
    #expect(try json("/v2/mailboxes")["_embedded"]["mailboxes"].array.count == 1)
    #expect(try answer("/v2/mailboxes/101/fields").status == 404)
    #expect(try json("/v2/conversations?status=all")["page"]["totalElements"].int == 0)
    let id = try #require(double.desk.conversations.keys.max())
    #expect(try answer("/v2/conversations/\(id)").status == 404)
  }

  @Test func `reports ratings to those who pay for it`() throws {
    let id = try #require(double.desk.conversations.keys.max())
    double.change { desk in
      desk.write("Sure", in: id, by: .user(341_000), at: now + -900)
      desk.rate(id, level: 3, comments: "slow", by: 7, at: now + -800)
    }
    let target = "/v2/reports/happiness/ratings?start=2026-01-01T00:00:00Z&end=2026-04-01T00:00:00Z"
    let report = try json("\(target)&rating=all")
    let row = try #require(try report["results"].array.first)
    #expect(try row["id"].int == id)
    #expect(try row["ratingId"].int == 3)
    #expect(try row["ratingUserId"].int == 341_000)
    #expect(try report["count"].int == 1)
    #expect(try json("\(target)&rating=all&mailboxes=102")["count"].int == 0)
    #expect(try answer(target).status == 400)
    #expect(try answer("\(target)&rating=all&sortOrder=asc").status == 400)
    double.settings.hasReports = false
    #expect(try answer("\(target)&rating=all").status == 403)
    #expect(try answer("/v2/customers").status == 404)
  }
}
