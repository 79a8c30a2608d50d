import CivilTime
import Helpdesks
import Warehouse

/// One way through a pass, from a position to its end.
struct Walk: Sendable {
  var reach: Reach
  var begunAt: Instant
  var position: Position?
  var page = 0
  /// The cursor in which its position is kept on the way, and what is known after its end; nothing for walks that leave
  /// the cursors alone.
  var cursor: String?
  var knownUntil: Instant?

  /// What was interrupted longer ago begins anew: the vendor's position may be worth nothing by then.
  private static let longestPause: Int64 = 2 * 86_400

  /// From its first page, as far back as a full sync goes.
  var readsEverything: Bool { if case .everything = reach { position == nil && page == 0 } else { false } }

  var beginning: Instant {
    switch reach {
    case .everything(let since), .changed(let since), .identities(let since): since
    case .window(let from, _): from
    case .only: begunAt
    }
  }

  /// What the ledger keeps of it. At its end the walk is gone, and everything before its beginning is known.
  func standing(before next: Position?) -> SyncCursor {
    guard let next, let reach = reach.stored else { return SyncCursor(knownUntil: begunAt) }
    return SyncCursor(
      knownUntil: knownUntil,
      walk: SyncCursor.Walk(reach: reach, begunAt: begunAt, position: next.text, page: page))
  }
}

extension Walk {
  /// The walk that a run left unfinished, where it is worth going on.
  init?(interrupted cursor: SyncCursor, named name: String, at now: Instant) {
    guard let walk = cursor.walk, let reach = Reach(stored: walk.reach), now - walk.begunAt < Walk.longestPause else {
      return nil
    }
    self.init(
      reach: reach, begunAt: walk.begunAt, position: walk.position.map { Position($0) }, page: walk.page, cursor: name,
      knownUntil: cursor.knownUntil)
  }

  /// What changed since its beginning, for a walk that takes more than one run.
  func catchingUp(overlap: Int64, from now: Instant) -> Walk {
    Walk(reach: .changed(since: begunAt + -overlap), begunAt: now, cursor: cursor, knownUntil: begunAt)
  }

  /// The same from its first page.
  func anew(at now: Instant) -> Walk {
    Walk(reach: reach, begunAt: now, cursor: cursor, knownUntil: knownUntil)
  }
}
