import Accounts
import CivilTime
import HTTPServer
import HelpdeskKit
import JSONReader
import Runtime
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Web

/// A server with accounts beside a Help Scout that is not connected yet.
struct Unconnected {
  static let secret = "sentinel-7d1f20ab-not-to-be-seen"
  /// The vendor's words must not hold it either: it is what tests look for.
  static let customer = "Kim Stone"

  let served: ServedLedger
  let browser: Browser
  let vendor: DoubleServer
  let double: HelpScoutDouble
  /// Of the vendor, as `base_url` wants it.
  let address: String

  /// What the form is sent with; `more` comes instead where it names the same.
  func fields(_ deed: String, _ more: [(String, String)] = []) -> [(String, String)] {
    let usual = [
      ("kind", "helpscout"), ("id", "helpscout"), ("client_id", "app-id"), ("client_secret", Unconnected.secret),
      ("base_url", address), ("do", deed),
    ]
    return usual.filter { one in !more.contains { $0.0 == one.0 } } + more
  }

  func send(_ deed: String, _ more: [(String, String)] = []) async throws -> RawHTTPResponse {
    try await browser.submit(fields(deed, more), to: "/sources/connect", from: "/sources/connect?kind=helpscout")
  }

  /// The page of one that is connected.
  func change(_ deed: String, _ more: [(String, String)] = []) async throws -> RawHTTPResponse {
    let kept = fields(deed, [("client_secret", "")]).filter { one in !more.contains { $0.0 == one.0 } }
    return try await browser.submit(kept + more, to: Unconnected.page, from: Unconnected.page)
  }

  static let page = "/sources/helpscout/connection"

  func untilNothingRuns() async throws {
    try await eventually { try await served.application.syncs.inWork().isEmpty }
  }

  static func with(
    count: Int = 3, settings: String = Chats.settings, _ body: (Unconnected) async throws -> Void
  ) async throws {
    var own = HelpScoutDouble.Settings()
    own.clientSecret = secret
    own.limit = 200
    let double = HelpScoutDouble(desk(count), settings: own, clock: DoubleClock(at: ServedLedger.now))
    try await DoubleServer.serve(double) { vendor, address in
      try await withServer(nil, settings: settings, access: .accounts) { served async throws in
        try await served.add("Boss", .admin)
        let browser = try await served.browser(of: "Boss")
        try await body(
          Unconnected(
            served: served, browser: browser, vendor: vendor, double: double, address: "\(address)/v2"))
      }
    }
  }

  private static func desk(_ count: Int) -> HelpScoutDesk {
    var desk = HelpScoutDesk()
    desk.users = [HelpScoutDesk.User(id: 341_000, first: "Ada", last: "Albrecht", email: "ada@desk.example")]
    desk.customers[7] = HelpScoutDesk.Customer(id: 7, first: "Kim", last: "Stone", email: "kim@example.com")
    desk.mailboxes.append(HelpScoutDesk.Mailbox(id: 101, name: "Support"))
    for index in 0..<count {
      let at = ServedLedger.now + (-86_400 + Int64(index) * 600)
      let id = desk.open(in: 101, by: .customer(7), customer: 7, at: at, subject: "Question \(index)")
      desk.write("Help", in: id, by: .customer(7), at: at)
      desk.write("Sure", in: id, by: .user(341_000), at: at + 300, status: "closed")
    }
    return desk
  }
}

extension RawHTTPResponse {
  /// Under which name a form keeps secrets that were entered for a test.
  var draft: String? { text.firstMatch(of: /name="draft" value="([0-9a-f]{32})"/).map { String($0.1) } }
}
