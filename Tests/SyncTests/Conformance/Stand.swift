import CivilTime
import DemoCompany
import Fetching
import HTTPClient
import Helpdesks
import Metrics
import SQLCore
import Support
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Sync

private let client = Result { try WebClient(WebClient.Options(version: "test")) }

/// A vendor's double at work, and a ledger that is synced from it.
struct Stand: Sendable {
  let vendor: ConformingVendor
  let story: Story
  let setup: ConformingVendor.Setup
  let server: DoubleServer
  let helpdesk: any Helpdesk
  let clock: DoubleClock
  var ledger: Ledger

  /// - Parameter until: how far the story is told at first; to its end when not given.
  static func of(
    _ vendor: ConformingVendor, on engine: Engine = .sqlite, _ story: Story? = nil, until: Instant? = nil,
    _ body: (Stand) async throws -> Void
  ) async throws {
    let story = story ?? vendor.story()
    let clock = DoubleClock(at: until ?? story.period.upperBound + 1)
    let setup = vendor.make(story, clock)
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      try await DoubleServer.serve(setup.double) { server, address in
        try await body(
          Stand(
            vendor: vendor, story: story, setup: setup, server: server, helpdesk: setup.helpdesk(address),
            clock: clock, ledger: ledger))
      }
    }
  }

  /// A new ledger beside this one, synced from the same double at the same address.
  func beside(on engine: Engine = .sqlite, _ body: (Stand) async throws -> Void) async throws {
    try await withStore(engine) { store in
      var other = self
      other.ledger = try await Ledger(opening: store)
      try await body(other)
    }
  }

  var rules: Rules { Rules(autoReplies: [], bots: [HaldenSoftware.bot]) }
  var now: Instant { clock.now }

  /// Pauses and limits pass a thousand times faster than on a clock on the wall.
  @discardableResult
  func sync(
    _ scope: SyncPlan.Scope = .incremental, into ledger: Ledger? = nil, deadline: Duration = .seconds(60)
  ) async throws -> SyncReport {
    let clock = clock
    let calls = VendorCalls(
      to: helpdesk.baseURL, manners: helpdesk.manners,
      budget: Budget(paces: helpdesk.manners.paces, pacemaker: .hasty),
      sender: Hurried(sender: try client.get(), deadline: deadline), pacemaker: .hasty)
    var host = SyncHost(name: "test", clock: { clock.now }, isGone: { _ in true })
    host.heartbeat = .seconds(3_600)
    return await SourceSync(
      of: helpdesk, through: calls, into: ledger ?? self.ledger, under: rules, plan: SyncPlan(scope), zone: .utc,
      host: host
    ).run()
  }

  var text: [String] {
    get async throws { try await ledgerText(ledger.store) }
  }

  /// The ledger says what another one did, and nothing else.
  func expect(
    _ other: [String], _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let differences = difference(other, try await text)
    #expect(differences == [], comment, sourceLocation: sourceLocation)
  }

  var change: Int64 {
    get async throws {
      try await ledger.store.read { db in
        try db.scalar("SELECT number FROM ledger_state WHERE name = 'change'") ?? 0
      }
    }
  }

  /// The vendor's ids of conversations that count, the newest first.
  var counted: [String] {
    get async throws {
      let source = helpdesk.source
      return try await ledger.store.read { db in
        try db.all(
          """
          SELECT conversation_key FROM conversation_facts
          WHERE source_id = \(source) AND standing = \(Int64(Standing.counted.rawValue))
          ORDER BY created_at DESC, conversation_key DESC
          """
        ) { row in ConversationKey(text: try row.text(0)).vendorID }
      }
    }
  }

  func standing(of id: String) async throws -> Standing? {
    let key = "\(helpdesk.source):\(id)"
    return try await ledger.store.read { db in
      try db.scalar("SELECT standing FROM conversation_facts WHERE conversation_key = \(key)", as: Int64.self)
        .flatMap { Standing(rawValue: UInt8(clamping: $0)) }
    }
  }
}

/// What the product answers when it is asked as people ask it.
extension Stand {
  struct Figures: Equatable {
    var createdPerDay: [String: Int]
    var replies: [String: Int]
    var firstResponses: [Int64]
  }

  func figures() async throws -> Figures {
    let analyst = Analyst(of: ledger, zones: { _ in .utc })
    try await analyst.follow()
    let days = (Zone.utc.day(of: story.period.lowerBound), Zone.utc.day(of: story.period.upperBound) + 1)
    guard let period = Period(from: days.0, to: days.1) else {
      return Figures(createdPerDay: [:], replies: [:], firstResponses: [])
    }
    func ask(_ metric: Metric, by dimension: Metrics.Dimension) async throws -> [String: Int] {
      let answer = try await analyst.answer(MetricQuery(metric, over: period, zone: "UTC", by: [dimension]), asOf: now)
      return Dictionary(answer.groups.map { ($0.labels[0], $0.sample) }) { $0 + $1 }.filter { $0.value > 0 }
    }
    let receipt = try await analyst.receipt(of: MetricQuery(.firstResponse, over: period, zone: "UTC"), asOf: now)
    return Figures(
      createdPerDay: try await ask(.conversationsCreated, by: .day), replies: try await ask(.humanReplies, by: .person),
      firstResponses: receipt.compactMap(\.value).sorted())
  }

  /// - Parameter source: of it alone.
  func answer(
    _ metric: Metric, of source: String? = nil, by dimensions: [Metrics.Dimension] = []
  ) async throws -> Answer {
    var (analyst, query) = try await question(metric)
    query.by = dimensions
    return try await analyst.answer(source.map { query.narrowed(to: .source, $0) } ?? query, asOf: now)
  }

  func receipt(_ metric: Metric) async throws -> [ReceiptRow] {
    let (analyst, query) = try await question(metric)
    return try await analyst.receipt(of: query, asOf: now)
  }

  func longestWaits() async throws -> [ReceiptRow] {
    let (analyst, query) = try await question(.waitingOnUs)
    return try await analyst.longest(10, of: query, asOf: now)
  }

  private func question(_ metric: Metric) async throws -> (Analyst, MetricQuery) {
    let analyst = Analyst(of: ledger, zones: { _ in .utc })
    try await analyst.follow()
    let days = (Zone.utc.day(of: story.period.lowerBound), Zone.utc.day(of: story.period.upperBound) + 1)
    let period = try #require(Period(from: days.0, to: days.1))
    return (analyst, MetricQuery(metric, over: period, zone: "UTC"))
  }

  /// What the story's own books say.
  var books: Figures {
    let books = story.books
    return Figures(
      createdPerDay: Dictionary(books.createdPerDay.map { ($0.key.iso8601, $0.value) }) { $0 + $1 },
      replies: vendor.replies(story), firstResponses: books.firstResponseSeconds.values.flatMap { $0 }.sorted())
  }
}

/// Gives up sooner than a patient client would.
private struct Hurried: HTTPSending {
  let sender: WebClient
  let deadline: Duration

  func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
    var request = request
    request.deadlines.total = min(request.deadlines.total, deadline)
    return try await sender.send(request)
  }
}

extension Pacemaker {
  fileprivate static let hasty = Pacemaker(
    now: { Pacemaker.real.now() * 1_000 }, sleep: { try await Pacemaker.real.sleep($0 / 1_000) },
    chance: { Pacemaker.real.chance() })
}
