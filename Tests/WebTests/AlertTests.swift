import Accounts
import CivilTime
import HTTPServer
import Metrics
import Synchronization
import TestKit
import Testing

@testable import Web

@Suite struct `An alert` {
  private static let start = Instant(seconds: 1_000_000)

  @Test func `fires when a number has been beyond its threshold for long enough, once`() {
    var watch = AlertWatch(.above, 20, lasting: 600)
    #expect(watch.see(20, at: `An alert`.start) == nil && watch.state == .calm)
    #expect(watch.see(21, at: `An alert`.start + 10) == nil && watch.state == .pending)
    #expect(watch.see(30, at: `An alert`.start + 609) == nil)
    #expect(watch.see(30, at: `An alert`.start + 610) == .fired)
    #expect(watch.see(40, at: `An alert`.start + 2_000) == nil)
    #expect(watch.see(20, at: `An alert`.start + 2_001) == .resolved && watch.state == .calm)
  }

  @Test func `begins anew when the number was calm in between`() {
    var watch = AlertWatch(.below, 0.9, lasting: 600)
    #expect(watch.see(0.5, at: `An alert`.start) == nil)
    #expect(watch.see(0.95, at: `An alert`.start + 300) == nil && watch.state == .calm)
    #expect(watch.see(0.5, at: `An alert`.start + 400) == nil)
    #expect(watch.see(0.5, at: `An alert`.start + 700) == nil)
    #expect(watch.see(0.5, at: `An alert`.start + 1_000) == .fired)
  }

  @Test func `neither fires nor is over while there is no value`() {
    var watch = AlertWatch(.above, 1, lasting: 0)
    #expect(watch.see(nil, at: `An alert`.start) == nil && watch.state == .unknown)
    #expect(watch.see(2, at: `An alert`.start) == .fired)
    #expect(watch.see(nil, at: `An alert`.start + 1) == nil && watch.state == .firing)
  }

  @Test func `waits longer after each attempt, an hour at most`() {
    #expect((1...6).map(AlertMessage.pause(after:)) == [30, 120, 480, 1_920, 3_600, 3_600])
  }

  @Test func `is signed over its time and its bytes`() throws {
    let signature = try AlertSignature.sign(Array("{}".utf8), at: "1700000000", with: "geheim")
    #expect(signature.hasPrefix("sha256=") && signature.utf8.count == 71)
    #expect(try AlertSignature.sign(Array("{}".utf8), at: "1700000001", with: "geheim") != signature)
    #expect(try AlertSignature.sign(Array("{ }".utf8), at: "1700000000", with: "geheim") != signature)
    #expect(try AlertSignature.sign(Array("{}".utf8), at: "1700000000", with: "other") != signature)
  }
}

/// Takes what is sent, and answers as it is told.
private final class Receiver: Sendable {
  let got = Mutex<[(headers: HTTPHeaders, body: String)]>([])
  let status = Mutex(HTTPStatus.ok)

  var handler: HTTPHandler {
    { [self] request in
      let body = (try? await request.body.collect(upTo: 65_536)) ?? []
      got.withLock { $0.append((request.headers, String(decoding: body, as: UTF8.self))) }
      return HTTPResponse(status.withLock { $0 })
    }
  }
}

@Suite struct `Alerts` {
  private func with(
    week: String = "monday", _ body: (ServedLedger, Receiver, String) async throws -> Void
  ) async throws {
    let receiver = Receiver()
    let server = HTTPServer(
      configuration: WebServer.configuration(for: "127.0.0.1", 0), handler: receiver.handler, observe: { _ in })
    let port = try server.start()
    let settings =
      Chats.settings.replacing("Europe/Berlin", with: "Europe/Berlin, week_starts: \(week)") + """

        destinations:
          alerts: {url: "http://127.0.0.1:\(port)/alerts", secret: geheim}
        """
    try await withServer(Chats.sample, settings: settings, access: .accounts) { served async throws in
      try await served.add("Boss", .admin)
      try await body(served, receiver, try await served.token(.manager))
    }
    await server.stop()
  }

  private func order(_ served: ServedLedger, _ token: String, _ object: String, _ target: String = "/api/v1/alerts")
    async throws -> RawHTTPResponse
  {
    try await served.send("POST", target, [token, "Content-Type: application/json"], body: Array(object.utf8))
  }

