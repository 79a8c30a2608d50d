import CivilTime
import Fetching
import Helpdesks
import SQLCore
import Support
import Warehouse

extension SyncWork {
  /// The cursors of what is done now and then, beside those of the passes.
  private static let verification = "(verification)"
  private static let sweep = "(sweep)"
  private static let day: Int64 = 86_400

  /// Reads recent days again once a day, for changes that no list tells of, and looks which conversations are gone.
  ///
  /// - Parameters:
  ///   - known: the conversations that were in the ledger before this run; those that it brought it has just seen.
  ///   - isFull: whether this run has read everything there is, recent days among it.
  func verifyAndSweep(_ session: any HelpdeskSession, known: [String], afterAll isFull: Bool) async throws {
    if case .days = sync.plan.scope { return }
    if case .since = sync.plan.scope { return }
    if isFull {
      try await note(SyncWork.verification)
    } else if try await isDue(SyncWork.verification) {
      let since = begunAt + -Int64(sync.plan.verifiedDays) * SyncWork.day
      for pass in sync.helpdesk.passes {
        do {
          try await follow(
            Walk(reach: .everything(since: since), begunAt: begunAt, keepsCursor: false), pass, session)
        } catch let error as VendorError where pass.isOptional && error.remedy == .skip {
          // Said already when the pass was walked.
        }
      }
      try await note(SyncWork.verification)
    }
    try await sweep(known, session, isFull: isFull)
  }

  private func isDue(_ name: String) async throws -> Bool {
    let source = source
    let cursor = try await sync.ledger.store.read { db in try db.cursor(of: source, pass: name) }
    return cursor.knownUntil.map { begunAt - $0 >= SyncWork.day } ?? true
  }

  private func note(_ name: String) async throws {
    let (source, begunAt) = (source, begunAt)
    try await sync.ledger.store.write { db in
      try db.save(SyncCursor(knownUntil: begunAt), of: source, pass: name, at: begunAt)
    }
  }

  /// Asks after the conversations that the vendor does not list any more.
  private func sweep(_ known: [String], _ session: any HelpdeskSession, isFull: Bool) async throws {
    guard !known.isEmpty else { return try await note(SyncWork.sweep) }
    let isSmall = known.count <= sync.plan.sweepsAlwaysUpTo
    let isDue = try await isDue(SyncWork.sweep)
    guard isFull || isSmall || isDue else { return }
    let listed = try await shown(session)
    let missing = known.filter { !listed.contains($0) }
    guard !looksLikeALostPermission(missing: missing.count, of: known.count) else {
      return warn(
        "\(missing.count) of \(known.count) known conversations are not listed any more; that looks like a lost permission, "
          + "so none was marked as deleted: check what the account may see")
    }
    guard let pass = sync.helpdesk.passes.first else { return }
    for start in stride(from: 0, to: missing.count, by: 100) {
      let ids = Array(missing[start..<min(start + 100, missing.count)])
      try await follow(Walk(reach: .only(ids), begunAt: begunAt, keepsCursor: false), pass, session)
    }
    try await note(SyncWork.sweep)
  }

  /// What the vendor shows of what a full sync reaches.
  private func shown(_ session: any HelpdeskSession) async throws -> Set<String> {
    var seen: Set<String>?
    change {
      seen = $0.seen
      $0.seen = nil
    }
    if let seen { return seen }
    return Set(try await collect(.identities(since: sync.plan.beginning(at: begunAt)), session))
  }

  private func looksLikeALostPermission(missing: Int, of known: Int) -> Bool { missing >= 50 && missing * 4 > known }

  /// The vendor's ids of what is neither deleted nor merged, in order.
  func knownConversations() async throws -> [String] {
    let since = sync.plan.beginning(at: begunAt)
    return try await sync.ledger.standingConversations(of: source, since: since).map(\.vendorID)
  }
}
