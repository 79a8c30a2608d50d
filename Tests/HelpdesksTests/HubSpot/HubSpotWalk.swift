import CivilTime
import Fetching
import HTTPClient
import Support
import Synchronization
import VendorDoubles

@testable import Helpdesks

/// What one run brought.
struct HubSpotHaul: Equatable {
  var records: [String: Record] = [:]
  /// How often each was brought.
  var times: [String: Int] = [:]
  var notices: [Notice] = []
  var directory: [DirectoryEntry] = []
  var rejected: [RejectedRow] = []
  var warnings: [String] = []
  var identities: [String] = []
  var pages = 0

  mutating func take(_ delivery: Delivery) {
    for record in delivery.records {
      records[record.conversation.key.vendorID] = record
      times[record.conversation.key.vendorID, default: 0] += 1
    }
    notices += delivery.notices
    directory += delivery.directory
    rejected += delivery.rejected
    warnings += delivery.warnings
  }

  /// `501 deleted true`, in order.
  var told: [String] {
    notices.map { "\($0.key.vendorID) \($0.event.told.split(separator: " ").dropFirst().joined(separator: " "))" }
      .sorted()
  }
}

/// A HubSpot on this machine, and who reads it.
struct HubSpotStand {
  let double: HubSpotDouble
  let server: DoubleServer
  let calls: VendorCalls
  let helpdesk: HubSpot

  static let now = Instant(seconds: 1_780_000_000)  // 2026-05-28T20:26:40Z

  static func milliseconds(_ secondsAgo: Int64, _ millisecond: Int64 = 0) -> Int64 {
    (now.seconds - secondsAgo) * 1_000 + millisecond
  }

  func walk(
    _ reach: Reach, of pass: SyncPass = .hubSpotTickets, begunAt start: Instant = now,
    in session: (any HelpdeskSession)? = nil
  ) async throws -> HubSpotHaul {
    let session = if let session { session } else { try await helpdesk.open(calls, at: HubSpotStand.now) }
    var haul = HubSpotHaul(directory: session.directory, warnings: session.warnings)
    var position: Position?
    repeat {
      let page = try await session.page(of: pass, reaching: reach, at: position, begunAt: start)
      haul.take(page.delivery)
      haul.identities += page.identities
      haul.pages += 1
      for delivery in try await calls.each(page.items, { try await $0.bring() }) { haul.take(delivery) }
      position = page.next
    } while position != nil
    return haul
  }

  /// All passes in one session, as the engine walks them.
  func walkAll(_ reach: Reach) async throws -> HubSpotHaul {
    let session = try await helpdesk.open(calls, at: HubSpotStand.now)
    var haul = HubSpotHaul()
    for pass in helpdesk.passes {
      let more = try await walk(reach, of: pass, in: session)
      haul.records.merge(more.records) { $1 }
      haul.times.merge(more.times, uniquingKeysWith: +)
      haul.notices += more.notices
      haul.rejected += more.rejected
    }
    return haul
  }
}

/// Serves a desk while `body` reads it. Searches are as fast as they like unless `paced`.
func withHubSpot(
  _ conduct: HubSpotDouble.Conduct = HubSpotDouble.Conduct(), token: String = "pat-eu1-right",
  spam: [String] = [], paced: Bool = false, clock: DoubleClock = DoubleClock(at: HubSpotStand.now),
  _ fill: (inout HubSpotDesk) -> Void = { _ in }, _ body: (HubSpotStand) async throws -> Void
) async throws {
  var conduct = conduct
  if !paced { conduct.searches = 100_000 }
  if conduct.burst == 190 { conduct.burst = 1_000_000 }
  var desk = HubSpotDesk()
  desk.owners = [
    HubSpotDesk.Owner(
      id: "71", userID: "9001", firstName: "Ines", lastName: "Brandt", email: "ines@acme.example",
      teams: [("801", "First line")]),
    HubSpotDesk.Owner(
      id: "72", userID: "9002", firstName: "", lastName: "", email: "jo@acme.example", isArchived: true),
  ]
  desk.pipelines.append(
    HubSpotDesk.Pipeline(id: "5386331", label: "SPAM Tickets", stages: [("901", "Caught", true)]))
  for number in 1...60 {
    let id = "\(9_000 + number)"
    desk.contacts[id] = HubSpotDesk.Party(
      id: id, properties: ["firstname": "Customer", "lastname": "\(number)", "email": "c\(number)@client.example"])
  }
  desk.companies["31"] = HubSpotDesk.Party(id: "31", properties: ["name": "Northwind", "domain": "northwind.example"])
  fill(&desk)
  let double = HubSpotDouble(desk, clock: clock, conduct)
  let sender = try WebClient(WebClient.Options(version: "test"))
  try await DoubleServer.serve(double) { server, address in
    let helpdesk = HubSpot(source: "hubspot", baseURL: address, token: token, spamPipelines: spam)
    let budget = Budget(paces: paced ? helpdesk.manners.paces : [:])
    var patience = Patience()
    patience.firstPause = 0.01
    let calls = VendorCalls(
      to: address, manners: helpdesk.manners, budget: budget, sender: sender, patience: patience)
    try await body(HubSpotStand(double: double, server: server, calls: calls, helpdesk: helpdesk))
  }
}

extension HubSpotDesk {
  /// Tickets that were filed one a second, the last of them so many seconds ago.
  @discardableResult
  mutating func fileMany(_ count: Int, lastAgo: Int64 = 3_600, _ properties: [String: String] = [:]) -> [Int] {
    (0..<count).map { number in
      let contact = "\(9_001 + number % 60)"
      var properties = properties
      properties["subject"] = "Question \(number)"
      return file(
        at: HubSpotStand.milliseconds(lastAgo + Int64(count - number), 137), properties, contacts: [contact],
        companies: ["31"])
    }
  }

  /// A question and an answer of Ines's, in a conversation of the ticket.
  @discardableResult
  mutating func converse(_ ticket: Int, ago: Int64 = 3_000) -> Int {
    let thread = beginThread(at: HubSpotStand.milliseconds(ago), ticket: ticket, contact: "9001")
    say("Where is it?", in: thread, by: "V-9001", at: HubSpotStand.milliseconds(ago))
    say("On its way.", in: thread, by: "A-9001", at: HubSpotStand.milliseconds(ago - 60))
    return thread
  }
}
