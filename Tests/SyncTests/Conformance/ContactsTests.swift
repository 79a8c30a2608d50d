import CivilTime
import DemoCompany
import Fetching
import HTTPClient
import Helpdesks
import Support
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Sync

/// Mailchimp brings contacts instead of conversations.
@Suite struct `A source of contacts` {
  private static let vendor = ConformingVendor(name: "Mailchimp", channels: [(.email, 1)]) { story, clock in
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
