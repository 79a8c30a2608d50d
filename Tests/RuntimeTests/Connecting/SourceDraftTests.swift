import Helpdesks
import JSONReader
import Testing

@testable import Runtime

private func object(_ text: String) throws -> JSONObject {
  guard case .object(let object) = try JSONValue(text) else { throw ConnectionProblem(nil, "no object") }
  return object
}

private func problems(_ draft: SourceDraft) -> [ConnectionProblem] {
  do throws(ConnectionProblems) {
    _ = try draft.read()
    return []
  } catch {
    return error.problems
  }
}

/// One of every kind, with everything that it can be told, and the line of the settings file that says the same.
private struct Described: Sendable, CustomTestStringConvertible {
  var kind: ConnectableKind
  var settings: String
  var secrets: [String: String]
  var line: String

  var testDescription: String { kind.rawValue }

  var draft: SourceDraft {
    get throws {
      SourceDraft(
        id: "one", kind: kind, settings: try object(settings), secrets: secrets.mapValues { Secret($0) })
    }
  }

  static let all = [
    Described(
      kind: .helpscout,
      settings: #"{"client_id": "a", "inboxes": [{"id": "101", "profile": "wporg", "tag": "x y"}, {"id": 102}]}"#,
      secrets: ["client_secret": "s: \"{}#", "webhook_secret": "w"],
      line:
        #"client_id: a, client_secret: 's: "{}#', webhook_secret: w, inboxes: [{id: 101, profile: wporg, tag: x y}, {id: 102}]"#
    ),
    Described(
      kind: .freshservice,
      settings:
        #"{"base_url": "https://a.example/api/v2", "group_id": 18000294963, "statuses": {"6": "on_hold"}, "interval": "1h"}"#,
      secrets: ["api_key": "k"],
      line:
        #"base_url: "https://a.example/api/v2", api_key: k, group_id: 18000294963, statuses: {6: on_hold}, interval: 1h"#
    ),
    Described(
      kind: .freshdesk,
      settings: #"{"base_url": "http://a.example", "public_notes_are_replies": true, "activity_budget": "5"}"#,
      secrets: ["api_key": "k"],
      line: #"base_url: "http://a.example", api_key: k, public_notes_are_replies: true, activity_budget: 5"#),
    Described(
      kind: .hubspot, settings: #"{"spam_pipelines": ["1", "2"], "schedule": "15 6-20 * * mon-fri"}"#,
      secrets: ["token": "t"], line: #"token: t, spam_pipelines: ["1", "2"], schedule: "15 6-20 * * mon-fri""#),
    Described(
      kind: .livechat, settings: #"{"account_id": "a"}"#, secrets: ["token": "t"], line: "account_id: a, token: t"),
    Described(
      kind: .requestTracker,
      settings:
        #"{"base_url": "http://a.example/REST/2.0", "user": "u", "statuses": {"waiting for parts": "on_hold"}, "tag_fields": ["Product"]}"#,
      secrets: ["password": "p"],
      line:
        #"base_url: "http://a.example/REST/2.0", user: u, password: p, statuses: {waiting for parts: on_hold}, tag_fields: [Product]"#
    ),
    Described(
      kind: .messenger, settings: #"{"page_id": "1", "company": "Acme"}"#, secrets: ["token": "t", "app_secret": "s"],
      line: "page_id: 1, company: Acme, token: t, app_secret: s"),
    Described(
      kind: .mailchimp, settings: #"{"audience": "abc"}"#, secrets: ["api_key": "k-us1"],
      line: "audience: abc, api_key: k-us1"),
  ]
}

@Suite struct `A source that is described on a page` {
  @Test(arguments: Described.all) fileprivate func `is what the settings file would make of it`(_ one: Described)
    throws
  {
    let file = try settings("\(one.kind.section): [{id: one, kind: \(one.kind.rawValue), \(one.line)}]")
    switch try one.draft.read() {
    case .source(let source): #expect([source] == file.sources)
    case .contacts(let contacts): #expect([contacts] == file.contacts)
    }
    #expect(try one.draft.read().helpdesk?.kind == one.kind.rawValue)
  }

  @Test func `comes in every kind that has an API`() {
    #expect(Set(Described.all.map(\.kind)) == Set(ConnectableKind.allCases))
    let kinds = Settings.SourceKind.allCases.filter { $0 != .table }
    #expect(Set(ConnectableKind.allCases.compactMap(\.sourceKind)) == Set(kinds))
  }

  @Test(arguments: Described.all) fileprivate func `is typed in a form and read from it again`(_ one: Described)
    throws
  {
    let draft = try one.draft
    for field in one.kind.fields where field.form != .secret {
      let typed = field.typed(draft.settings[field.key])
      let again = try field.value(typed: typed)
      #expect(field.typed(again) == typed, "\(field.key)")
      // Numbers are texts in a form; the settings are the same.
      var other = draft
      other.settings = JSONObject()
      for member in draft.settings.members {
        other.settings.append(member.key, member.key == field.key ? again ?? .null : member.value)
      }
      guard draft.settings[field.key] != nil else { continue }
      #expect(try other.read().source == draft.read().source)
    }
  }

  @Test(arguments: Described.all) fileprivate func `lacks by name what it needs`(_ one: Described) throws {
    let nothing = SourceDraft(id: "", kind: one.kind)
    let needed = ["id"] + one.kind.fields.filter(\.isNeeded).map(\.key)
    #expect(problems(nothing).compactMap(\.field) == needed)
    #expect(problems(nothing).allSatisfy { $0.what == "missing" && $0.hint?.contains("env:") != true })
  }

  @Test(arguments: Described.all) fileprivate func `follows no reference to the server's environment or files`(
    _ one: Described
  ) throws {
    for reference in ["env:HOME", "file:/etc/passwd", "env:", "file:"] {
      for field in one.kind.fields {
        var draft = try one.draft
        if field.form == .secret {
          draft.secrets[field.key] = Secret(reference)
        } else {
          draft.settings.append(field.key, field.form == .texts ? .array([.text(reference)]) : .text(reference))
        }
        #expect(problems(draft).map(\.field) == [field.key], "\(field.key) \(reference)")
        #expect(problems(draft).allSatisfy { $0.what.contains("env: or file:") })
      }
    }
  }

  @Test func `is refused with every problem beside its setting, and never with a secret`() throws {
    var draft = SourceDraft(id: "Ä b", kind: .freshservice, secrets: ["api_key": Secret("geheim\nX: y")])
    draft.settings.append("base_url", .text("https://user:geheim@a.example"))
    #expect(problems(draft).map(\.field) == ["api_key"])
    draft.secrets["api_key"] = Secret("geheim")
    #expect(Set(problems(draft).map(\.field)) == ["id", "base_url"])
    #expect(problems(draft).allSatisfy { !$0.description.contains("geheim") })
    draft.settings.append("token", .text("geheim"))
    draft.secrets["color"] = Secret("geheim")
    #expect(problems(draft).map(\.field) == [nil, nil])
    #expect(problems(draft).allSatisfy { !$0.description.contains("geheim") })
    let long = SourceDraft(
      id: "one", kind: .hubspot, secrets: ["token": Secret(String(repeating: "x", count: 5_000))])
    #expect(problems(long) == [ConnectionProblem("token", "too long")])
    for id in ["upload", "runs", "live", "progress", "connect", "a:b", "../x"] {
      #expect(
        problems(SourceDraft(id: id, kind: .hubspot, secrets: ["token": Secret("t")])).map(\.field) == ["id"], "\(id)")
    }
  }

  @Test func `accepts as an address what the settings file accepts`() throws {
    for address in [
      "ftp://a.example", "javascript:x", "https://", "https://a?b", "https://a#b", "https://u@a", "a.example",
      "https://a b", "//a.example", "https:///a", " ",
    ] {
      var draft = SourceDraft(id: "one", kind: .freshdesk, secrets: ["api_key": Secret("k")])
      draft.settings.append("base_url", .text(address))
      #expect(problems(draft).map(\.field) == ["base_url"], "\(address)")
    }
  }

  @Test func `tells where its secrets would be sent`() throws {
    func receiver(_ kind: ConnectableKind, _ address: String?) -> String? {
      var draft = SourceDraft(id: "one", kind: kind)
      if let address { draft.settings.append("base_url", .text(address)) }
      return draft.receiver
    }
    #expect(receiver(.helpscout, nil) == "https://api.helpscout.net")
    #expect(receiver(.helpscout, "HTTPS://API.helpscout.net/v3") == "https://api.helpscout.net")
    #expect(receiver(.freshdesk, nil) == nil)
    #expect(receiver(.freshdesk, "http://a.example:8080/x") == "http://a.example:8080")
    #expect(receiver(.mailchimp, nil) == nil)
  }

  @Test func `says what is wrong with a line of a list`() {
    let field = ConnectionField("statuses", .statuses)
    #expect(throws: ConnectionProblem.self) { try field.value(typed: "6: on_hold\nseven") }
    #expect(throws: Never.self) { try field.value(typed: " a: b : on_hold \r\n\n") }
    #expect(field.typed(try? field.value(typed: " a: b : on_hold \r\n\n")) == "a: b: on_hold")
  }
}

extension DescribedSource {
  fileprivate var source: Settings.Source? { if case .source(let source) = self { source } else { nil } }
}
