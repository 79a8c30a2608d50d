import CivilTime
import Fetching
import Foundation
import HTTPClient
import JSONReader
import Support
import VendorDoubles

@testable import Helpdesks

private let client = Result { try WebClient(WebClient.Options(version: "test")) }

/// Everything that walks of a source have brought, later things in place of earlier ones.
struct Walked: Sendable {
  var records: [String: Record] = [:]
  var notices: [Notice] = []
  var directory: [DirectoryEntry] = []
  var rejected: [RejectedRow] = []
  var warnings: [String] = []
  var identities: [String] = []
  var pages = 0
  var items = 0
  var totals: [Int?] = []

  var ids: Set<String> { Set(records.keys.map { ConversationKey(text: $0).vendorID }) }

  subscript(id: Int) -> Record? { records["hs:\(id)"] }

  mutating func take(_ delivery: Delivery) {
    for record in delivery.records { records[record.conversation.key.text] = record }
    notices += delivery.notices
    directory += delivery.directory
    rejected += delivery.rejected
    warnings += delivery.warnings
  }
}

/// A source pointed at a double, and the calls that lead there.
struct Desk: Sendable {
  let helpdesk: HelpScout
  let calls: VendorCalls

  init(
    _ address: String, inboxes: [HelpScout.Inbox] = [], secret: String = "app-secret", patience: Patience = Patience(),
    pacemaker: Pacemaker = .real
  ) throws {
    helpdesk = HelpScout(
      source: "hs",
      HelpScout.Configuration(
        baseURL: address + "/v2", clientID: "app-id", clientSecret: secret, inboxes: inboxes))
    calls = VendorCalls(
      to: helpdesk.baseURL, manners: helpdesk.manners, budget: Budget(pacemaker: pacemaker), sender: try client.get(),
      patience: patience, pacemaker: pacemaker)
  }

  /// Walks passes as the engine would, one page after another.
  func walk(
    _ reach: Reach, passes: [SyncPass]? = nil, at now: Instant, resuming position: Position? = nil,
    stopAfter pages: Int = .max
  ) async throws -> (Walked, Position?) {
    let session = try await helpdesk.open(calls, at: now)
    var walked = Walked()
    walked.directory = session.directory
    walked.warnings = session.warnings
    var next = position
    for pass in passes ?? helpdesk.passes {
      repeat {
        let page = try await session.page(of: pass, reaching: reach, at: next, begunAt: now)
        try await complete(page, into: &walked)
        next = page.next
        if walked.pages == pages { return (walked, next) }
      } while next != nil
    }
    return (walked, nil)
  }

  private func complete(_ page: Page, into walked: inout Walked) async throws {
    walked.pages += 1
    walked.items += page.items.count
    walked.totals.append(page.total)
    walked.identities += page.identities
    walked.take(page.delivery)
    let deliveries = try await calls.each(page.items) { item in
      do {
        return try await item.bring()
      } catch let error as VendorError where error.remedy == .skip {
        return Delivery(rejected: [RejectedRow(where: item.name, why: error.description)])
      } catch let error as JSONMismatch {
        return Delivery(rejected: [RejectedRow(where: item.name, why: error.description)])
      } catch let error as BadRecord {
        return Delivery(rejected: [RejectedRow(where: item.name, why: error.description)])
      }
    }
    for delivery in deliveries { walked.take(delivery) }
  }

  func everything(since: Instant = Instant(seconds: 946_684_800), passes: [SyncPass]? = nil, at now: Instant)
    async throws -> Walked
  {
    try await walk(.everything(since: since), passes: passes, at: now).0
  }
}

extension HelpScoutDesk {
  /// One inbox with a hundred people who write, and conversations a minute apart that ended long ago.
  static func sample(_ count: Int, since start: Instant = instant("2026-01-05T08:00:00Z"), mailbox: Int = 101)
    -> HelpScoutDesk
  {
    var desk = HelpScoutDesk()
    desk.users = [
      User(id: 341_000, first: "Ada", last: "Albrecht", email: "ada@desk.example", role: "admin"),
      User(id: 341_001, first: "Ben", last: "Ueda", email: "ben@desk.example"),
    ]
    desk.teams = [Team(id: 700_001, name: "Tier 2", members: [341_001])]
    desk.mailboxes = [Mailbox(id: mailbox, name: "Support")]
    for number in 1...100 {
      desk.customers[7_000 + number] = Customer(
        id: 7_000 + number, first: "Customer", last: "\(number)", email: "c\(number)@example.com")
    }
    desk.add(count, since: start, to: mailbox)
    return desk
  }

  mutating func add(_ count: Int, since start: Instant, to mailbox: Int) {
    for index in 0..<count {
      let at = start + Int64(index) * 60
      let customer = 7_001 + index % 100
      let id = open(in: mailbox, by: .customer(customer), customer: customer, at: at, subject: "Question \(index)")
      write("<p>Help!</p>", in: id, by: .customer(customer), at: at)
      write("<p>Sure.</p>", in: id, by: .user(341_000), at: at + 600, status: "closed")
    }
  }

  var newest: Int { conversations.keys.max() ?? 0 }
  var oldest: Int { conversations.keys.min() ?? 0 }
  var ids: Set<String> { Set(conversations.values.filter { $0.fate == .present }.map { String($0.id) }) }
}
