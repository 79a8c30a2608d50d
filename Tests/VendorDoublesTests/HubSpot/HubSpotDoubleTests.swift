import CivilTime
import DemoCompany
import HTTPServer
import JSONReader
import Testing

@testable import VendorDoubles

/// A HubSpot with a hundred and twenty tickets, called without a socket.
private struct Call {
  let double: HubSpotDouble
  static let now = Instant(seconds: 1_780_000_000)

  init(_ conduct: HubSpotDouble.Conduct = HubSpotDouble.Conduct(), tickets: Int = 120) {
    var desk = HubSpotDesk()
    for number in 0..<tickets {
      desk.file(at: (Call.now.seconds - 5_000 + Int64(number)) * 1_000, ["subject": "\(number)"], contacts: ["9001"])
    }
    double = HubSpotDouble(desk, clock: DoubleClock(at: Call.now), conduct)
  }

  func answer(_ method: HTTPMethod, _ target: String, token: String = "pat-eu1-right", body: String = "") throws
    -> (answer: DoubleAnswer, json: JSONField)
  {
    let call = try DoubleRequest(
      method, target, headers: ["Authorization": "Bearer \(token)", "Content-Type": "application/json"], body: body)
    let answer = double.answer(to: call)
    return (answer, ((try? JSONValue(utf8: answer.body)) ?? .null).root)
  }

  func status(_ method: HTTPMethod, _ target: String, token: String = "pat-eu1-right", body: String = "") throws -> Int
  {
    try answer(method, target, token: token, body: body).answer.status
  }
}

@Suite struct `HubSpot's double` {
  private let tickets = "/crm/v3/objects/tickets"

  private func search(_ filters: String, more: String = "") -> String {
    #"{"filterGroups": [{"filters": [\#(filters)]}]\#(more)}"#
  }

  private func filter(_ property: String, _ comparison: String, _ value: String) -> String {
    #"{"propertyName": "\#(property)", "operator": "\#(comparison)", "value": "\#(value)"}"#
  }

  @Test func `knows one token`() throws {
    let call = Call()
    #expect(try call.status(.get, tickets) == 200)
    #expect(try call.status(.get, tickets, token: "pat-eu1-wrong") == 401)
    #expect(try call.status(.get, tickets, token: "malformed") == 530)
    let refused = try call.answer(.get, tickets, token: "pat-eu1-wrong").json
    #expect(try refused["category"].string == "INVALID_AUTHENTICATION")
  }