  private static let one = #"{"name":"Somebody waits","metric":"M51","threshold":0}"#

  @Test func `are told once by a signed message, and stand on Today`() async throws {
    try await with { served, receiver, token async throws in
      #expect(try await order(served, token, `Alerts`.one).status == 201)
      try await served.application.watch()
      try await served.application.watch()
      let got = receiver.got.withLock { $0 }
      try #require(got.count == 1)
      #expect(got[0].body.contains("\"event\":\"alert.fired\"") && got[0].body.contains("\"value\":1"))
      let time = try #require(got[0].headers["X-Replyledger-Timestamp"])
      #expect(
        got[0].headers["X-Replyledger-Signature"]
          == (try AlertSignature.sign(Array(got[0].body.utf8), at: time, with: "geheim")))
      let list = try await served.get("/api/v1/alerts", [token])
      #expect(list.text.contains("\"state\":\"firing\"") && !list.text.contains("geheim"))
      try await served.add("Maya", .manager)
      let browser = try await served.browser(of: "Maya")
      let today = try await served.get("/", ["Cookie: \(browser.cookie ?? "")"])
      #expect(today.text.contains("Somebody waits") && today.text.contains("Snooze a day"))
      let page = try await served.get("/alerts", ["Cookie: \(browser.cookie ?? "")"])
      #expect(page.text.contains("firing since") && page.text.contains("taken") && !page.text.contains("geheim"))
    }
  }

  @Test func `name the rows of the workspace's own week`() async throws {
    try await with(week: "sunday") { served, receiver, token async throws in
      let object = #"{"name":"Busy","metric":"M01","threshold":0,"period":"this-week"}"#
      #expect(try await order(served, token, object).status == 201)
      try await served.application.watch()
      let body = try #require(receiver.got.withLock { $0.first?.body })
      let id = try #require(body.split(separator: "\"receipt\":\"").last?.prefix { $0 != "\"" })
      // 14 August 2025 is a Thursday.
      #expect(try ReceiptID(String(id)).query().period.from.iso8601 == "2025-08-10")
    }
  }

  @Test func `are sent again when they were refused`() async throws {
    try await with { served, receiver, token async throws in
      receiver.status.withLock { $0 = .serviceUnavailable }
      #expect(try await order(served, token, `Alerts`.one).status == 201)
      try await served.application.watch()
      let message = try #require(try await served.book.alertMessages(limit: 1).first)
      #expect(message.state == .queued && message.attempts == 1 && message.problem.contains("503"))
      #expect(message.dueAt == ServedLedger.now + 30)
      #expect(receiver.got.withLock { $0.count } == 1)
    }
  }

  @Test func `are not told while they are snoozed, nor to whoever is narrowed`() async throws {
    try await with { served, receiver, token async throws in
      #expect(try await order(served, token, `Alerts`.one).status == 201)
      #expect(try await order(served, token, #"{"hours":24}"#, "/api/v1/alerts/1").text.contains("snoozed"))
      try await served.application.watch()
      #expect(receiver.got.withLock { $0.count } == 0)
      let narrowed = try await served.token(.manager, sees: Visibility(clients: ["Northwind"]))
      #expect(try await served.get("/api/v1/alerts", [narrowed]).status == 403)
      let done = try await served.book.audit(limit: 5)
      #expect(done.map(\.action).filter { $0.hasPrefix("alert") } == ["alert snoozed", "alert added"])
    }
  }

  @Test(arguments: [
    #"{"name":"x","metric":"M999","threshold":1}"#, #"{"name":"","metric":"M51","threshold":1}"#,
    #"{"name":"x","metric":"M51","threshold":1,"side":"beside"}"#,
    #"{"name":"x","metric":"M51","threshold":1,"where":{"moon":"full"}}"#,
    #"{"name":"x","metric":"M01","threshold":1,"where":{"person":"Maya"}}"#,
  ])
  func `that make no sense are refused`(_ object: String) async throws {
    try await with { served, _, token async throws in
      #expect(try await order(served, token, object).status == 422)
      #expect(try await order(served, try await served.token(.viewer), object).status == 403)
    }
  }
}
