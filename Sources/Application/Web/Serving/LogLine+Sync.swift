import CivilTime
import Fetching
import Sync

extension LogLine {
  /// What became of a sync. A failure is a warning: it is tried again by itself.
  init(_ report: SyncReport, at time: Instant) {
    let isFailure = report.state == .failed
    self.init(isFailure ? .warning : .info, isFailure ? "sync failed" : "sync ended", at: time)
    fields = [
      Field(name: "source", value: .text(report.source)), Field(name: "run", value: .text(String(report.run))),
      Field(name: "mode", value: .text(report.mode)), Field(name: "state", value: .text(report.state.rawValue)),
      Field(name: "fetched", value: .number(report.fetched)), Field(name: "stored", value: .number(report.stored)),
      Field(name: "rejected", value: .number(report.rejected)), Field(name: "seconds", value: .decimal(report.seconds)),
      Field(name: "calls", value: .number(report.tally.calls)),
    ]
    if let problem = report.problem { fields.append(Field(name: "problem", value: .text(problem))) }
  }
}
