import CivilTime
import DemoCompany
import HTTPServer
import JSONReader
import Testing

@testable import VendorDoubles

private let now = Timestamp("2026-03-20T12:00:00Z")?.instant ?? Instant(seconds: 0)
private let page = "/v19.0/2121008874780932/conversations"
private let fields = "id,updated_time,messages.limit(2)%7Bid,created_time%7D"

private func ask(_ double: MessengerDouble, _ target: String, token: String = "EAAright") throws -> DoubleAnswer {
  var headers = HTTPHeaders()
  headers.add("Authorization", "Bearer \(token)")
  return double.answer(to: try DoubleRequest(.get, target, headers: headers))
}

extension DoubleAnswer {
  fileprivate var value: JSONValue { get throws { try JSONValue(utf8: body) } }
  /// `400 100/33`
  fileprivate var trouble: String {
    get throws {
      let error = try value["error"]
      return "\(status) \((try? error["code"].int) ?? 0)/\((try? error["error_subcode"].int) ?? 0)"
    }
  }
}

@Suite struct `Messenger's double` {
  private func double(conversations: Int = 30) -> MessengerDouble {
    let double = MessengerDouble(clock: DoubleClock(at: now))
    for number in 0..<conversations {
      for message in 0..<3 { double.write("\(message)", in: "t_\(number)", at: now + Int64(-number * 600 + message)) }
    }
    return double
  }

  static let refusals: [(String, String, String)] = [
    ("\(page)?platform=messenger&fields=\(fields)", "EAAwrong", "400 190/0"),
    ("\(page)?platform=instagram&fields=id", "EAAright", "400 100/0"), ("\(page)?fields=id", "EAAright", "400 100/0"),
    ("\(page)?platform=messenger", "EAAright", "400 100/0"),
    ("\(page)?platform=messenger&fields=id&since=1", "EAAright", "400 100/0"),
    ("\(page)?platform=messenger&fields=id&limit=101", "EAAright", "400 100/0"),
    ("/v19.0/77/conversations?platform=messenger&fields=id", "EAAright", "400 100/33"),
    ("/v19.0/t_99?fields=id", "EAAright", "400 100/33"),
    ("\(page)?platform=messenger&fields=\(fields)", "EAAright", "200 0/0"),
  ]

  @Test(arguments: refusals) func `refuses what the vendor refuses`(target: String, token: String, outcome: String)
    throws
  {
    #expect(try ask(double(), target, token: token).trouble == outcome)
  }

  @Test func `pages by cursors, in links that hold the token`() throws {
    let double = double()
    let first = try ask(double, "\(page)?platform=messenger&fields=\(fields)&limit=20").value
    #expect(try first["data"].array.map { try $0["id"].string }.first == "t_0")
    #expect(try first["data"].array.first?["messages"]["data"].array.count == 2)
    #expect(try first["paging"]["next"].string.contains("access_token=EAAright"))
    let cursor = try first["paging"]["cursors"]["after"].string.replacing("=", with: "%3D")
    // It moves to the front, and leaves no hole.
    double.write("again", in: "t_25", at: now + 60)
    let second = try ask(double, "\(page)?platform=messenger&fields=id&limit=20&after=\(cursor)").value
    #expect(
      try second["data"].array.map { try $0["id"].string } == [20, 21, 22, 23, 24, 26, 27, 28, 29].map { "t_\($0)" })
    #expect(second["paging"]["next"].isMissingOrNull && !second["paging"]["cursors"].isMissingOrNull)
    let messages = try ask(double, "/v19.0/t_0/messages?fields=id&limit=2").value
    let rest = try ask(
      double, "/v19.0/t_0/messages?fields=id&limit=2&after=\(try messages["paging"]["cursors"]["after"].string)"
    ).value
    #expect(try rest["data"].array.map { try $0["id"].string } == ["m_t_0_1"])
    let nobody = MessengerDouble(clock: DoubleClock(at: now))
    #expect(try ask(nobody, "\(page)?platform=messenger&fields=id").value["paging"].isMissingOrNull)
  }

  @Test func `tells of its limits in headers`() throws {
    let double = double()
    double.change { $0.minutesToRegain = 7 }
    let refused = try ask(double, "\(page)?platform=messenger&fields=id")
    #expect(try refused.trouble == "400 80006/2446079")
    #expect(refused.headers["X-Business-Use-Case-Usage"]?.contains(#""estimated_time_to_regain_access":7"#) == true)
    double.change { ($0.minutesToRegain, $0.mostMessages) = (0, 10) }
    #expect(try ask(double, "\(page)?platform=messenger&fields=\(fields)&limit=20").trouble == "500 1/0")
    #expect(try ask(double, "\(page)?platform=messenger&fields=\(fields)&limit=5").status == 200)
  }
}
