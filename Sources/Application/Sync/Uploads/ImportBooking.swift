import CivilTime
import Helpdesks
import SQLCore
import Support
import Warehouse

/// What one import books, and what it has come to.
struct ImportBooking {
  var report: ImportReport
  private let rules: Rules
  private let recording: Recording
  private let db: any SQLConnection
  private let now: Instant
  private let progress: (ImportProgress) -> Void
  private var bytesRead = 0

  init(
    _ upload: MessengerImport, on db: any SQLConnection, run id: Int64, at now: Instant,
    _ progress: @escaping (ImportProgress) -> Void
  ) throws {
    report = ImportReport(run: id, source: upload.source)
    rules = upload.rules
    (self.db, self.now) = (db, now)
    recording = try Recording(on: db, under: upload.rules, at: now, force: upload.force)
    self.progress = progress
  }

  mutating func take(_ decoded: DecodedConversation) throws {
    report.take(decoded, under: rules)
    guard let conversation = decoded.conversation else { return }
    try recording.record(Record(conversation: conversation, events: decoded.events, payload: decoded.payload))
  }

  /// Whom the file calls how: a mail address tells which of our people a user name is.
  func know(_ people: [DirectoryEntry]) throws { try db.save(people, of: report.source, at: now) }

  mutating func note(_ chunk: [UInt8]) {
    bytesRead += chunk.count
    progress(
      ImportProgress(
        bytesRead: bytesRead, conversations: report.conversations, autoReplies: report.autoReplies,
        rejected: report.rejectedCount))
  }

  mutating func finish(_ reader: ExportReader) throws { report.warnings += try reader.finish() }

  mutating func end() throws -> ImportReport {
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
