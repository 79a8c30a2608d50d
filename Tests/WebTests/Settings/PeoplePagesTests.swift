import HTTPServer
import HelpdeskKit
import JSONReader
import Runtime
import Support
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `The pages of people` {
  private func with(
    access: Access = .everyone, _ body: (ServedLedger) async throws -> Void
  ) async throws {
    try await withServer(settings: `People of the API`.settings, access: access, body)
  }

  private func post(_ served: ServedLedger, _ target: String, _ form: String) async throws -> RawHTTPResponse {
    try await served.send(
      "POST", target, ["Content-Type: application/x-www-form-urlencoded"], body: Array(form.utf8))
  }

  @Test func `show a decision's effect before it is made, and the figures after it`() async throws {
    try await with { served async throws in
      let review = try await served.get("/settings/people/review")
      #expect(review.status == 200 && review.text.contains("Maya Lind"), "\(review.text)")
      let asked = "/settings/decide?kind=alias&subject=Maya%20Lind&source=facebook&calling=Maya"
      let effect = try await served.get(asked + "&back=/settings/people/review")
      #expect(effect.text.contains("2 messages stand"), "\(effect.text)")
      #expect(effect.text.contains("0 → <b>2</b>") && effect.text.contains("2 → <b>0</b>"))
      #expect(effect.text.contains("The totals stay as they are"))
      #expect(try await served.json("/api/v1/people/decisions")["total"]?.int == 0)

      let form = "kind=alias&subject=Maya+Lind&source=facebook&calling=Maya&back=%2Fsettings%2Fpeople%2Freview"
      let decided = try await post(served, "/settings/decide", form)
      #expect(decided.status == 303 && decided["Location"] == "/settings/people/review?decided=1", "\(decided.text)")
      let after = try await served.get("/settings/people/review?decided=1")
      #expect(after.text.contains("Decided: “Maya” of facebook is Maya Lind"))
      #expect(after.text.contains("kind=undo&amp;undoes=1"))
      let person = try await served.get("/settings/people/Maya%20Lind")
      #expect(person.text.contains("a part of the name") && person.text.contains("Tier 2"))
      let audit = try await served.get("/settings/audit")
      #expect(audit.text.contains("identity decided") && audit.text.contains("1: “Maya” of facebook is Maya Lind"))
    }
  }

  @Test func `undo from a day, and say what that would change`() async throws {
    try await with { served async throws in
      _ = try await post(served, "/settings/decide", "kind=alias&subject=Maya+Lind&source=facebook&calling=Maya")
      let asked = try await served.get("/settings/decide?kind=undo&undoes=1&from=2025-08-12")
      #expect(asked.text.contains("2 → <b>0</b>") && asked.text.contains("Decision 1 says"), "\(asked.text)")
      #expect(try await post(served, "/settings/decide", "kind=undo&undoes=1&from=2025-08-13").status == 303)
      let number = try await served.json("/api/v1/numbers/M05?from=2025-08-01&to=2025-09-01&by=person")
      #expect(number["groups"]?.elements.contains { $0["person"]?.text == "Maya Lind" } == true)
      let decisions = try await served.get("/settings/decisions")
      #expect(decisions.text.contains("until 12 Aug"), "\(decisions.text)")
      // Whoever is sent back to a page of somebody else's is sent to a page of ours.
      let elsewhere = try await post(
        served, "/settings/decide", "kind=undo&undoes=1&back=%2F%2Fevil.example%2F")
      #expect(elsewhere["Location"] == "/settings/decisions?decided=3")
    }
  }

  @Test func `count a program as one at once, with the effect shown before`() async throws {
    try await with { served async throws in
      let asked = try await served.get("/settings/decide?kind=role&subject=Maya&other=bot")
      #expect(asked.text.contains("2 → <b>0</b>") && asked.text.contains("Totals change too"), "\(asked.text)")
      #expect(try await post(served, "/settings/decide", "kind=role&subject=Maya&other=bot").status == 303)
      let people = try await served.get("/settings/people")
      #expect(people.text.contains("a decision"))
      let number = try await served.json("/api/v1/numbers/M05?from=2025-08-01&to=2025-09-01&by=person")
      #expect(number["groups"]?.elements.contains { $0["person"]?.text == "Maya" } == false)
    }
  }

  @Test func `refuse what cannot be decided in words, and keep what was typed`() async throws {
    try await with { served async throws in
      let answer = try await post(served, "/settings/decide", "kind=alias&subject=Maya+Lin&calling=Maya")
      #expect(answer.status == 422 && answer.text.contains("did you mean Maya Lind?"), "\(answer.text)")
      #expect(answer.text.contains("value=\"Maya Lin\""))
      #expect(try await served.get("/settings/decide?kind=crown").status == 400)
      #expect(try await served.get("/settings/people/Nobody").status == 404)
    }
  }

  @Test func `take a list and say of each line what became of it`() async throws {
    try await with { served async throws in
      let form = "source=facebook&list=Maya+Lind+-+7%0AOtto+Brand+-+8%0ALind+-+9%0ANobody+8"
      let answer = try await post(served, "/settings/people/import", form)
      #expect(answer.status == 200)
      #expect(answer.text.contains("1 linked, 1 new, 0 known before, 1 to decide, 1 set aside"), "\(answer.text)")
      #expect(try await post(served, "/settings/people/import", "source=elsewhere&list=A+-+1").status == 400)
    }
  }

  @Test func `let no markup through, whatever people are called`() async throws {
    try await withServer(Chats.hostile, settings: `People of the API`.settings) { served async throws in
      let name = "%3Csvg%20onload%3Dalert(2)%3E"
      for target in [
        "/settings/people", "/settings/people/review",
        "/settings/decide?kind=alias&subject=Maya%20Lind&calling=\(name)",
        "/settings/decide?kind=role&subject=\(name)&other=bot",
        "/settings/decide?kind=team&subject=Maya%20Lind&other=\(name)",
      ] {
        let page = try await served.get(target)
        #expect(page.status == 200 && !page.text.contains("<svg onload"), "\(target)")
      }
    }
  }

  @Test func `are tried by programs before they decide`() async throws {
    try await with { served async throws in
      let order = Array(#"{"kind": "alias", "subject": "Maya Lind", "calling": "Maya", "source": "facebook"}"#.utf8)
      let answer = try await served.send(
        "POST", "/api/v1/decisions/effect", ["Content-Type: application/json"], body: order)
      #expect(answer.status == 200, "\(answer.text)")
      let json = try JSONValue(utf8: answer.body)
      #expect(json["mentions"]?.elements.first?["messages"]?.int == 2)
      let month = json["changes"]?.elements.filter { $0["period"]?.text == "this-month" && $0["metric"]?.text == "M05" }
      #expect(month?.compactMap { $0["label"]?.text } == ["Maya", "Maya Lind"])
      #expect(month?.compactMap { $0["after"]?.int } == [0, 2])
      #expect(try await served.json("/api/v1/people/decisions")["total"]?.int == 0)
    }
  }
}
