import CivilTime
import Fetching
import Helpdesks
import SQLCore
import Support
import Warehouse

extension SyncWork {
  private static let day: Int64 = 86_400
  /// The cursor of looking for what is gone, beside those of the passes.
  private static let sweep = "(sweep)"
  /// So many conversations are asked after by their ids at a time.
  private static let probes = 100

  /// Reads recent days again once a day, for changes that no list tells of, and looks which conversations are gone.
  ///
  /// - Parameter known: the conversations that were in the ledger before this run; those that it brought it has just seen.
  func verifyAndSweep(_ session: any HelpdeskSession, known: Known) async throws {
    if case .days = sync.plan.scope { return }
    if case .since = sync.plan.scope { return }
    for pass in sync.helpdesk.passes { try await verify(pass, session) }
    try await sweep(known, session)
  }

  /// A verification that was interrupted goes on, like any walk; one that reads everything is one.
  private func verify(_ pass: SyncPass, _ session: any HelpdeskSession) async throws {
    let name = "(verification) \(pass.name)"
    if hasReadEverything(of: pass) { return try await note(name) }
    let cursor = try await cursor(name)
    if let interrupted = Walk(interrupted: cursor, named: name, at: walksBeginAt) {
      return try await tread(interrupted, pass, session)
    }
    guard isDue(cursor) else { return }
    let since = begunAt + -Int64(sync.plan.verifiedDays) * SyncWork.day
    let walk = Walk(
      reach: .everything(since: since), begunAt: walksBeginAt, cursor: name, knownUntil: cursor.knownUntil)
    try await tread(walk, pass, session)
  }

  private func isDue(_ cursor: SyncCursor) -> Bool {
    cursor.knownUntil.map { begunAt - $0 >= SyncWork.day } ?? true
  }

  private func note(_ name: String) async throws {
    let (source, begunAt) = (source, begunAt)
    try await write { db, now in try db.save(SyncCursor(knownUntil: begunAt), of: source, pass: name, at: now) }
  }
}

extension SyncWork {
  /// What the ledger has of a source, by the vendor's ids.
  struct Known: Sendable {
    /// Neither deleted nor merged, in order.
    var standing: [String]
    var deleted: [String]
  }

  func knownConversations() async throws -> Known {
    let since = sync.plan.beginning(at: begunAt)
    return Known(
      standing: try await sync.ledger.standingConversations(of: source, since: since).map(\.vendorID),
      deleted: try await sync.ledger.deletedConversations(of: source, since: since).map(\.vendorID))
  }

  /// Asks after the conversations that the vendor does not list any more, and after those that were gone and that it lists
  /// again. Some vendors list deleted ones by themselves, as Freshservice does with `filter=deleted`: those are not back.
  private func sweep(_ known: Known, _ session: any HelpdeskSession) async throws {
    guard !known.standing.isEmpty || !known.deleted.isEmpty else {
      if let seen = takeSeen() { try await count(seen) }
      return try await note(SyncWork.sweep)
    }
    let isSmall = known.standing.count <= sync.plan.sweepsAlwaysUpTo
    let isDue = isDue(try await cursor(SyncWork.sweep))
    guard isSmall || isDue || sync.helpdesk.passes.first.map(hasReadEverything) == true else { return }
    let listed = try await shown(session)
    let stillDeleted = takeSeenDeleted()
    try await probe(known.deleted.filter { listed.contains($0) && !stillDeleted.contains($0) }, session)
    let missing = known.standing.filter { !listed.contains($0) }
    guard !looksLikeALostPermission(missing: missing.count, of: known.standing.count) else {
      return warn(
        "\(missing.count) of \(known.standing.count) known conversations are not listed any more; that looks like a lost "
          + "permission, so none was marked as deleted: check what the account may see")
    }
    try await probe(missing, session)
    try await count(listed)
    try await note(SyncWork.sweep)
  }

  private func probe(_ ids: [String], _ session: any HelpdeskSession) async throws {
    guard let pass = sync.helpdesk.passes.first else { return }
    try await probe(ids, pass, session)
  }

  func probe(_ ids: [String], _ pass: SyncPass, _ session: any HelpdeskSession) async throws {
    for start in stride(from: 0, to: ids.count, by: SyncWork.probes) {
      let some = Array(ids[start..<min(start + SyncWork.probes, ids.count)])
      try await follow(Walk(reach: .only(some), begunAt: walksBeginAt), pass, session)
    }
  }

  /// What the vendor shows of what a full sync reaches.
  private func shown(_ session: any HelpdeskSession) async throws -> Set<String> {
    if let seen = takeSeen() { return seen }
    return try await identities(since: sync.plan.beginning(at: begunAt), session)
  }

  private func takeSeen() -> Set<String>? {
    var seen: Set<String>?
    change {
      seen = $0.seen
      $0.seen = nil
    }
    return seen
  }

  private func takeSeenDeleted() -> Set<String> {
    var seen: Set<String> = []
    change { swap(&seen, &$0.seenDeleted) }
    return seen
  }

  /// Keeps by how much we differ from the vendor's list (M81).
  private func count(_ listed: Set<String>) async throws {
    let (source, since) = (source, sync.plan.beginning(at: begunAt))
    let count = try await sync.ledger.count(listed, of: source, since: since, at: begunAt)
    try await write { db, _ in try db.save(count, of: source) }
  }

  func looksLikeALostPermission(missing: Int, of known: Int) -> Bool {
    missing >= 50 && missing * 4 > known || missing == known && known >= 10
  }
}
