import Accounts
import Files
import HTTPServer
import JSONReader
import Metrics
import Runtime
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Web

@Suite struct `A source connected on a page` {
  @Test func `goes from its settings by a test and an estimate to its first figures`() async throws {
    try await Unconnected.with { place async throws in
      #expect(try await place.browser.get("/sources").text.contains(#"href="/sources/connect""#))
      #expect(try await place.browser.get("/sources/connect").text.contains("/sources/connect?kind=helpscout"))
      let form = try await place.browser.get("/sources/connect?kind=helpscout")
      #expect(form.text.contains(#"name="client_secret""#) && form.text.contains("Happiness report"))

      let tested = try await place.send("test")
      #expect(tested.status == 200, "\(tested.text)")
      #expect(tested.text.contains("Sign in, and read inboxes") && tested.text.contains("Read ratings"))
      #expect(tested.text.contains("A full sync would fetch about 3 conversations"))
      #expect(tested.text.contains("in 1 minute at the vendor&#39;s limit") || tested.text.contains("in 1 minute at"))
      #expect(tested.text.contains("Connect and begin") && tested.text.contains("kept, as you entered it"))
      #expect(place.served.installation.connections.isEmpty, "a test stores nothing")

      // The secret is not on the page, so it comes from where the test left it.
      let draft = try #require(tested.draft)
      let connected = try await place.send("connect", [("client_secret", ""), ("draft", draft)])
      #expect(connected.status == 303 && connected["Location"] == "/sources/helpscout", "\(connected.text)")
      try await place.untilNothingRuns()

      let source = try await place.browser.get("/sources/helpscout")
      #expect(source.text.contains("How it is connected") && source.text.contains("by Boss"))
      let conversations = try await place.browser.get("/conversations?period=last-30-days")
      for index in 0..<3 { #expect(conversations.text.contains("Question \(index)")) }
      let answer = try JSONValue(
        utf8: try await place.browser.get("/api/v1/numbers/M05?from=2025-08-01&to=2025-09-01").body)
      #expect(answer["value"]?.int == 3)
      #expect(
        try await place.served.deeds.suffix(2) == [
          "Boss: connection tested helpscout", "Boss: source connected helpscout",
        ])
      // What was kept for the form is gone.
      let again = try await place.send("connect", [("id", "two"), ("client_secret", ""), ("draft", draft)])
      #expect(again.status == 422 && again.text.contains("missing"))
    }
  }

