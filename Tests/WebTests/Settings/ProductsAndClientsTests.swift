import CivilTime
import HTTPServer
import HelpdeskKit
import JSONReader
import Runtime
import SQLCore
import Support
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `The pages of products and clients` {
  static let settings = """
    workspace: {name: Halden Software, time_zone: Europe/Berlin}
    products:
      - {name: Otter, tags: [otter]}
    clients:
      - {name: Northwind, domains: [northwind.example]}
    """

  private func with(_ body: (ServedLedger) async throws -> Void) async throws {
    let desk = ScriptedHelpdesk("desk")
    try await withServer(nil, settings: `The pages of products and clients`.settings, helpdesks: [desk]) {
      served async throws in
      try await served.installation.ledger.store.write { db in
        try db.save(
          [
            DirectoryEntry(.company, id: "9", name: "Northwind Traders"),
            DirectoryEntry(.contact, id: "1", name: "Ada Byron", email: "ada@northwind.example"),
          ], of: "desk", at: ServedLedger.now)
      }
      let rules = served.installation.rules
      try await served.installation.ledger.store.write { db in
        let recording = try Recording(on: db, under: rules, at: ServedLedger.now)
        for number in 0..<10 {
          try recording.record(`The pages of products and clients`.ticket(number))
        }
        _ = try recording.finish()
      }
      try await served.installation.analyst.follow()
      try await body(served)
    }
  }

  /// Of a tag that is known, of two that are not, and of none.
  private static func ticket(_ number: Int) -> Record {
    let at = ServedLedger.now + -Int64(86_400 * (1 + number * 3))
    var conversation = Conversation(
      key: ConversationKey(source: "desk", vendorID: "\(number)"), channel: .email, subject: "Ticket \(number)",
      customerID: "c\(number)", createdAt: at, hasStates: true)
    conversation.tags = number < 2 ? ["otter"] : number < 6 ? ["otter-next"] : number < 8 ? ["urgent"] : []
    conversation.customerEmail = number < 5 ? "cleo@fabrikam.example" : "someone@gmail.com"
    conversation.companyID = number == 9 ? "9" : nil
    let event = Event(
      id: "m\(number)", occurredAt: at, observedAt: at, sequence: 0,
      actor: Actor(kind: .customer, id: "c\(number)", name: "Cleo"), happening: .message(.publicReply),
      text: "Hello")
    return Record(conversation: conversation, events: [event], payload: Array("{\(number)}".utf8))
  }

  private func post(_ served: ServedLedger, _ form: String) async throws -> RawHTTPResponse {
    try await served.send(
      "POST", "/settings/decide", ["Content-Type: application/x-www-form-urlencoded"], body: Array(form.utf8))
  }

  private func created(_ served: ServedLedger, by dimension: String) async throws -> [String: Int] {
    let answer = try await served.json("/api/v1/numbers/M01?from=2025-07-01&to=2025-09-01&by=\(dimension)")
    return Dictionary(
      (answer["groups"]?.elements ?? []).compactMap { group in
        group[dimension]?.text.flatMap { name in group["value"]?.int.map { (name, $0) } }
      }
    ) { first, _ in first }
  }

  @Test func `list tags of no product with what they may mean, and take them from a day on`() async throws {
    try await with { served async throws in
      #expect(try await created(served, by: "product") == ["Otter": 2, "Unmapped": 8])
      let page = try await served.get("/settings/products")
      #expect(page.status == 200 && page.text.contains("otter-next") && page.text.contains("urgent"), "\(page.text)")
      let list = try await served.json("/api/v1/products")
      let tags = list["unmapped_tags"]?.elements ?? []
      #expect(tags.compactMap { $0["tag"]?.text } == ["otter-next", "urgent"])
      #expect(tags.first?["conversations"]?.int == 4)
      #expect(tags.first?["suggestions"]?.elements.first?["name"]?.text == "Otter")
      #expect(list["untagged"]?.int == 2 && list["unmapped"]?.int == 8)

      let effect = try await served.get("/settings/decide?kind=tag&subject=Otter&calling=otter-next")
      #expect(effect.text.contains("The totals stay as they are"), "\(effect.text)")
      #expect(effect.text.contains("8 → <b>4</b>") && effect.text.contains("2 → <b>6</b>"))

      // Tickets 2 to 5 began on 7 August, 4 August, 1 August and 29 July at two in the afternoon.
      #expect(try await post(served, "kind=tag&subject=Otter&calling=otter-next&from=2025-08-02").status == 303)
      #expect(try await created(served, by: "product") == ["Otter": 4, "Unmapped": 6])
      #expect(try await post(served, "kind=undo&undoes=1").status == 303)
      #expect(try await created(served, by: "product") == ["Otter": 2, "Unmapped": 8])

      // A tag of the settings may be told of otherwise for a while.
      #expect(try await post(served, "kind=tag&subject=Beaver&calling=OTTER&from=2025-08-12").status == 303)
      #expect(try await created(served, by: "product") == ["Otter": 1, "Beaver": 1, "Unmapped": 8])
      #expect(try await post(served, "kind=pass_over&subject=tag&calling=urgent").status == 303)
      let left = try await served.json("/api/v1/products")
      #expect(left["unmapped_tags"]?.elements.compactMap { $0["tag"]?.text } == ["otter-next"])
      #expect(try await served.get("/settings/products").text.contains("Tags that tell of no product"))
    }
  }

  @Test func `list domains and companies that are nobody's, and whose they become from a day on`() async throws {
    try await with { served async throws in
      let before = try await created(served, by: "client")
      #expect(before == ["No client": 9, "Northwind Traders": 1])
      let unmapped = try await served.json("/api/v1/clients/unmapped")
      #expect(unmapped["domains"]?.elements.compactMap { $0["name"]?.text } == ["fabrikam.example"])
      #expect(unmapped["free_mail"]?.int == 4)
      let company = unmapped["companies"]?.elements.first
      #expect(company?["suggestions"]?.elements.first?["name"]?.text == "Northwind")
      #expect(try await served.get("/settings/clients").text.contains("fabrikam.example"))

      #expect(
        try await post(served, "kind=domain&subject=Fabrikam&calling=fabrikam.example&from=2025-08-05").status == 303)
      #expect(try await post(served, "kind=company&subject=Northwind&source=desk&id=9").status == 303)
      let after = try await created(served, by: "client")
      #expect(after == ["No client": 6, "Fabrikam": 3, "Northwind": 1], "\(after)")
      let refused = try await post(served, "kind=domain&subject=Fabrikam&calling=gmail.com")
      #expect(refused.status == 422 && refused.text.contains("Anybody may have an address"))
      #expect(try await post(served, "kind=undo&undoes=1").status == 303)
      #expect(try await created(served, by: "client")["No client"] == 9)
    }
  }

  @Test func `say who stands for each client, and write down who has nobody`() async throws {
    try await with { served async throws in
      let page = try await served.get("/settings/contacts")
      #expect(
        page.text.contains("Ada Byron") && page.text.contains("the mail domain northwind.example"), "\(page.text)")
      let post = try await served.send("POST", "/settings/contacts/link", body: [])
      #expect(post.status == 303 && post["Location"] == "/settings/contacts")
      #expect(try await served.json("/api/v1/clients/unlinked")["unlinked"]?.elements.isEmpty == false)
      let refused = try await self.post(served, "kind=not_contact&subject=Northwind&other=ada@northwind.example")
      #expect(refused.status == 303)
      #expect(try await served.get("/settings/contacts").text.contains("no contact"))
    }
  }

  @Test func `are summed up by what waits for a decision`() async throws {
    try await with { served async throws in
      let toDo = try await served.json("/api/v1/to-do")
      #expect(toDo["tags"]?.int == 2 && toDo["domains"]?.int == 1 && toDo["companies"]?.int == 1)
      let page = try await served.get("/settings")
      #expect(page.status == 200 && page.text.contains("things wait"), "\(page.text)")
      #expect(page.text.contains("kind=tag&amp;subject=Otter"))
    }
  }
}
