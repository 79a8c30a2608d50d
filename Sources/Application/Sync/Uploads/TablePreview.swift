package import Helpdesks
package import Support

/// A table as it would be booked; nothing is written.
package struct TablePreview: Sendable {
  /// What an import would come to.
  package var report: ImportReport
  /// The first rows that can be used.
  package var records: [Record]
  /// Each with our word for it; nothing for what is passed over.
  package var columns: [(name: String, use: String?)]

  /// How many rows are shown.
  package static let rows = 5

  /// - Throws: what would break the import.
  package init(
    as mapping: any TableMapping, at desk: TableDesk, chunks: () throws -> [UInt8]?
  ) throws {
    var records: [Record] = []
    var reading = TableReading(mapping, desk)
    let nobody: (ImportProgress) -> Void = { _ in }
    report = try reading.read(chunks, as: ImportReport(run: 0, source: desk.source), nobody) { record, _ in
      if records.count < TablePreview.rows { records.append(record) }
    }
    report.warnings = []
    self.records = records
    columns = reading.columns
  }

  package var recognised: [(name: String, use: String)] {
    columns.compactMap { column in column.use.map { (column.name, $0) } }
  }

  package var ignored: [String] { columns.filter { $0.use == nil }.map(\.name) }
}
