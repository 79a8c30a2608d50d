import CivilTime
import Fetching
import Helpdesks
import SQLCore
import Support
import Warehouse

extension SyncWork {
  func walkAll() async throws {
    let session = try await sync.helpdesk.open(sync.calls, at: begunAt)
    for warning in session.warnings { warn(warning) }
    try await book(session.directory)
    let known = try await knownConversations()
    var since = begunAt
    for (index, pass) in sync.helpdesk.passes.enumerated() {
      let from = try await walk(pass, isFirst: index == 0, session)
      if index == 0 { since = from }
    }
    guard case .conversations = sync.plan.scope else {
      let isFull = since <= sync.plan.beginning(at: begunAt)
      try await verifyAndSweep(session, known: known, afterAll: isFull)
      return try await noteDays(since: since)
    }
  }

  private func book(_ entries: [DirectoryEntry]) async throws {
    let (source, now) = (source, sync.host.clock())
    try await sync.ledger.store.write { db in try db.save(entries, of: source, at: now) }
  }

  /// Walks a pass as the plan wants it, and answers from when on everything is known now.
  private func walk(_ pass: SyncPass, isFirst: Bool, _ session: any HelpdeskSession) async throws -> Instant {
    let source = source
    let cursor = try await sync.ledger.store.read { db in try db.cursor(of: source, pass: pass.name) }
    var since = begunAt
    let walks = walks(of: pass, from: cursor)
    if isFirst { change { $0.seen = walks.first?.readsEverything == true ? [] : nil } }
    for walk in walks {
      if isFirst, case .changed = walk.reach, cursor.knownUntil == nil {} else { since = min(since, walk.beginning) }
      do {
        try await follow(walk, pass, session)
      } catch let error as VendorError where pass.isOptional && error.remedy == .skip {
        warn("\(pass.name) left out: \(error.description)")
      }
    }
    return since
  }

  private func walks(of pass: SyncPass, from cursor: SyncCursor) -> [Walk] {
    func fresh(_ reach: Reach, keeps: Bool = true) -> Walk {
      Walk(reach: reach, begunAt: begunAt, keepsCursor: keeps, knownUntil: cursor.knownUntil)
    }
    switch sync.plan.scope {
    case .since(let instant): return [fresh(.changed(since: instant), keeps: false)]
    case .days(let days):
      let window = Reach.window(
        from: sync.zone.start(of: days.lowerBound), to: sync.zone.start(of: days.upperBound + 1))
      return [fresh(window, keeps: false)]
    case .conversations(let ids): return [fresh(.only(ids), keeps: false)]
    case .full:
      // A full walk that was interrupted lately goes on; what changed since its beginning follows.
      if let walk = interrupted(cursor), case .everything = walk.reach {
        return [walk, catchingUp(after: walk, pass)].compactMap { $0 }
      }
      return [fresh(.everything(since: sync.plan.beginning(at: begunAt)))]
    case .incremental:
      if let walk = interrupted(cursor) { return [walk, catchingUp(after: walk, pass)].compactMap { $0 } }
      guard let known = cursor.knownUntil else {
        return [fresh(.everything(since: sync.plan.beginning(at: begunAt)))]
      }
      return [fresh(.changed(since: known + -pass.overlap))]
    }
  }

  private func interrupted(_ cursor: SyncCursor) -> Walk? {
    guard let walk = cursor.walk, let reach = Reach(stored: walk.reach), begunAt - walk.begunAt < Walk.longestPause
    else { return nil }
    return Walk(
      reach: reach, begunAt: walk.begunAt, position: walk.position.map { Position($0) }, page: walk.page,
      keepsCursor: true, knownUntil: cursor.knownUntil)
  }

  private func catchingUp(after walk: Walk, _ pass: SyncPass) -> Walk? {
    Walk(
      reach: .changed(since: walk.begunAt + -pass.overlap), begunAt: begunAt, keepsCursor: true,
      knownUntil: walk.begunAt)
  }

  /// Marks the local days that the run made certain.
  private func noteDays(since: Instant) async throws {
    let zone = sync.zone
    let (source, begunAt, count) = (source, begunAt, report.fetched)
    let today = zone.day(of: begunAt)
    let days: ClosedRange<LocalDay>
    let date: LocalDay
    if case .days(let asked) = sync.plan.scope {
      days = asked.lowerBound...min(asked.upperBound, today)
      date = asked.lowerBound
    } else {
      // A first sync that reaches back to the beginning says nothing of days on which there was nothing yet.
      let first = try await sync.ledger.totals(of: source).span.map { zone.day(of: $0.from) } ?? today
      days = max(min(zone.day(of: since), today), min(first, today))...today
      date = today
    }
    guard days.lowerBound <= days.upperBound else { return }
    try await sync.ledger.store.write { db in
      try db.verify(days, of: source, until: begunAt)
      try db.noteSync(of: source, on: date, conversations: count, at: begunAt)
    }
  }
}

/// One way through a pass, from a position to its end.
struct Walk: Sendable {
  var reach: Reach
  var begunAt: Instant
  var position: Position?
  var page = 0
  /// Whether its end becomes the cursor of the pass, and its position is kept on the way.
  var keepsCursor: Bool
  var knownUntil: Instant?

  /// What was interrupted longer ago begins anew: the vendor's position may be worth nothing by then.
  static let longestPause: Int64 = 2 * 86_400

  /// From its first page, as far back as a full sync goes.
  var readsEverything: Bool { if case .everything = reach { position == nil && page == 0 } else { false } }

  var beginning: Instant {
    switch reach {
    case .everything(let since), .changed(let since), .identities(let since): since
    case .window(let from, _): from
    case .only: begunAt
    }
  }
}
