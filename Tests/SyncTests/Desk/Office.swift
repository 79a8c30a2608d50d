import CivilTime
import Fetching
import HTTPClient
import HelpdeskKit
import Helpdesks
import SQLCore
import Support
import TestKit
import Warehouse

@testable import Sync

/// A desk, a ledger and a clock: all that a sync needs.
struct Office: Sendable {
  let desk: PaperDesk
  let ledger: Ledger
  let clock = ManualClock("2025-03-10T12:00:00Z")
  /// No sync of a test takes that long, unless it says so.
  var heartbeat = Duration.seconds(3_600)

  /// Runs the body with an office on a new store.
  static func on(
    _ engine: Engine, tickets: Int = 0, _ body: (Office) async throws -> Void
  ) async throws {
    try await withStore(engine) { store in
      let office = Office(desk: PaperDesk(tickets: tickets), ledger: try await Ledger(opening: store))
      try await body(office)
    }
  }

  var now: Instant { clock.now }

  @discardableResult func sync(
    _ scope: SyncPlan.Scope = .incremental, host: String = "machine/1", isGone: Bool = true,
    into ledger: Ledger? = nil, plan change: (inout SyncPlan) -> Void = { _ in },
    report: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async -> SyncReport {
    let clock = clock
    let sender = NoSender()
    let calls = VendorCalls(
      to: desk.baseURL, manners: desk.manners, budget: Budget(), sender: sender)
    var plan = SyncPlan(scope)
    change(&plan)
    var host = SyncHost(name: host, clock: { clock.now }, isGone: { _ in isGone }, report: report)
    host.heartbeat = heartbeat
    return await SourceSync(
      of: desk, through: calls, into: ledger ?? self.ledger, under: Rules(), plan: plan, zone: .utc, host: host
    ).run()
  }

  var text: [String] {
    get async throws { try await ledgerText(ledger.store) }
  }

  /// The number of the last change.
  var change: Int64 {
    get async throws {
      try await ledger.store.read { db in
        try db.scalar("SELECT number FROM ledger_state WHERE name = 'change'") ?? 0
      }
    }
  }

  func cursor(_ pass: String = "tickets") async throws -> SyncCursor {
    try await ledger.store.read { [desk] db in try db.cursor(of: desk.source, pass: pass) }
  }

  /// What cursors, days and dates say.
  var progress: [String] {
    get async throws {
      try await ledger.store.read { db in
        var lines: [String] = []
        for table in ["sync_cursors", "sync_days", "sync_dates"] {
          try db.rows("SELECT * FROM \(name: table)") { row in
            let names = row.columnNames
            lines.append(
              table + names.indices.filter { names[$0] != "updated_at" }.map { " \(row.value($0))" }.joined())
          }
        }
        return lines.sorted()
      }
    }
  }

  func history(_ id: Int) async throws -> History? {
    try await ledger.history(of: ConversationKey(source: desk.source, vendorID: "\(id)"))
  }

  var standing: [String] {
    get async throws {
      try await ledger.standingConversations(of: desk.source, since: Instant(seconds: 0)).map(\.vendorID)
    }
  }
}

/// The desk needs no network.
private struct NoSender: HTTPSending {
  func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
    throw HTTPClientError(.other, method: request.method, target: "", cause: "there is no network here")
  }
}
