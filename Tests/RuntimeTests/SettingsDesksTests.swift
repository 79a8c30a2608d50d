import Helpdesks
import Support
import Testing

@testable import Runtime

@Suite struct `The settings of a desk` {
  @Test func `of Request Tracker name its own statuses and tags`() throws {
    let read = try settings(
      """
      sources:
        - {id: rt, kind: request-tracker, base_url: "https://rt.example.org/REST/2.0", user: figures, password: geheim,
           statuses: {waiting for parts: on_hold}, tag_fields: [Product, Topic]}
      """)
    guard case .requestTracker(let tracker)? = read.sources.first?.connection else {
      Issue.record("\(read.sources)")
      return
    }
    #expect(tracker.statuses == ["waiting for parts": .onHold] && tracker.tagFields == ["Product", "Topic"])
    #expect(tracker.credentials == .password(user: "figures", Secret("geheim")))
    let desk = try #require(read.sources.first?.helpdesk)
    #expect(desk.kind == "request-tracker" && desk.source == "rt" && desk.baseURL == "https://rt.example.org/REST/2.0")
  }

  @Test func `of Mailchimp find the data centre at the end of the key`() throws {
    let read = try settings("contacts: [{id: people, kind: mailchimp, api_key: 0123abcd-us10, audience: a1}]")
    let desk = try #require(read.contacts.first?.helpdesk)
    #expect(desk.baseURL == "https://us10.api.mailchimp.com/3.0" && desk.source == "people" && desk.kind == "mailchimp")
  }

  @Test(arguments: [
    "geheim", "geheim-us", "geheim-evil.example/x1", "geheim-10", "geheim-us10.evil.example", "geheim-us1 ",
  ])
  func `of Mailchimp make no address of other keys`(key: String) throws {
    #expect(throws: SettingsProblems.self) {
      try settings("contacts: [{id: people, kind: mailchimp, api_key: \"\(key)\", audience: a1}]")
    }
  }
}