  @Test func `names the scope that is missing`() throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.scopes = ["tickets"]
    let owners = try Call(conduct).answer(.get, "/crm/v3/owners")
    #expect(owners.answer.status == 403)
    #expect(try owners.json["category"].string == "MISSING_SCOPES")
    let scopes = try owners.json["errors"].array[0]["context"]["requiredScopes"].array
    #expect(try scopes.map { try $0.string } == ["crm.objects.owners.read"])
  }

  @Test func `pages its list by a mark that has to be encoded, and ends without one`() throws {
    let call = Call()
    let first = try call.answer(.get, "\(tickets)?limit=100").json
    let mark = try first["paging"]["next"]["after"].string
    #expect(mark.contains("="))
    let second = try call.answer(
      .get, "\(tickets)?limit=100&after=\(mark.split(separator: "=")[0])%3D\(mark.hasSuffix("==") ? "%3D" : "")"
    ).json
    #expect(try second["results"].array.count == 20)
    #expect(second["paging"].isMissingOrNull)
    #expect(try call.status(.get, "\(tickets)?after=12") == 400)
  }

  @Test(arguments: [
    ("?limit=101", 400), ("?limit=0", 400), ("?limit=51&propertiesWithHistory=hs_pipeline", 400),
    ("?limit=50&propertiesWithHistory=hs_pipeline", 200), ("?colour=red", 400),
  ])
  func `checks what a list is asked for`(query: String, status: Int) throws {
    #expect(try Call().status(.get, tickets + query) == status)
  }

  @Test func `gives text for every value, null for what is empty, and histories newest first`() throws {
    let call = Call(tickets: 1)
    let id = try #require(
      call.double.change { desk in
        desk.move(desk.tickets[0].id, to: "4", at: Call.now.seconds * 1_000 - 250, by: .user("9001"))
        return desk.tickets.first?.id
      })
    let page = try call.answer(
      .get,
      "\(tickets)?properties=subject,hs_pipeline_stage,closed_date,hubspot_owner_id&propertiesWithHistory=hs_pipeline_stage&limit=50"
    ).json
    let ticket = try page["results"].array[0]
    #expect(try ticket["id"].string == "\(id)")
    #expect(try ticket["properties"]["hs_pipeline_stage"].string == "4")
    #expect(try ticket["properties"]["closed_date"].string == "2026-05-28T20:26:39.750Z")
    #expect(ticket["properties"]["hubspot_owner_id"].value == .null)
    let history = try ticket["propertiesWithHistory"]["hs_pipeline_stage"].array
    #expect(try history.map { try $0["value"].string } == ["4", "1"])
    #expect(try history[0]["updatedByUserId"].int == 9_001)
  }

  @Test func `searches by time up to a last row, without histories or rate headers`() throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.wall = 100
    conduct.searches = 100
    let call = Call(conduct)
    let all = filter("hs_lastmodifieddate", "GTE", "0")
    let sorts = #", "sorts": [{"propertyName": "hs_lastmodifieddate", "direction": "ASCENDING"}]"#
    let first = try call.answer(
      .post, "\(tickets)/search", body: search(all, more: sorts + #", "limit": 60, "after": "0""#))
    #expect(try first.json["total"].int == 120)
    #expect(try first.json["paging"]["next"]["after"].string == "60")
    #expect(first.answer.headers["X-HubSpot-RateLimit-Remaining"] == nil)
    #expect(try first.json["results"].array[0]["propertiesWithHistory"].isMissingOrNull)
    let beyond = search(all, more: sorts + #", "limit": 60, "after": "60""#)
    #expect(try call.status(.post, "\(tickets)/search", body: beyond) == 400)
  }

  @Test func `checks what a search is asked for`() throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.searches = 100
    let call = Call(conduct, tickets: 3)
    let good = filter("hs_object_id", "GT", "1")
    func status(_ body: String) throws -> Int { try call.status(.post, "\(tickets)/search", body: body) }
    #expect(try status(search(good)) == 200)
    #expect(try status(search(good, more: #", "limit": 201"#)) == 400)
    #expect(try status(search(filter("hs_object_id", "LIKE", "1"))) == 400)
    #expect(try status(search(Array(repeating: good, count: 11).joined(separator: ","))) == 400)
    #expect(try status("no JSON") == 400)
  }

  @Test func `reads a hundred at once, fifty with histories, and tells whom it misses`() throws {
    let call = Call()
    let ids = call.double.change { $0.tickets.map(\.id) }
    func body(_ count: Int, _ more: String = "") -> String {
      let inputs = ids.prefix(count).map { #"{"id": "\#($0)"}"# } + (count == 2 ? [#"{"id": "7"}"#] : [])
      return #"{"inputs": [\#(inputs.joined(separator: ","))], "properties": ["subject"]\#(more)}"#
    }
    let history = #", "propertiesWithHistory": ["hs_pipeline"]"#
    #expect(try call.status(.post, "\(tickets)/batch/read", body: body(100)) == 200)
    #expect(try call.status(.post, "\(tickets)/batch/read", body: body(101)) == 400)
    #expect(try call.status(.post, "\(tickets)/batch/read", body: body(50, history)) == 200)
    #expect(try call.status(.post, "\(tickets)/batch/read", body: body(51, history)) == 400)
    let partly = try call.answer(.post, "\(tickets)/batch/read", body: body(2))
    #expect(partly.answer.status == 207)
    #expect(try partly.json["results"].array.count == 2)
    #expect(try partly.json["errors"].array[0]["category"].string == "OBJECT_NOT_FOUND")
  }

  @Test func `shows archived tickets only to those who ask, and survivors for the merged`() throws {
    let call = Call(tickets: 4)
    let ids = call.double.change { desk in
      let ids = desk.tickets.map(\.id)
      desk.archive(ids[0], at: Call.now.seconds * 1_000)
      desk.merge(ids[2], into: ids[1], at: Call.now.seconds * 1_000)
      return ids
    }
    let live = try call.answer(.get, tickets).json["results"].array.map { try $0["id"].string }
    #expect(live == ["\(ids[1])", "\(ids[3])"])
    let archived = try call.answer(.get, "\(tickets)?archived=true").json["results"].array
    #expect(try archived.map { try $0["id"].string } == ["\(ids[0])"])
    #expect(try archived[0]["archivedAt"].string == "2026-05-28T20:26:40Z")
    #expect(try call.answer(.get, "\(tickets)/\(ids[2])").json["id"].string == "\(ids[1])")
    #expect(try call.status(.get, "\(tickets)/\(ids[0])") == 404)
  }

  @Test func `keeps its limits, each in its own words`() throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.burst = 3
    conduct.daily = 6
    let call = Call(conduct, tickets: 1)
    let first = try call.answer(.get, tickets).answer
    #expect(first.headers["X-HubSpot-RateLimit-Max"] == "3" && first.headers["X-HubSpot-RateLimit-Remaining"] == "2")
    #expect(first.headers["X-HubSpot-RateLimit-Daily-Remaining"] == "5")
    for _ in 0..<2 { _ = try call.status(.get, tickets) }
    let refused = try call.answer(.get, tickets)
    #expect(refused.answer.status == 429)
    #expect(try refused.json["policyName"].string == "TEN_SECONDLY_ROLLING")
    #expect(refused.json["category"].isMissingOrNull && refused.answer.headers["Retry-After"] == nil)
    let body = search(filter("hs_object_id", "GT", "1"))
    for _ in 0..<3 { _ = try call.status(.post, "\(tickets)/search", body: body) }
    let spent = try call.answer(.post, "\(tickets)/search", body: body)
    #expect(try spent.json["policyName"].string == "DAILY")
  }

  @Test func `lists conversations by id, or by their last message from a time on`() throws {
    let call = Call(tickets: 1)
    let threads = "/conversations/v3/conversations/threads"
    call.double.change { desk in
      let ticket = desk.tickets[0].id
      for number in 0..<3 {
        let at = Call.now.seconds * 1_000 - 9_000 + Int64(number) * 1_000
        let thread = desk.beginThread(at: at, ticket: number == 0 ? ticket : nil)
        desk.say("Hello", in: thread, by: "V-1", at: at)
      }
    }
    let all = try call.answer(.get, "\(threads)?association=TICKET&limit=2").json
    #expect(try all["results"].array.map { $0["threadAssociations"].isMissingOrNull } == [false, true])
    #expect(!all["paging"].isMissingOrNull)
    let since = "sort=latestMessageTimestamp&latestMessageTimestampAfter=2026-05-28T20:26:32Z"
    #expect(try call.answer(.get, "\(threads)?\(since)").json["results"].array.count == 1)
    #expect(try call.status(.get, "\(threads)?sort=latestMessageTimestamp") == 400)
    #expect(try call.status(.get, "\(threads)?limit=501") == 400)
    #expect(try call.status(.get, "\(threads)/1/messages") == 404)
  }
}

@Suite struct `HubSpot's telling of a story` {
  private let story = StoryTeller(
    seed: 11, zone: .utc, endingAt: Call.now, days: 12, conversationsPerDay: 10,
    channels: [(.email, 50), (.chat, 30), (.phone, 10), (.portal, 10)]
  ).tell()

  @Test func `shows what the clock has passed, and no more`() throws {
    let clock = DoubleClock(at: Call.now + -6 * 86_400)
    let double = HubSpotDouble(telling: story, clock: clock)
    func tickets() throws -> Int {
      let call = try DoubleRequest(
        .get, "/crm/v3/pipelines/tickets", headers: ["Authorization": "Bearer pat-eu1-right"])
      _ = double.answer(to: call)
      return double.change { $0.tickets.count }
    }
    let before = try tickets()
    #expect(before == story.tales.count { $0.createdAt < clock.now })
    clock.advance(by: .seconds(6 * 86_400))
    #expect(try tickets() == story.tales.count)
    #expect(before < story.tales.count)
  }
}
