package import CivilTime
import Helpdesks
import SQLCore
package import Support
package import Warehouse

/// Brings uploads of Messenger into the ledger, `grouped_chats` files and data exports: each as a whole or, when it is
/// broken, not at all.
package struct MessengerImport: Sendable {
  package let ledger: Ledger
  package let rules: Rules
  package let source: String
  /// In data exports, which participant is the company; nothing where nobody knows.
  package let company: String?
  /// Derives conversations that are known already once more.
  package let force: Bool

  package init(
    into ledger: Ledger, under rules: Rules, source: String, company: String? = nil, force: Bool = false
  ) {
    self.ledger = ledger
    self.rules = rules
    self.source = source
    self.company = company
    self.force = force
  }

  /// Reads one file, whose content tells what it is: chunks until there are none.
  ///
  /// - Parameters:
  ///   - run: what the history is to call this; a number of its own when not given.
  ///   - label: what to call the file.
  ///   - folder: the folder that it lies in, where that may be the name of a conversation.
  ///   - chunks: the next bytes, or nothing at the end; called on the store's writing thread.
  ///   - progress: told now and then, on that thread.
  package func run(
    _ run: Int64? = nil, label: String, folder: String? = nil, at now: Instant,
    clock: @escaping @Sendable () -> Instant,
    chunks: @escaping @Sendable () throws -> [UInt8]?,
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    try await begin(run, label: label, at: now, clock: clock) { db, id in
      var booking = try ImportBooking(self, on: db, run: id, at: now, progress)
      let (format, start) = try MessengerImport.recognise(chunks)
      var held = start[...]
      let all = { () throws -> [UInt8]? in try held.popFirst() ?? chunks() }
      switch format {
      case .groupedChats: try book(groupedChats: all, into: &booking, at: now)
      case .export:
        var reader = ExportReader(source: source, company: company, observedAt: now)
        reader.begin(folder: folder)
        try read(label, all, with: &reader, into: &booking)
        try booking.take(reader.end())
        try booking.finish(reader)
      }
      return try booking.end()
    }
  }

  /// Reads the conversations of a data export, each from the files of its folder.
  package func run(
    label: String, folders: [ExportFolder], at now: Instant, clock: @escaping @Sendable () -> Instant,
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    try await begin(nil, label: label, at: now, clock: clock) { db, id in
      var booking = try ImportBooking(self, on: db, run: id, at: now, progress)
      var reader = ExportReader(source: source, company: company, observedAt: now)
      for folder in folders {
        reader.begin(folder: folder.name)
        for file in folder.files { try read(file.label, file.open(), with: &reader, into: &booking) }
        try booking.take(reader.end())
      }
      try booking.finish(reader)
      return try booking.end()
    }
  }

  /// One transaction. The run is kept in the history either way.
  private func begin(
    _ run: Int64?, label: String, at now: Instant, clock: @escaping @Sendable () -> Instant,
    _ book: @escaping @Sendable (any SQLConnection, Int64) throws -> ImportReport
  ) async throws -> ImportReport {
    let id = run ?? Run.newID(at: now)
    do {
      return try await ledger.store.write { db in
        try db.know(source: source, kind: "messenger", at: now)
        let report = try book(db, id)
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

  /// Enough of a file to know what it is.
  private static func recognise(_ chunks: () throws -> [UInt8]?) throws -> (MessengerFormat, start: [[UInt8]]) {
    var sniffer = MessengerSniffer()
    var start: [[UInt8]] = []
    while let chunk = try chunks() {
      start.append(chunk)
      if let format = try sniffer.look(at: chunk) { return (format, start) }
    }
    return (sniffer.last, start)
  }

  private func book(groupedChats chunks: () throws -> [UInt8]?, into booking: inout ImportBooking, at now: Instant)
    throws
  {
    var reader = GroupedChatsReader(source: source, observedAt: now)
    while let chunk = try chunks() {
      try Task.checkCancellation()
      try reader.read(chunk) { try booking.take($0) }
      booking.note(chunk)
    }
    let totals = try reader.finish()
    try booking.know(totals.agents)
    booking.report.conversations -= totals.repeatedChats
    booking.report.warnings += totals.warnings
  }

  private func read(
    _ label: String, _ chunks: () throws -> [UInt8]?, with reader: inout ExportReader, into booking: inout ImportBooking
  ) throws {
    reader.beginFile(label)
    while let chunk = try chunks() {
      try Task.checkCancellation()
      try reader.read(chunk)
      booking.note(chunk)
    }
    try reader.endFile()
  }
}
