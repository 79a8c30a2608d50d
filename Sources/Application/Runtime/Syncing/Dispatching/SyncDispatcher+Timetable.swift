package import CivilTime
import Helpdesks
import Sync
import Synchronization

extension SyncDispatcher {
  /// Other processes write into the same history, so it is read again this often.
  private static let glance = Duration.seconds(10)

  /// Syncs each source when it is due, until cancelled.
  ///
  /// - Parameter report: told when the timetable cannot be kept, and nothing when it can be again.
  package func keepTimetable(report: @Sendable ((any Error)?) -> Void) async {
    var isFailing = false
    while !Task.isCancelled {
      do {
        _ = try await startDue()
        if isFailing { report(nil) }
        isFailing = false
      } catch {
        if !isFailing { report(error) }
        isFailing = true
      }
      // Cancellation ends the pause early, and then the loop.
      try? await Task.sleep(for: SyncDispatcher.glance)
    }
  }

  /// Begins what is due, and answers which sources these were.
  @discardableResult package func startDue() async throws -> [String] {
    var started: [String] = []
    try await installation.followConnections()
    for helpdesk in installation.helpdesks {
      guard let due = try await nextSync(of: helpdesk.source), due <= installation.now else { continue }
      do {
        _ = try await start(helpdesk, .incremental, "timetable")
        started.append(helpdesk.source)
      } catch {
        // Another process was faster, or this one is about to end; a failure is in the history.
      }
    }
    return started
  }

  /// When the timetable syncs a source next; nothing while it is being synced, and without a schedule.
  package func nextSync(of source: String) async throws -> Instant? {
    guard let due = try await installation.nextSync(of: source) else { return nil }
    let rest = state.withLock { $0.resting[source] }
    return rest.map { max(due, $0) } ?? due
  }
}
