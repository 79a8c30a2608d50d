import CivilTime
import Fetching
import HTTPClient
import JSONReader
import Support
import TestKit
import Testing

@testable import Helpdesks

private func payload(_ name: String) throws -> JSONValue {
  try JSONValue(utf8: ContractExamples.bytes("mailchimp/\(name).json"))
}

@Suite(.enabled(if: ContractExamples.arePresent, "\(ContractExamples.reason)"))
struct `Mailchimp's payloads` {
  @Test func `a member is an entry of the directory`() throws {
    let member = try MailchimpMember(payload("list_member_get").root)
    #expect(
      member.entry
        == DirectoryEntry(
          .contact, id: "2e0d5407ce8609047b8255c50405d7b1", name: "Me", email: "me@example.com", isActive: true,
          details: [
            "status": ["subscribed"], "unique_email_id": ["5d2a19dce4"],
            "contact_id": ["00000000000000000000000000005d2a"], "audience": ["16d6ec4ffc"], "tags": ["Influencer"],
          ]))
    #expect(member.lastChanged?.iso8601 == "2019-11-26T23:55:32Z")
  }

  @Test func `a page of members`() throws {
    let rows = try MailchimpList.Rows(payload("list_members_page"))
    let members = try rows.members.map { try MailchimpMember($0) }
    #expect(rows.total == 2 && !rows.goesOn(after: 0))
    #expect(members.map(\.email) == ["me@example.com", "thomas@example.com"])
    #expect(members.map(\.status) == ["subscribed", "unsubscribed"] && members.map(\.isActive) == [true, false])
    #expect(members.map(\.tags) == [["Influencer"], []])
  }

  @Test func `members of a segment lack their names`() throws {
    let rows = try MailchimpList.Rows(payload("segment_members_page"))
    let member = try MailchimpMember(try #require(rows.members.first))
    #expect(member.name == "Lori" && member.contactID == nil && member.uniqueID == "44f96f7b6a" && member.tags == [])
  }

  @Test func `an address may be an object`() throws {
    let row = try #require(try payload("unsubscribes_page")["unsubscribes"].array.first)
    // Other rows of people hold the same merge fields; what makes a member of them is put in.
    guard case .object(var object)? = row.value else { return }
    object.append("id", object["email_id"] ?? .null)
    let member = try MailchimpMember(JSONField(.object(object)))
    #expect(member.name == "Joe Barry" && member.companies == [] && member.status == "unknown")
  }

  @Test func `audiences have names`() throws {
    let list = try #require(try payload("lists_page")["lists"].array.first)
    #expect(try list["id"].string == "16d6ec4ffc" && list["name"].string == "Airbyte")
    #expect(try list["stats"]["member_count"].int == 47)
  }

  @Test(arguments: [
    ("http_error_401", Verdict.renew), ("http_error_429_json", .wait(seconds: nil)),
    ("http_error_404_member", nil), ("http_error_405", nil), ("http_error_400_invalid_resource", nil),
    ("http_error_400_member_exists", nil),
  ])
  func `an error means what to do`(name: String, expected: Verdict?) throws {
    let file = try payload(name)
    var body = JSONWriter()
    body.value(file["response"]["body"].value ?? .null)
    let response = IncomingResponse(status: try file["response"]["status"].int, body: body.bytes)
    let request = VendorRequest("GET", "/lists", to: "list the contacts")
    let verdict = MailchimpManners(apiKey: "k-us1").verdict(on: response, to: request)
    if let expected {
      #expect(verdict == expected)
    } else if case .fail(let error) = verdict {
      #expect(error.remedy == .skip && error.status == response.status)
      #expect(!error.description.contains("requested resource"), "the detail may speak of people")
    } else {
      Issue.record("\(verdict)")
    }
  }
}

@Suite struct `A refusal of Mailchimp's` {
  private func verdict(_ status: Int, _ body: String) -> Verdict {
    let request = VendorRequest("GET", "/lists", to: "list the contacts")
    return MailchimpManners(apiKey: "k-us1").verdict(
      on: IncomingResponse(status: status, body: Array(body.utf8)), to: request)
  }

  /// “503: account under compliance review, do not retry.”
  @Test func `that no waiting helps is not repeated`() {
    for title in ["ComplianceRelated", "Compliance Related"] {
      guard case .fail(let error) = verdict(503, #"{"title": "\#(title)", "status": 503}"#) else {
        Issue.record("\(title) is repeated")
        continue
      }
      #expect(error.remedy == .stop)
    }
    #expect(verdict(503, "<html>") == .again(seconds: nil))
    #expect(verdict(503, #"{"title": "InternalServerError"}"#) == .again(seconds: nil))
  }

  @Test(arguments: ["WrongDatacenter", "Wrong Datacenter", "User Disabled", "UserDisabled"])
  func `is known however its title is written`(_ title: String) {
    guard case .fail(let error) = verdict(403, #"{"title": "\#(title)", "status": 403}"#) else {
      Issue.record("\(title) is not known")
      return
    }
    #expect(error.kind == .credentials)
  }
}

@Suite struct `A contact` {
  private func member(_ rest: String) throws -> MailchimpMember {
    try MailchimpMember(JSONValue(#"{"id": "a1", "email_address": "jo@client.example", \#(rest)}"#).root)
  }

  @Test func `is called by its address where it has no name`() throws {
    #expect(try member(#""full_name": "", "merge_fields": {"FNAME": "", "LNAME": ""}"#).name == "jo@client.example")
    #expect(try member(#""full_name": " ", "merge_fields": {"LNAME": "Doe"}"#).name == "Doe")
    #expect(try member(#""full_name": "Jo Doe", "merge_fields": null"#).name == "Jo Doe")
  }

  @Test func `belongs to the companies that its merge fields name`() throws {
    let companies = try member(
      #""merge_fields": {"COMPANY": "Client Ltd", "ORGANIZATI": 7, "MMERGE5": "x", "CLIENTNO": "", "FIRM": {"a": 1}}"#
    ).companies
    #expect(companies == ["Client Ltd", "7"])
  }

  @Test func `has times that may be empty, null or missing`() throws {
    for time in [#""last_changed": """#, #""last_changed": null"#, #""vip": false"#] {
      #expect(try member(time).lastChanged == nil)
    }
  }

  @Test func `without an address is refused by its name`() throws {
    #expect(throws: JSONMismatch(path: "email_address", expected: "text", found: "nothing")) {
      try MailchimpMember(JSONValue(#"{"id": "a1"}"#).root)
    }
  }
}
