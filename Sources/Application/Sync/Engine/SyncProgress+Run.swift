import CivilTime
import Fetching
package import Warehouse

extension SyncProgress {
  /// Before the first page.
  package init(source: String) {
    self.init(
      source: source, pass: "", page: 0, fetched: 0, stored: 0, rejected: 0, total: nil, seconds: 0, tally: CallTally(),
      limit: nil, callsLeft: nil, waiting: 0)
  }

  /// As the process that syncs last wrote it into the history.
  package init(_ run: Run) {
    var tally = CallTally()
    tally.calls = run.calls.made
    tally.repeated = run.calls.repeated
    tally.refused = run.calls.refused
    tally.waitedSeconds = Double(run.calls.waitedSeconds)
    self.init(
      source: run.source, pass: run.calls.pass, page: run.calls.page, fetched: run.fetched, stored: run.stored,
      rejected: run.rejected, total: run.calls.total, seconds: Double(run.endedAt - run.startedAt), tally: tally,
      limit: run.calls.limit, callsLeft: run.calls.left, waiting: 0)
  }
}
