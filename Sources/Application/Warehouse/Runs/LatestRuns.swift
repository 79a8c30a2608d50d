package import CivilTime
import SQLCore

/// The newest run of a source, and the newest of those that ended well.
package struct LatestRuns: Equatable, Sendable {
  package var last: Run?
  package var done: Run?

  package init(last: Run? = nil, done: Run? = nil) {
    self.last = last
    self.done = done
  }
}

extension Ledger {
  /// Runs that webhooks began are passed over: they bring single conversations and say nothing of the rest.
  package func latestRuns(of source: String) async throws -> LatestRuns {
    try await store.read { db in
      func newest(_ condition: SQL) throws -> Run? {
        try db.first(
          """
          SELECT \(Run.selection) FROM sync_runs WHERE source_id = \(source) AND mode <> 'webhook' \(condition)
          ORDER BY run_id DESC LIMIT 1
          """, Run.read)
      }
      return LatestRuns(last: try newest(""), done: try newest("AND state = 'done'"))
    }
  }

  /// The runs that somebody is at, here or in another process, by source.
  ///
  /// - Parameter isGone: whether the holder of a lease is known to be dead.
  package func runsInWork(
    at now: Instant, isGone: @escaping @Sendable (String) -> Bool
  ) async throws -> [String: Run] {
    try await store.read { db in
      var runs: [String: Run] = [:]
      for lease in try db.leases(at: now) where !isGone(lease.holder) {
        runs[lease.source] = try db.first(
          """
          SELECT \(Run.selection) FROM sync_runs WHERE source_id = \(lease.source) AND state = 'running'
          ORDER BY run_id DESC LIMIT 1
          """, Run.read)
      }
      return runs
    }
  }
}

extension Run {
  /// The run as it must be shown: one that says it runs and that nobody is at was interrupted.
  ///
  /// - Parameter alive: the run of its source that somebody is at.
  package func judged(alive: Int64?) -> Run {
    guard state == .running, alive != id else { return self }
    var judged = self
    judged.state = .interrupted
    return judged
  }
}
