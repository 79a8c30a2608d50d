package import CivilTime
package import Helpdesks
import SQLCore
package import Support
package import Warehouse

/// Brings a table into the ledger: all of it or, when the file is broken, nothing.
///
/// A row says how a conversation stands, so the file that was imported last is right about that; what happened stays.
package struct TableImport: Sendable {
  package let ledger: Ledger
  package let rules: Rules
  package let mapping: any TableMapping
  package let desk: TableDesk

  package init(into ledger: Ledger, under rules: Rules, as mapping: any TableMapping, at desk: TableDesk) {
    self.ledger = ledger
    self.rules = rules
    self.mapping = mapping
    self.desk = desk
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
        try db.know(source: desk.source, kind: "table", at: now)
        let report = try book(on: db, run: id, at: now, chunks, progress)
        var run = run(id, .done, label, at: now, endedAt: clock(), report.summary)
        run.fetched = report.conversations
        run.stored = report.outcome.added + report.outcome.changed
        run.rejected = report.rejectedCount
        try db.save(run, settingAside: report.rejected.map { SetAside(place: $0.where, reason: $0.why) })
        return report
      }
    } catch {
      let message = error is CancellationError ? "stopped before the end; nothing was changed" : "\(error)"
      let failure = run(id, .failed, label, at: now, endedAt: clock(), message)
      // In a task of its own, for an import that was cancelled; the failure itself is what the caller must hear of.
      await Task { [ledger] in try? await ledger.store.write { db in try db.save(failure, settingAside: []) } }.value
      throw error
    }
  }

  private func run(
    _ id: Int64, _ state: Run.State, _ label: String, at now: Instant, endedAt: Instant, _ message: String
  ) -> Run {
    Run(
      id: id, source: desk.source, mode: "upload", state: state, label: label, startedAt: now, endedAt: endedAt,
      fetched: 0, stored: 0, rejected: 0, message: message)
  }

  private func book(
    on db: any SQLConnection, run id: Int64, at now: Instant, _ chunks: () throws -> [UInt8]?,
    _ progress: (ImportProgress) -> Void
  ) throws -> ImportReport {
    let recording = try Recording(on: db, under: rules, at: now, manner: .snapshot)
    var names = TableNames()
    var reading = TableReading(mapping, desk)
    var report = try reading.read(
      chunks, as: ImportReport(run: id, source: desk.source), progress
    ) { record, entries in
      try recording.record(record)
      names.take(entries)
    }
    try db.save(names.entries, of: desk.source, at: now)
    report.outcome = try recording.finish()
    return report
  }
}

/// Whom and what the rows of a table name, once each.
private struct TableNames {
  private var known: [String: DirectoryEntry] = [:]

  mutating func take(_ entries: [DirectoryEntry]) {
    for entry in entries { known["\(entry.kind.rawValue) \(entry.id)"] = entry }
  }

  var entries: [DirectoryEntry] { known.sorted { $0.key < $1.key }.map(\.value) }
}

/// Reads a whole table, row by row, and counts.
struct TableReading {
  private var decoder: TableDecoder
  private(set) var columns: [(name: String, use: String?)] = []
  /// Of very many rows that were set aside only the first are kept.
  private static let listed = 1_000

  init(_ mapping: any TableMapping, _ desk: TableDesk) { decoder = TableDecoder(mapping, at: desk) }

  mutating func read(
    _ chunks: () throws -> [UInt8]?, as empty: ImportReport, _ progress: (ImportProgress) -> Void,
    _ take: (Record, [DirectoryEntry]) throws -> Void
  ) throws -> ImportReport {
    var report = empty
    var seen: Set<String> = []
    var bytesRead = 0
    func tell(_ told: TableDecoder.Told) throws {
      switch told {
      case .record(let record, let entries):
        let isFirst = seen.insert(record.conversation.key.text).inserted
        report.conversations += isFirst ? 1 : 0
        report.duplicates += isFirst ? 0 : 1
        report.messages += record.events.count { if case .message = $0.happening { true } else { false } }
        try take(record, entries)
      case .rejected(let row):
        report.rejectedCount += 1
        if report.rejected.count < TableReading.listed { report.rejected.append(row) }
      }
    }
    while let chunk = try chunks() {
      try Task.checkCancellation()
      try decoder.read(chunk, tell)
      bytesRead += chunk.count
      progress(
        ImportProgress(bytesRead: bytesRead, conversations: report.conversations, rejected: report.rejectedCount))
    }
    try decoder.finish(tell)
    columns = decoder.columns
    let ignored = columns.filter { $0.use == nil }.map(\.name)
    if !ignored.isEmpty { report.warnings.append("columns passed over: \(ignored.joined(separator: ", "))") }
    return report
  }
}
