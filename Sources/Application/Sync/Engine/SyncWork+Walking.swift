import CivilTime
import Fetching
import Helpdesks
import Metrics
import SQLCore
import Support
import Warehouse

extension SyncWork {
  func walkAll() async throws {
    let session = try await sync.helpdesk.open(sync.calls, at: begunAt)
    noteVendorClock()
    for warning in session.warnings { warn(warning) }
    // Before anything is booked: what follows from less than the source could tell is then known to be guessed.
    try await note(session.access)
    try await book(session.directory)
    let known = try await knownConversations()
    var since = begunAt
    for (index, pass) in sync.helpdesk.passes.enumerated() {
      let from = try await walk(pass, isFirst: index == 0, session)
      if index == 0 { since = from }
    }
    guard case .conversations = sync.plan.scope else {
      try await verifyAndSweep(session, known: known)
      return try await noteDays(since: since)
    }
  }

  private func book(_ entries: [DirectoryEntry]) async throws {
    let source = source
    try await write { db, now in try db.save(entries, of: source, at: now) }
  }

  func cursor(_ name: String) async throws -> SyncCursor {
    let source = source
    return try await sync.ledger.store.read { db in try db.cursor(of: source, pass: name) }
  }

  /// Walks a pass as the plan wants it, and answers from when on everything is known now.
  private func walk(_ pass: SyncPass, isFirst: Bool, _ session: any HelpdeskSession) async throws -> Instant {
    let cursor = try await cursor(pass.name)
    var since = begunAt
    let walks = walks(of: pass, from: cursor)
    if isFirst { change { $0.seen = walks.first?.readsEverything == true ? [] : nil } }
    for walk in walks {
      if isFirst, case .changed = walk.reach, cursor.knownUntil == nil {} else { since = min(since, walk.beginning) }
      try await tread(walk, pass, session)
      if case .everything = walk.reach { change { $0.everythingRead.insert(pass) } }
    }
    return since
  }

  /// Follows a walk. One whose position the vendor takes no more begins anew; and what the account may not see is left
  /// out where the pass says that it may be.
  func tread(_ walk: Walk, _ pass: SyncPass, _ session: any HelpdeskSession) async throws {
    do {
      do {
        try await follow(walk, pass, session)
        try await askAfterMissingContacts(pass, session)
        // Who asks for single conversations has not asked the pass at all.
        if case .only = walk.reach {} else { try await note(pass, .granted) }
      } catch  where walk.position != nil && hasBookedNothing(of: walk) && isRefusal(error) {
        try await follow(walk.anew(at: walksBeginAt), pass, session)
      }
    } catch let error as VendorError where pass.isOptional && error.remedy == .skip {
      warn("\(pass.name) left out: \(error.description)")
      try await note(pass, .withheld(pass.reason(error)))
    }
  }

  private func note(_ pass: SyncPass, _ access: SupplyAccess) async throws {
    try await note(Dictionary(uniqueKeysWithValues: pass.supplies.map { ($0, access) }))
  }

  /// Keeps what the account may not read, and that it may again.
  func note(_ found: [Supply: SupplyAccess]) async throws {
    let known = accessSeen
    let news = found.filter { known[$0.key] != $0.value }
    guard !news.isEmpty else { return }
    change { $0.access.merge(news) { $1 } }
    let source = source
    try await write { db, _ in
      for (supply, access) in news.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        guard let need = Need(rawValue: supply.rawValue) else { continue }
        try db.note(need, of: source, withheld: access.reason)
      }
    }
  }

  private func hasBookedNothing(of walk: Walk) -> Bool { progressPage == walk.page }

  /// Not an outage, not missing credentials, not the end of the run: the vendor, or what reads it, minds the question.
  private func isRefusal(_ error: any Error) -> Bool {
    if let error = error as? VendorError { return error.remedy == .skip }
    return !(error is CancellationError || error is LeaseLost || error is SQLStoreError)
  }

  private func walks(of pass: SyncPass, from cursor: SyncCursor) -> [Walk] {
    func fresh(_ reach: Reach, keeps: Bool = true) -> Walk {
      Walk(
        reach: reach, begunAt: walksBeginAt, cursor: keeps ? pass.name : nil, knownUntil: cursor.knownUntil)
    }
    let everything = fresh(.everything(since: sync.plan.beginning(at: begunAt)))
    let interrupted = Walk(interrupted: cursor, named: pass.name, at: walksBeginAt)
    func resumed(_ walk: Walk) -> [Walk] { [walk, walk.catchingUp(overlap: pass.overlap, from: walksBeginAt)] }
    switch sync.plan.scope {
    case .since(let instant): return [fresh(.changed(since: instant), keeps: false)]
    case .days(let days):
      let window = Reach.window(
        from: sync.zone.start(of: days.lowerBound), to: sync.zone.start(of: days.upperBound + 1))
      return [fresh(window, keeps: false)]
    case .conversations(let ids): return [fresh(.only(ids), keeps: false)]
    case .full:
      // A full walk that was interrupted lately goes on; what changed since its beginning follows.
      if let interrupted, case .everything = interrupted.reach { return resumed(interrupted) }
      return [everything]
    case .incremental:
      if let interrupted { return resumed(interrupted) }
      return [cursor.knownUntil.map { fresh(.changed(since: $0 + -pass.overlap)) } ?? everything]
    }
  }

  /// Marks the local days that the run made certain.
  private func noteDays(since: Instant) async throws {
    let zone = sync.zone
    let (source, begunAt, count) = (source, begunAt, report.fetched)
    let today = zone.day(of: begunAt)
    let days: ClosedRange<LocalDay>
    let date: LocalDay
    if case .days(let asked) = sync.plan.scope {
      // Of days to come nothing is certain.
      guard asked.lowerBound <= today else { return }
      days = asked.lowerBound...min(asked.upperBound, today)
      date = asked.lowerBound
    } else {
      // A first sync that reaches back to the beginning says nothing of days on which there was nothing yet.
      let first = try await sync.ledger.totals(of: source).span.map { zone.day(of: $0.from) } ?? today
      days = max(min(zone.day(of: since), today), min(first, today))...today
      date = today
    }
    try await write { db, _ in
      try db.verify(days, of: source, until: begunAt)
      try db.noteSync(of: source, on: date, conversations: count, at: begunAt)
    }
  }
}
