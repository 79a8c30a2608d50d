import Sync

/// What this server imported since it started. The history keeps every run, but only its totals: the account of a file
/// just sent is richer.
struct RecentImports {
  private(set) var files = 0
  private(set) var conversations = 0
  private var reports: [ImportReport] = []

  private static let kept = 20

  mutating func add(_ report: ImportReport) {
    files += 1
    conversations += report.conversations
    reports = reports.suffix(RecentImports.kept - 1) + [report]
  }

  func report(of run: Int64) -> ImportReport? { reports.first { $0.run == run } }
}
