import CivilTime
import DemoCompany
import Fetching
import HTTPClient
import Helpdesks
import JSONReader
import Support
import Synchronization
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Sync

/// Mailchimp brings contacts instead of conversations.
@Suite struct `A source of contacts` {
  private static let vendor = ConformingVendor(kind: .mailchimp, name: "Mailchimp", channels: [(.email, 1)]) {
    story, clock in
    let double = MailchimpDouble(telling: story.cast, signedUpAt: story.period.lowerBound, clock: clock)
    return ConformingVendor.Setup(
      double: double,
      helpdesk: {
        Mailchimp(
          source: "audience", baseURL: $0 + "/3.0", apiKey: MailchimpDouble.apiKey, audience: MailchimpDouble.audience)
      },
      deeds: ConformingVendor.Deeds(
        reply: { email, now in double.change(email, at: now) { $0.tags = ["vip"] } },
        delete: { email, now in double.archive(email, at: now) }))
  }

  private static var addresses: [String] { Cast.halden.customers.compactMap(\.email) }

  @Test func `is read whole, and says nothing new when nothing is`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      let first = try await stand.sync()
      #expect(first.state == .done && first.fetched == Self.addresses.count && first.stored == first.fetched)
      let contacts = try await stand.ledger.directory(of: "audience", kind: .contact)
      #expect(Set(contacts.compactMap(\.email)) == Set(Self.addresses))
      let text = try await stand.text
      for scope in [SyncPlan.Scope.incremental, .full] {
        let again = try await stand.sync(scope)
        #expect(again.state == .done && again.stored == 0, "\(scope)")
        try await stand.expect(text)
      }
    }
  }

  @Test func `tells what changed, and who left`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      try await stand.sync()
      stand.clock.advance(by: .seconds(86_400))
      stand.setup.deeds.reply(Self.addresses[3], stand.now)
      stand.setup.deeds.delete(Self.addresses[5], stand.now)
      stand.clock.advance(by: .seconds(60))
      let report = try await stand.sync()
      #expect(report.state == .done && report.stored == 2)
      let contacts = try await stand.ledger.directory(of: "audience", kind: .contact)
      #expect(contacts.first { $0.email == Self.addresses[5] }?.isActive == false)
    }
  }

  /// Another address is another id; the person is one.
  @Test(arguments: Engine.available) func `knows somebody with a new address once`(on engine: Engine) async throws {
    try await Stand.of(Self.vendor, on: engine) { stand async throws in
      try await stand.sync()
      stand.clock.advance(by: .seconds(3_600))
      let double = try #require(stand.setup.double as? MailchimpDouble)
      double.change(Self.addresses[2], at: stand.now) { $0.email = "moved@client.example" }
      stand.clock.advance(by: .seconds(60))
      #expect(try await stand.sync().state == .done)
      let addresses = try await known(stand)
      #expect(addresses.contains("moved@client.example") && !addresses.contains(Self.addresses[2]))
      #expect(addresses.count == Self.addresses.count)
    }
  }

  /// “Permanent deletes never show up”: whoever is missing when all were listed is asked after.
  @Test(arguments: Engine.available) func `forgets who was erased, once all are listed again`(
    on engine: Engine
  ) async throws {
    try await Stand.of(Self.vendor, on: engine) { stand async throws in
      try await stand.sync()
      let double = try #require(stand.setup.double as? MailchimpDouble)
      double.erase(Self.addresses[4])
      stand.clock.advance(by: .seconds(3_600))
      #expect(try await stand.sync().state == .done)
      #expect(try await known(stand).contains(Self.addresses[4]), "no list has told yet")
      stand.clock.advance(by: .seconds(86_400))
      #expect(try await stand.sync().state == .done)
      #expect(try await known(stand) == Set(Self.addresses).subtracting([Self.addresses[4]]))
      double.erase(Self.addresses[6])
      stand.clock.advance(by: .seconds(60))
      #expect(try await stand.sync(.full).state == .done)
      #expect(try await known(stand) == Set(Self.addresses).subtracting([Self.addresses[4], Self.addresses[6]]))
    }
  }

  /// A list that leaves out who was archived does not make them vanish: asked after by name, they are there.
  @Test func `keeps whom a list only hides, as inactive`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      try await stand.sync()
      let double = try #require(stand.setup.double as? MailchimpDouble)
      double.hidesArchived = true
      stand.clock.advance(by: .seconds(3_600))
      double.archive(Self.addresses[5], at: stand.now)
      #expect(try await stand.sync(.full).state == .done)
      let contacts = try await stand.ledger.directory(of: "audience", kind: .contact)
      let hidden = try #require(contacts.first { $0.email == Self.addresses[5] })
      #expect(!hidden.isActive && hidden.details["status"] == ["archived"])
    }
  }

  /// All are missing at once when the audience or the rights are others: then nobody is forgotten.
  @Test func `forgets nobody when the vendor answers none of the questions`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      try await stand.sync()
      stand.server.rewrite { _, answer in
        guard answer.status == 200, let empty = try? JSONValue(#"{"members": [], "total_items": 0}"#) else {
          return answer
        }
        return .json(empty)
      }
      #expect(try await stand.sync(.full).state == .done)
      #expect(try await known(stand) == Set(Self.addresses))
    }
  }

  @Test(arguments: ["null", "{}", #"{"id": null}"#, "7"]) func `is read although a row is none`(
    _ odd: String
  ) async throws {
    let row = try JSONValue(odd)
    try await Stand.of(Self.vendor) { stand async throws in
      stand.server.rewrite { _, answer in answer.adding(row) }
      let report = try await stand.sync()
      #expect(report.state == .done && report.rejected == 1, "\(report.problem ?? "")")
      #expect(try await known(stand) == Set(Self.addresses))
    }
  }

  @Test func `is read although empty lists are null`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      stand.server.rewrite { _, answer in answer.sayingNullForNone }
      for scope in [SyncPlan.Scope.incremental, .incremental, .full] {
        let report = try await stand.sync(scope)
        #expect(report.state == .done && report.rejected == 0, "\(report.problem ?? "")")
        stand.clock.advance(by: .seconds(86_400 * 400))
      }
      #expect(try await known(stand) == Set(Self.addresses))
    }
  }

  @Test func `goes on once its key is taken again`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      stand.server.faults.fail(nth: 1, with: .status(401))
      #expect(try await stand.sync().state == .failed)
      #expect(try await stand.sync().state == .done)
      #expect(try await known(stand) == Set(Self.addresses))
    }
  }

  @Test func `is read whole by a process that dies now and then`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      try await stand.sync()
      let whole = try await stand.text
      try await stand.beside { stand async throws in
        let store = MortalStore(stand.ledger.store)
        let mortal = try await Ledger(opening: store)
        for (write, moment) in zip([2, 3, 4, 5], MortalStore.Moment.allCases + [.inside]) {
          store.revive()
          store.die(at: write, moment)
          _ = try await stand.sync(into: mortal)
        }
        #expect(try await stand.sync().state == .done)
        try await stand.expect(whole)
      }
    }
  }

  @Test func `goes on where it was stopped`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      try await stand.sync()
      let whole = try await stand.text
      try await stand.beside { stand async throws in
        let run = Mutex<Task<SyncReport, any Error>?>(nil)
        stand.server.watch { _ in run.withLock { $0 }?.cancel() }
        let task = Task { try await stand.sync() }
        run.withLock { $0 = task }
        #expect([.stopped, .done].contains(try await task.value.state))
        stand.server.watch { _ in }
        #expect(try await stand.sync().state == .done)
        try await stand.expect(whole)
      }
    }
  }

  /// Who changes while the list is read leaves for its end.
  @Test func `loses nobody while its list moves`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      try await stand.sync()
      let double = try #require(stand.setup.double as? MailchimpDouble)
      let turn = Mutex(0)
      let clock = stand.clock
      stand.server.watch { _ in
        let number = turn.withLock {
          $0 += 1
          return $0
        }
        clock.advance(by: .seconds(1))
        double.change(Self.addresses[number % 20], at: clock.now) { $0.tags = ["\(number)"] }
      }
      for scope in [SyncPlan.Scope.full, .incremental, .full] { #expect(try await stand.sync(scope).state == .done) }
      stand.server.watch { _ in }
      #expect(try await stand.sync().state == .done)
      #expect(try await known(stand) == Set(Self.addresses))
      let tags = try await stand.ledger.directory(of: "audience", kind: .contact).compactMap {
        $0.details["tags"]?.first
      }
      #expect(tags.count == min(turn.withLock { $0 }, 20) && !tags.isEmpty)
    }
  }

  private func known(_ stand: Stand) async throws -> Set<String> {
    Set(try await stand.ledger.directory(of: "audience", kind: .contact).compactMap(\.email))
  }

  @Test func `survives a third of all answers failing`() async throws {
    try await Stand.of(Self.vendor) { stand async throws in
      stand.server.faults.fail(
        percent: 33, with: [.status(500), .cut, .emptyBody, .html(status: 200), .rateLimited(retryAfter: 1)], seed: 5,
        inARow: 5)
      let report = try await stand.sync(deadline: .seconds(2))
      #expect(report.state == .done && report.fetched == Self.addresses.count, "\(report.problem ?? "")")
    }
  }
}
