import Helpdesks
import SQLCore
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Sync

/// What an account may not read any more stays as it is known.
@Suite struct `A re-read that sees less` {
  /// What is known and a re-read may not see stays: nothing of it is corrected, withdrawn or guessed anew.
  private func expectUntouched(
    _ stand: Stand, scope: SyncPlan.Scope = .full, byLosing lose: (Bool) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    #expect(try await stand.sync().state == .done)
    let before = try await stand.told
    lose(true)
    #expect(try await stand.sync(scope).state == .done)
    try await expect(before, in: stand, sourceLocation: sourceLocation)
    #expect(try await !stand.ledger.withheld(from: stand.helpdesk.source).isEmpty, sourceLocation: sourceLocation)
    lose(false)
    #expect(try await stand.sync(scope).state == .done)
    try await expect(before, in: stand, sourceLocation: sourceLocation)
  }

  private func expect(
    _ before: [String], in stand: Stand, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let differences = difference(before, try await stand.told)
    #expect(differences == [], "\(differences)", sourceLocation: sourceLocation)
  }

  @Test func `keeps HubSpot's customers and companies without its associations`() async throws {
    try await Stand.ofHubSpot { stand, double in
      try await expectUntouched(stand) { isLost in double.behave { $0.refusesAssociations = isLost } }
      #expect(try await stand.told.contains { $0.hasPrefix("conversations:") && !$0.contains("company_id=–") })
    }
  }

  @Test(arguments: [
    "conversations.read", "crm.objects.owners.read", "crm.objects.contacts.read", "crm.objects.companies.read",
  ]) func `keeps the rest of HubSpot`(_ scope: String) async throws {
    try await Stand.ofHubSpot { stand, double in
      #expect(try await stand.sync().state == .done)
      let before = try await stand.told
      double.behave { $0.scopes.remove(scope) }
      #expect(try await stand.sync(.full).state == .done)
      try await expect(before, in: stand)
    }
  }

  @Test(arguments: ["/tickets/{id}/activities", "/tickets/{id}/time_entries", "/tickets/{id}/csat_response"])
  func `keeps a part of Freshservice`(_ path: String) async throws {
    try await Stand.of(.freshservice) { stand in
      let double = try #require(stand.setup.double as? FreshworksDouble)
      try await expectUntouched(stand) { isLost in double.change { $0.forbidden = isLost ? [path] : [] } }
    }
  }

  @Test(arguments: ["agents--all:ro", "groups--all:ro"]) func `keeps what LiveChat's lists told`(
    _ scope: String
  ) async throws {
    try await Stand.of(.liveChat) { stand in
      let double = try #require(stand.setup.double as? LiveChatDouble)
      #expect(try await stand.sync().state == .done)
      let before = try await stand.told
      double.change { $0.scopes.remove(scope) }
      // The very bytes again are no news, whoever reads them: they must look like others.
      try await stand.ledger.store.write { db in try db.run("UPDATE conversations SET fingerprint = NULL") }
      #expect(try await stand.sync(.full).state == .done)
      try await expect(before, in: stand)
    }
  }
}

extension Stand {
  /// What the ledger says of conversations and of what happened in them, without the vendor's bytes.
  fileprivate var told: [String] {
    get async throws {
      try await text.filter { !$0.hasPrefix("raw_records:") && !$0.hasPrefix("directory:") }.map { line in
        line.split(separator: " | ").filter { !$0.hasPrefix("fingerprint=") }.joined(separator: " | ")
      }
    }
  }
}
