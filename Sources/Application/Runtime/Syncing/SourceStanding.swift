package import CivilTime
package import Helpdesks
package import Metrics
import Sync
package import Warehouse

/// A source as it stands now: everything that pages and the API say of its syncs.
package struct SourceStanding: Sendable {
  package enum State: String, Sendable {
    case syncing, complete, behind, failed, interrupted, stopped
    case neverSynced = "never_synced"
    /// Its conversations come by upload.
    case byHand = "by_hand"
    /// It was connected on a page, and somebody wants it left alone for a while.
    case paused
    /// It was connected on a page, and its secrets cannot be read.
    case locked
  }

  package var id: String
  package var kind: String
  /// False for one that the settings do not name any more; its conversations stay.
  package var isConfigured: Bool
  /// How it was connected on a page; nothing for one that the settings file names alone.
  package var connection: SourceConnection?
  /// Nothing for sources that are fed by files alone.
  package var helpdesk: (any Helpdesk)?
  /// What its account may not read.
  package var withheld: [Withheld]
  package var schedule: SyncSchedule?
  package var takesWebhooks: Bool
  package var inWork: SyncInWork?
  package var runs: LatestRuns
  package var totals: SourceTotals
  /// Successes for today's date, and what they fetched.
  package var today: SyncDate?
  /// Conversations that customers began today.
  package var createdToday: Answer
  /// When the timetable syncs it; nothing while it is synced, and without a schedule.
  package var nextSync: Instant?
  /// Until it may be synced by hand; nothing when it may.
  package var secondsLeft: Int64?
  package var now: Instant

  package var state: State {
    if inWork != nil { return .syncing }
    if let connection, !connection.isOverruled {
      if connection.problem != nil { return .locked }
      if connection.isPaused { return .paused }
    }
    guard let last = runs.last else { return helpdesk == nil ? .byHand : .neverSynced }
    switch last.state {
    case .failed: return .failed
    case .interrupted: return .interrupted
    case .stopped: return .stopped
    case .running, .done: break
    }
    guard helpdesk != nil else { return .byHand }
    return isBehind ? .behind : .complete
  }

  /// Overdue for longer than a sync that is about to begin explains.
  private var isBehind: Bool {
    guard let nextSync else { return false }
    return now - nextSync > 600
  }

  /// Everything that the vendor had by then is in the ledger.
  package var completeTo: Instant? { runs.done?.startedAt }

  /// What it can tell with the permissions that its account has, as far as a sync has tried them.
  package var supplies: [Supply: Provision] {
    var supplies = helpdesk?.supplies ?? [:]
    for found in withheld {
      if let supply = Supply(rawValue: found.need.rawValue) { supplies[supply] = .none(found.why) }
    }
    return supplies
  }

  package var minutesLeft: Int { secondsLeft.map(SyncRefusal.minutes) ?? 0 }

  /// How the vendor's limit stood when it was last heard of.
  package var calls: Run.Calls? { runs.last.map(\.calls) }

  package var warnings: [String] { runs.last?.warnings.filter { !$0.isOfLifecycle } ?? [] }
  /// What the vendor says of the end of a version.
  package var lifecycle: [String] { runs.last?.warnings.filter(\.isOfLifecycle) ?? [] }
}

extension String {
  /// Whether a warning is a vendor's announcement, as `VendorCalls` words them.
  fileprivate var isOfLifecycle: Bool { contains(" announces: ") }
}

extension SyncDispatcher {
  /// All sources: those of the settings in their order, then those that are in the ledger only, by name.
  package func standings() async throws -> [SourceStanding] {
    let inWork = try await inWork()
    var standings: [SourceStanding] = []
    for source in try await installation.knownSources() {
      standings.append(try await standing(of: source, inWork))
    }
    return standings
  }

  /// Nothing when nobody knows the source.
  package func standing(of id: String) async throws -> SourceStanding? {
    guard let source = try await installation.knownSources().first(where: { $0.id == id }) else { return nil }
    return try await standing(of: source, try await inWork())
  }

  private func standing(of source: KnownSource, _ inWork: [SyncInWork]) async throws -> SourceStanding {
    let (id, ledger, now) = (source.id, installation.ledger, installation.now)
    let runs = try await ledger.latestRuns(of: id)
    let alive = Dictionary(inWork.map { ($0.source, $0.run) }) { first, _ in first }
    let configured = installation.settings.sources.first { $0.id == id }
    let isSyncable = installation.helpdesk(id) != nil
    return SourceStanding(
      id: id, kind: source.kind, isConfigured: configured != nil || isSyncable,
      connection: installation.connection(id), helpdesk: installation.helpdesk(id),
      withheld: try await ledger.withheld(from: id),
      schedule: installation.schedule(of: id), takesWebhooks: installation.takesWebhooks(id),
      inWork: inWork.first { $0.source == id },
      runs: LatestRuns(last: runs.last?.judged(alive: alive[id]), done: runs.done),
      totals: try await ledger.totals(of: id), today: try await ledger.syncDate(of: id, on: installation.today),
      createdToday: try await installation.createdToday(in: id), nextSync: try await nextSync(of: id),
      secondsLeft: isSyncable
        ? await installation.wait(for: id, .incremental, unlessSet: Installation.usualInterval) : nil, now: now)
  }
}

extension Installation {
  /// Sources of the settings in their order, then what is in the ledger only.
  package func knownSources() async throws -> [KnownSource] {
    let helpdesks = helpdesks.map { KnownSource(id: $0.source, kind: $0.kind) }
    let configured =
      settings.sources.map { KnownSource(id: $0.id, kind: $0.kind.rawValue) }
    // Contacts that are paused stand nowhere else.
    let connected = connections.values.filter { !$0.isRemoved }.map { $0.source }.sorted { $0.id < $1.id }.map {
      KnownSource(id: $0.id, kind: $0.kind)
    }
    var known: [KnownSource] = []
    for source in configured + helpdesks + connected + (try await ledger.sources())
    where !known.contains(where: { $0.id == source.id }) {
      known.append(source)
    }
    return known
  }

  fileprivate func createdToday(in source: String) async throws -> Answer {
    let period = NamedPeriod.today.period(today: today)
    let query = MetricQuery(.conversationsCreated, over: period, zone: zone.name).narrowed(to: .source, source)
    return try await analyst.answer(query, asOf: now)
  }
}