  @Test func `is told what its vendor's administrator has to allow`() async throws {
    try await Unconnected.with { place async throws in
      place.double.settings.hasReports = false
      let tested = try await place.send("test")
      #expect(tested.text.contains("works, with 1 limit") && tested.text.contains("Connect and begin"))
      #expect(
        tested.text.contains("To ask of the vendor") && tested.text.contains("Please let the user who made the app"))
    }
  }

  /// As people read it on a phone: what is to be done first stands first, and what came of a test before that.
  @Test func `is prepared before it is asked for its settings, and after it once they were sent`() async throws {
    try await Unconnected.with { place async throws in
      let asked = try await place.browser.get("/sources/connect?kind=helpscout")
      let tested = try await place.send("test", [("client_secret", "wrong")])
      for (page, isPrepared) in [(asked, true), (tested, false)] {
        let allowed = try #require(page.text.firstRange(of: "id=\"allowed\""))
        let settings = try #require(page.text.firstRange(of: "id=\"settings\""))
        #expect((allowed.lowerBound < settings.lowerBound) == isPrepared)
      }
    }
  }

  @Test func `with a wrong secret is told so, and may be connected all the same`() async throws {
    try await Unconnected.with { place async throws in
      let tested = try await place.send("test", [("client_secret", "wrong")])
      #expect(tested.status == 200 && tested.text.contains("1 check failed"))
      #expect(!tested.text.contains("Connect and begin") && tested.text.contains("Connect all the same"))
      #expect(!tested.text.contains("A full sync would fetch"))
      let draft = try #require(tested.draft)
      let connected = try await place.send("connect", [("client_secret", ""), ("draft", draft)])
      #expect(connected.status == 303)
      try await place.untilNothingRuns()
      #expect(try await place.browser.get("/sources").text.contains("failed"))
      // The right one makes it work.
      #expect(try await place.change("connect", [("client_secret", Unconnected.secret)]).status == 303)
      try await place.untilNothingRuns()
      #expect(try await place.browser.get("/conversations").text.contains("Question 1"), "it does not wait")
      let tried = try await place.change("test")
      #expect(tried.text.contains("A full sync would fetch about 3 conversations"), "\(tried.text)")
    }
  }

  @Test func `is not stored with anything wrong in it, and says so beside the setting`() async throws {
    try await Unconnected.with { place async throws in
      let wrong: [([(String, String)], status: Int, says: String)] = [
        ([("client_id", "")], 422, "missing"), ([("client_secret", "")], 422, "missing"),
        ([("id", "")], 422, "missing"),
        ([("id", "Ä")], 422, "small letters"), ([("id", "connect")], 422, "name of a page"),
        ([("id", "facebook")], 409, "settings file"), ([("base_url", "ftp://a")], 422, "an address"),
        ([("base_url", "http://u:p@127.0.0.1")], 422, "an address"),
        ([("client_id", "env:HOME")], 422, "env: or file:"),
        ([("client_secret", "file:/etc/passwd")], 422, "env: or file:"), ([("inboxes", "101 bogus")], 422, "profile"),
        ([("interval", "1m")], 422, "15m"), ([("schedule", "x")], 422, "cron"),
        ([("interval", "1h"), ("schedule", "0 6 * * *")], 422, "interval"),
        ([("kind", "table")], 422, "Kind: “table” is none"),
        ([("do", "")], 400, "do"),
      ]
      for (more, status, says) in wrong {
        for deed in ["test", "connect"] where more.first?.0 != "do" || deed == "test" {
          let answer = try await place.send(deed, more)
          #expect(answer.status == status && answer.text.contains(says), "\(more) \(answer.status) \(answer.text)")
          #expect(!answer.text.contains(Unconnected.secret))
        }
      }
      #expect(place.served.installation.connections.isEmpty && place.vendor.log.calls.isEmpty)
    }
  }

  @Test func `keeps a secret that was entered while another setting is put right`() async throws {
    try await Unconnected.with { place async throws in
      for wrong in [[("interval", "1m")], [("base_url", "ftp://a")], [("id", "facebook")]] {
        let refused = try await place.send("test", wrong)
        #expect(refused.status >= 400 && refused.text.contains("kept, as you entered it"))
        #expect(!refused.text.contains(Unconnected.secret))
        let right = try await place.send("test", [("client_secret", ""), ("draft", try #require(refused.draft))])
        #expect(right.status == 200 && right.text.contains("Connect and begin"), "\(wrong)")
      }
    }
  }

  @Test func `says what to do where there is no key that others cannot read`() async throws {
    try await Unconnected.with { place async throws in
      let file = place.served.installation.settings.secrets.file
      try Files.write(Array("00".utf8), to: file, mode: 0o644)
      let refused = try await place.send("connect")
      #expect(refused.status == 503 && refused.text.contains("others than its owner may read it"))
      #expect(refused.text.contains("chmod 600") && place.served.installation.connections.isEmpty)
      try Files.remove(file)
      // What was entered is still there.
      let connected = try await place.send("connect", [("client_secret", ""), ("draft", try #require(refused.draft))])
      #expect(connected.status == 303)
      try await place.untilNothingRuns()
    }
  }

  @Test func `shows its secrets to nobody, and keeps them where nothing is entered`() async throws {
    try await Unconnected.with { place async throws in
      #expect(try await place.send("connect").status == 303)
      try await place.untilNothingRuns()
      let form = try await place.browser.get(Unconnected.page)
      #expect(form.text.contains("kept; leave it empty to keep it") && !form.text.contains(Unconnected.secret))
      #expect(form.text.contains(#"value="app-id""#) && form.text.contains(place.address))
      #expect(try await place.change("connect", [("interval", "1h")]).status == 303)
      #expect(try place.served.installation.draft("helpscout").secrets == ["client_secret": Secret(Unconnected.secret)])
      #expect(try await place.served.deeds.last == "Boss: source changed helpscout")
      #expect(try await place.served.book.audit(limit: 1).first?.detail == "interval")
    }
  }

  @Test func `sends a secret only where it was entered for`() async throws {
    try await Unconnected.with { place async throws in
      try await DoubleServer.serve(HelpScoutDouble(HelpScoutDesk())) { thief, elsewhere async throws in
        let tested = try await place.send("test")
        let draft = try #require(tested.draft)
        #expect(try await place.send("connect").status == 303)
        try await place.untilNothingRuns()
        for deed in ["test", "connect"] {
          let changed = try await place.change(deed, [("base_url", elsewhere)])
          #expect(changed.status == 422 && changed.text.contains("enter it again"), "\(changed.text)")
          let fresh = try await place.send(
            deed, [("id", "two"), ("client_secret", ""), ("draft", draft), ("base_url", elsewhere)])
          #expect(fresh.status == 422 && fresh.text.contains("enter it again"))
        }
        #expect(thief.log.calls.isEmpty)
        // Another path at the same place is no other place.
        #expect(try await place.change("connect", [("base_url", place.address + "/x")]).status == 303)
      }
    }
  }

  @Test func `leaves secrets that were tested to whoever entered them`() async throws {
    try await Unconnected.with { place async throws in
      let draft = try #require(try await place.send("test").draft)
      try await place.served.add("Other", .admin)
      let other = try await place.served.browser(of: "Other")
      let answer = try await other.submit(
        place.fields("connect", [("client_secret", ""), ("draft", draft)]), to: "/sources/connect",
        from: "/sources/connect?kind=helpscout")
      #expect(answer.status == 422 && answer.text.contains("missing"))
    }
  }

  @Test func `is left alone, synced again, removed and connected again`() async throws {
    try await Unconnected.with { place async throws in
      #expect(try await place.send("connect").status == 303)
      try await place.untilNothingRuns()
      func deed(_ name: String) async throws -> RawHTTPResponse {
        try await place.browser.submit([("do", name)], to: Unconnected.page, from: Unconnected.page)
      }
      #expect(try await deed("pause").status == 303)
      #expect(try await place.browser.get("/sources").text.contains("paused"))
      #expect(try await place.browser.get(Unconnected.page).text.contains("Resume"))
      #expect(try await deed("resume")["Location"] == "/sources/helpscout")
      #expect(try await place.browser.get(Unconnected.page).text.contains("stay in the ledger"))
      #expect(try await deed("remove")["Location"] == "/sources")
      let list = try await place.browser.get("/sources")
      #expect(list.status == 200)
      #expect(try await place.browser.get("/conversations").text.contains("Question 1"))
      #expect(try await place.browser.get(Unconnected.page).text.contains("What it brought is in the ledger"))
      let count = { try await place.served.installation.ledger.totals(of: "helpscout").conversations }
      #expect(try await count() == 3)
      #expect(try await place.send("connect").status == 303)
      try await place.untilNothingRuns()
      #expect(try await count() == 3)
      #expect(
        try await place.served.deeds.filter { $0.contains(" source ") } == [
          "Boss: source connected helpscout", "Boss: source changed helpscout", "Boss: source changed helpscout",
          "Boss: source removed helpscout", "Boss: source connected helpscout",
        ])
    }
  }

  @Test func `takes no webhooks any more once their secret is forgotten`() async throws {
    try await Unconnected.with { place async throws in
      #expect(try await place.send("connect", [("webhook_secret", "geheim")]).status == 303)
      try await place.untilNothingRuns()
      let before = try place.served.installation.draft("helpscout").secrets
      #expect(before["webhook_secret"] != nil && before.count == 2)
      #expect(try await place.browser.get(Unconnected.page).text.contains("Forget the webhook secret"))
      let done = try await place.browser.submit(
        [("do", "refuse-webhooks")], to: Unconnected.page, from: Unconnected.page)
      #expect(done.status == 303 && done["Location"] == "/sources/helpscout")
      let after = try place.served.installation.draft("helpscout").secrets
      #expect(after == before.filter { $0.key != "webhook_secret" })
      #expect(!(try await place.browser.get(Unconnected.page).text.contains("Forget the webhook secret")))
      let noted = try await place.served.book.audit(limit: 1).first
      #expect(noted?.action == "source changed" && noted?.detail == "webhook_secret")
    }
  }

  @Test func `has a page that says what stands in the settings file`() async throws {
    try await Unconnected.with { place async throws in
      let page = try await place.browser.get("/sources/facebook/connection")
      #expect(page.status == 200 && page.text.contains("stands in the settings file"))
      #expect(try await place.browser.get("/sources/nothing/connection").status == 404)
    }
  }

  @Test func `asks for every kind what it needs`() async throws {
    try await Unconnected.with { place async throws in
      for kind in ConnectableKind.allCases {
        let page = try await place.browser.get("/sources/connect?kind=\(kind.rawValue)")
        #expect(page.status == 200 && PageInspection(page.text).problems.isEmpty)
        for field in kind.fields { #expect(page.text.contains("name=\"\(field.key)\""), "\(kind) \(field.key)") }
        let secrets = kind.secretFields.map(\.key)
        #expect(page.text.matches(of: /type="password"/).count == secrets.count)
      }
    }
  }
}
