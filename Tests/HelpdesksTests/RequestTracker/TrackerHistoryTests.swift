import CivilTime
import JSONReader
import Support
import Testing
import VendorDoubles

@testable import Helpdesks

private let ten = trackerNow + -7_200
private let carla = "carla@client.example"

/// The one record of a double's only ticket.
private func record(
  of double: RequestTrackerDouble, statuses: [String: ConversationState] = [:], tagFields: [String] = []
) async throws -> Record {
  try await servingTracker(double, statuses: statuses, tagFields: tagFields) { walk, _ in
    let haul = try await walk.walk(.everything(since: ten + -86_400), at: trackerNow)
    #expect(haul.setAside == [])
    return try #require(haul.records["1"])
  }
}

@Suite struct `The history of a ticket` {
  @Test func `tells who wrote, who solved, and who wrote again`() async throws {
    let double = trackerDouble()
    double.open("Printer", by: carla, saying: "It burns", at: ten)
    double.correspond(1, by: "anna", saying: "Use water", minutes: 7, at: ten + 300)
    double.comment(1, by: "bert", html: "<p>she is <b>angry</b></p>", at: ten + 360)
    double.set(1, status: "resolved", by: "anna", at: ten + 400)
    double.correspond(1, by: carla, saying: "It burns again", at: ten + 900)
    double.set(1, status: "stalled", by: "bert", at: ten + 1_000)
    double.set(1, status: "rejected", by: "bert", at: ten + 1_100)
    let record = try await record(of: double)
    #expect(
      record.said == [
        "10:00:00 state new by customer Carla Customer",
        "10:00:00 inbox 1 by customer Carla Customer",
        "10:00:00 public_reply by customer Carla Customer",
        "10:05:00 420 s of work by agent Anna Berg",
        "10:05:00 public_reply by agent Anna Berg",
        "10:05:00 state open by automation Request Tracker",
        "10:06:00 private_note by agent Bert Kahn",
        "10:06:40 state solved by agent Anna Berg",
        "10:15:00 public_reply by customer Carla Customer",
        "10:15:00 state open by automation Request Tracker",
        "10:16:40 state pending by agent Bert Kahn",
        "10:18:20 state closed by agent Bert Kahn",
      ])
    #expect(record.events.compactMap(\.text) == ["It burns\n", "Use water", "she is angry", "It burns again"])
    #expect(record.complete == ["transaction:", "time:", "created"])
    #expect(record.events.allSatisfy { $0.observedAt == trackerNow && $0.version == 1 })
  }

  @Test func `gives the conversation as it stands`() async throws {
    let double = trackerDouble { $0.isSuperuser = true }
    double.add(queue: "Billing")
    double.open("Printer", by: carla, at: ten)
    double.give(1, to: "anna", by: "bert", at: ten + 60)
    double.move(1, to: "Billing", by: "bert", at: ten + 120)
    double.set(1, priority: 60, by: "bert", at: ten + 180)
    double.rename(1, to: "Printer hot", by: "bert", at: ten + 240)
    double.set(1, field: "Product", to: "Neve", by: "bert", at: ten + 300)
    double.set(1, field: "Category", to: "Hardware", by: "bert", at: ten + 300)
    double.tag(1, "fire", by: "bert", at: ten + 360)
    let conversation = try await record(of: double).conversation
    #expect(conversation.key.text == "rt:1")
    #expect(conversation.channel == .email && conversation.hasStates && conversation.createdAt == ten)
    #expect(conversation.subject == "Printer hot" && conversation.inbox == "3" && conversation.assigneeID == "anna")
    #expect(conversation.customerID == carla && conversation.customerName == "Carla Customer")
    #expect(conversation.customerEmail == carla && conversation.companyID == "Client Ltd")
    #expect(conversation.priority == "medium" && conversation.category == "Hardware" && conversation.tags == ["fire"])
    #expect(conversation.fields == ["Product": "Neve", "Category": "Hardware"])
    #expect(conversation.initiator == .customer)
    let link = try #require(conversation.link)
    #expect(link.hasPrefix("http://127.0.0.1:") && link.hasSuffix("/Ticket/Display.html?id=1"))
    #expect(!link.contains("REST"))
  }

  @Test func `works out how it stood when it began`() async throws {
    let double = trackerDouble()
    double.open("Invoice", by: "anna", for: ["dora@client.example"], minutes: 5, at: ten)
    double.tag(1, "invoice", by: "anna", isFirst: true, at: ten)
    double.tag(1, "vip", by: "anna", isFirst: true, at: ten)
    double.set(1, field: "Category", to: "Money", by: "anna", isFirst: true, at: ten)
    double.untag(1, "vip", by: "bert", at: ten + 60)
    double.tag(1, "late", by: "bert", at: ten + 120)
    double.set(1, priority: 120, by: "bert", at: ten + 180)
    double.set(1, field: "Category", to: "Taxes", by: "bert", at: ten + 240)
    double.give(1, to: "bert", by: "anna", at: ten + 300)
    double.give(1, to: nil, by: "anna", at: ten + 360)
    #expect(
      try await record(of: double).said == [
        "10:00:00 state new by agent Anna Berg",
        "10:00:00 category Money by agent Anna Berg",
        "10:00:00 inbox 1 by agent Anna Berg",
        "10:00:00 priority low by agent Anna Berg",
        "10:00:00 +invoice by agent Anna Berg",
        "10:00:00 +vip by agent Anna Berg",
        "10:00:00 300 s of work by agent Anna Berg",
        "10:00:00 public_reply by customer dora@client.example",
        "10:01:00 -vip by agent Bert Kahn",
        "10:02:00 +late by agent Bert Kahn",
        "10:03:00 priority high by agent Bert Kahn",
        "10:04:00 category Taxes by agent Bert Kahn",
        "10:05:00 assigned to bert by agent Anna Berg",
        "10:06:00 assigned to nobody by agent Anna Berg",
      ])
  }

  @Test func `is the customer's when somebody of the staff opened it for them`() async throws {
    let double = trackerDouble()
    double.open("Call", by: "anna", for: ["dora@client.example", carla], saying: "She called", at: ten)
    let record = try await record(of: double)
    let first = try #require(record.events.first { $0.happening == .message(.publicReply) })
    #expect(first.actor == Actor(kind: .customer, id: "dora@client.example", name: "dora@client.example"))
    #expect(record.conversation.customerID == "dora@client.example" && record.conversation.initiator == .customer)
  }

  @Test func `is a note of the staff when nobody asked`() async throws {
    let double = trackerDouble()
    double.open("Clean up", by: "bert", for: [], saying: "Do it", at: ten)
    let record = try await record(of: double)
    #expect(record.said.last == "10:00:00 private_note by agent Bert Kahn")
    #expect(record.conversation.customerID == "ticket 1" && record.conversation.initiator == .agent)
  }

  @Test func `knows mail of machines by its headers`() async throws {
    let double = trackerDouble()
    double.open("Printer", by: carla, at: ten)
    double.correspond(1, by: carla, saying: "Away", headers: ["Auto-Submitted: auto-replied"], at: ten + 10)
    double.correspond(1, by: carla, saying: "Away", headers: ["auto-submitted: no", "Precedence: bulk"], at: ten + 20)
    double.correspond(1, by: carla, saying: "No", headers: ["Auto-Submitted: no"], at: ten + 30)
    double.correspond(1, by: "mailer-daemon@client.example", saying: "Sorry", at: ten + 40)
    double.attach("Status: 5.1.1", "message/delivery-status", to: 1)
    double.correspond(1, by: "RT_System", saying: "Still there?", at: ten + 50)
    let messages = try await record(of: double).said.filter { !$0.contains("state") && !$0.contains("inbox") }
    #expect(
      messages == [
        "10:00:00 public_reply by customer Carla Customer",
        "10:00:10 auto_reply by customer Carla Customer",
        "10:00:20 auto_reply by customer Carla Customer",
        "10:00:30 public_reply by customer Carla Customer",
        "10:00:40 bounce by customer mailer-daemon@client.example",
        "10:00:50 public_reply by automation Request Tracker",
      ])
  }

  @Test func `follows the first requestor`() async throws {
    let double = trackerDouble()
    double.open("Printer", by: carla, at: ten)
    double.add(requestor: "dora@client.example", to: 1, by: "anna", at: ten + 60)
    double.remove(requestor: carla, from: 1, by: "anna", at: ten + 120)
    let record = try await record(of: double)
    #expect(record.conversation.customerID == "dora@client.example")
    #expect(
      record.said.filter { $0.contains(" customer ") && !$0.hasSuffix("Customer") || $0.contains("customer \(carla)") }
        == [
          "10:00:00 customer carla@client.example by customer Carla Customer",
          "10:02:00 customer dora@client.example by agent Anna Berg",
        ])
  }

  @Test func `is deleted and comes back`() async throws {
    let double = trackerDouble()
    double.open("Printer", by: carla, at: ten)
    double.delete(1, by: "anna", at: ten + 60)
    double.set(1, status: "open", by: "anna", at: ten + 120)
    #expect(
      try await record(of: double).said.suffix(3) == [
        "10:01:00 deleted by agent Anna Berg", "10:02:00 restored by agent Anna Berg",
        "10:02:00 state open by agent Anna Berg",
      ])
  }

  @Test func `takes statuses of their own as the settings say, else as open, and says so`() async throws {
    let double = trackerDouble()
    double.open("Printer", by: carla, at: ten)
    double.set(1, status: "Waiting for parts", by: "anna", at: ten + 60)
    double.set(1, status: "quarantined", by: "anna", at: ten + 120)
    try await servingTracker(double, statuses: ["waiting for Parts": .onHold]) { walk, _ in
      let haul = try await walk.walk(.everything(since: ten), at: trackerNow)
      #expect(
        haul.records["1"]?.said.suffix(2) == [
          "10:01:00 state on_hold by agent Anna Berg", "10:02:00 state open by agent Anna Berg",
        ])
      #expect(
        haul.warnings == ["the status “quarantined” is taken as open; say what it means with statuses: in the settings"]
      )
    }
  }

  @Test func `reads tags from other fields, with commas between them`() async throws {
    let double = trackerDouble()
    double.open("Printer", by: carla, at: ten)
    double.set(1, field: "Topics", to: "fire, smoke", by: "anna", isFirst: true, at: ten)
    double.set(1, field: "Topics", to: "smoke,water", by: "anna", at: ten + 60)
    let record = try await record(of: double, tagFields: ["topics"])
    #expect(record.conversation.tags == ["smoke", "water"] && record.conversation.fields == [:])
    #expect(
      record.said.filter { $0.contains(" +") || $0.contains(" -") }
        == [
          "10:00:00 +fire by customer Carla Customer", "10:00:00 +smoke by customer Carla Customer",
          "10:01:00 -fire by agent Anna Berg", "10:01:00 +water by agent Anna Berg",
        ].sorted { $0 < $1 })
  }

  @Test func `keeps the vendor's order within a second`() async throws {
    let double = trackerDouble()
    double.open("Printer", by: carla, at: ten)
    double.set(1, status: "resolved", by: "anna", at: ten)
    double.set(1, status: "open", by: "anna", at: ten)
    double.set(1, status: "stalled", by: "anna", at: ten)
    let states = try await record(of: double).events.filter { if case .state = $0.happening { true } else { false } }
    #expect(states.map(\.happening) == [.state(.new), .state(.solved), .state(.open), .state(.pending)])
    #expect(states.map(\.sequence) == states.map(\.sequence).sorted())
  }

  @Test func `counts nothing that leaves no doubt who is staff`() async throws {
    let double = trackerDouble { $0.showsUsers = false }
    double.open("Printer", by: carla, at: ten)
    double.correspond(1, by: carla, saying: "Hello?", at: ten + 60)
    double.correspond(1, by: "anna", saying: "Hello!", at: ten + 120)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: ten), at: trackerNow)
      let record = try #require(haul.records["1"])
      #expect(record.said.contains("10:01:00 public_reply by customer carla@client.example"))
      #expect(record.said.contains("10:02:00 public_reply by unknown anna"))
      #expect(haul.warnings.count == 1 && haul.warnings[0].contains("cannot be told whether they are staff"))
    }
  }
}
