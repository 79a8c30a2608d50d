import CivilTime
import Sync

/// The uploads that this server is at: how far each has come, and which of them are to end.
struct UploadsInWork {
  private var byRun: [Int64: UploadInWork] = [:]

  /// The oldest first.
  var all: [UploadInWork] { byRun.values.sorted { $0.run < $1.run } }

  func upload(_ run: Int64) -> UploadInWork? { byRun[run] }

  func isToEnd(_ run: Int64) -> Bool { byRun[run]?.isToEnd == true }

  /// - Parameter promised: how long the whole form says that it is.
  mutating func begin(_ run: Int64, promised: Int?, at now: Instant) {
    byRun[run] = UploadInWork(run: run, startedAt: now, changedAt: now, stage: .receiving(0, of: promised))
  }

  mutating func received(_ count: Int, of run: Int64, at now: Instant) {
    guard case .receiving(_, let promised)? = byRun[run]?.stage else { return }
    byRun[run]?.stage = .receiving(count, of: promised)
    byRun[run]?.changedAt = now
  }

  /// The file is there whole.
  mutating func book(_ size: Int, of run: Int64, at now: Instant) {
    byRun[run]?.stage = .booking(ImportProgress(), of: size)
    byRun[run]?.changedAt = now
  }

  mutating func booked(_ progress: ImportProgress, of run: Int64, at now: Instant) {
    guard case .booking(_, let size)? = byRun[run]?.stage else { return }
    byRun[run]?.stage = .booking(progress, of: size)
    byRun[run]?.changedAt = now
  }

  /// - Returns: whether it is under way.
  mutating func askToEnd(_ run: Int64, at now: Instant) -> Bool {
    guard byRun[run] != nil else { return false }
    byRun[run]?.isToEnd = true
    byRun[run]?.changedAt = now
    return true
  }

  mutating func end(_ run: Int64) { byRun[run] = nil }
}

/// One of them.
struct UploadInWork: Equatable {
  /// What it is at, in bytes.
  enum Stage: Equatable {
    case receiving(Int, of: Int?)
    case booking(ImportProgress, of: Int)
  }

  var run: Int64
  var startedAt: Instant
  var changedAt: Instant
  var stage: Stage
  var isToEnd = false

  /// To receive the file is one half of the way and to book it the other; it is through when it is answered.
  var percentage: Double {
    switch stage {
    case .receiving(let count, let promised):
      guard let promised, promised > 0 else { return 0 }
      return min(50, 50 * Double(count) / Double(promised))
    case .booking(let progress, let size):
      return min(99, 50 + 50 * Double(progress.bytesRead) / Double(max(size, 1)))
    }
  }
}
