package import CivilTime
import Helpdesks
import SQLCore
package import Support
package import Warehouse

/// Brings a `grouped_chats` file into the ledger: all of it or, when the file is broken, nothing.
package struct MessengerImport: Sendable {
  package let ledger: Ledger
  package let rules: Rules
  package let source: String
  /// Derives conversations that are known already once more.
  package let force: Bool

  package init(into ledger: Ledger, under rules: Rules, source: String, force: Bool = false) {
    self.ledger = ledger
    self.rules = rules
    self.source = source
    self.force = force
  }

  /// Reads chunks until there are none. The run is kept in the history either way.
  ///
  /// - Parameters:
  ///   - label: what to call the file.
  ///   - chunks: the next bytes, or nothing at the end; called on the store's writing thread.
  ///   - progress: told now and then, on that thread.
  package func run(
    label: String, at now: Instant, clock: @escaping @Sendable () -> Instant,
    chunks: @escaping @Sendable () throws -> [UInt8]?,
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    let id = Run.newID(at: now)
    do {
      return try await ledger.store.write { db in
        try db.know(source: source, kind: "messenger", at: now)
        let report = try book(on: db, run: id, at: now, chunks, progress)
        try db.save(
          Run(
            id: id, source: source, mode: "upload", state: .done, label: label, startedAt: now, endedAt: clock(),
            fetched: report.conversations, stored: report.outcome.added + report.outcome.changed,
            rejected: report.rejectedCount, message: report.summary),
          settingAside: report.rejected.map { SetAside(place: $0.where, reason: $0.why) })
        return report
      }
    } catch {
      await keepFailure(of: id, label, at: now, endedAt: clock(), error)
      throw error
    }
  }

  private func keepFailure(
    of id: Int64, _ label: String, at now: Instant, endedAt: Instant, _ error: any Error
  ) async {
    let message = error is CancellationError ? "stopped before the end; nothing was changed" : "\(error)"
    let run = Run(
      id: id, source: source, mode: "upload", state: .failed, label: label, startedAt: now, endedAt: endedAt,
      fetched: 0, stored: 0, rejected: 0, message: message)
    // In a task of its own: when the import was cancelled, the store would refuse a write of the cancelled one. And the
    // failure itself is what the caller must hear of; a history that cannot be written as well adds nothing to it.
    await Task { [ledger] in try? await ledger.store.write { db in try db.save(run, settingAside: []) } }.value
  }

  private func book(
    on db: any SQLConnection, run id: Int64, at now: Instant, _ chunks: () throws -> [UInt8]?,
    _ progress: (ImportProgress) -> Void
  ) throws -> ImportReport {
    var report = ImportReport(run: id, source: source)
    var reader = GroupedChatsReader(source: source, observedAt: now)
    let recording = try Recording(on: db, under: rules, at: now, force: force)
    var bytesRead = 0
    while let chunk = try chunks() {
      try Task.checkCancellation()
      try reader.read(chunk) { decoded in
        report.take(decoded, under: rules)
        guard let conversation = decoded.conversation else { return }
        try recording.record(Record(conversation: conversation, events: decoded.events, payload: decoded.payload))
      }
      bytesRead += chunk.count
      progress(
        ImportProgress(bytesRead: bytesRead, conversations: report.conversations, rejected: report.rejectedCount))
    }
    let totals = try reader.finish()
    report.conversations -= totals.repeatedChats
    report.warnings += totals.warnings
    report.outcome = try recording.finish()
    return report
  }
}

extension ImportReport {
  fileprivate mutating func take(_ decoded: DecodedConversation, under rules: Rules) {
    let automatic = decoded.events.count { rules.isAutoReply($0.text) }
    conversations += decoded.events.count > automatic ? 1 : 0
    messages += decoded.events.count - automatic
    autoReplies += automatic
    duplicates += decoded.duplicates
    rejectedCount += decoded.rejectedCount
    rejected += decoded.rejected
    warnings += decoded.warnings
  }

  /// One sentence for the history.
  package var summary: String {
    if changedNothing { return "nothing new" }
    return "\(outcome.added) new, \(outcome.changed) changed, \(outcome.unchanged) as they were"
  }
}
