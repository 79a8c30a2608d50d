import CivilTime
package import Helpdesks
import Support
package import Sync
import Warehouse

extension Installation {
  /// Brings a table into the ledger.
  ///
  /// - Parameters:
  ///   - zone: in which times are that name none.
  ///   - source: to which the rows belong.
  package func importTable(
    label: String, as mapping: any TableMapping, zone: String?, source: String,
    chunks: @escaping @Sendable () throws -> [UInt8]?,
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    let desk = try tableDesk(source: source, zone: zone)
    let report = try await TableImport(into: ledger, under: rules, as: mapping, at: desk).run(
      label: label, at: now, clock: { [self] in now }, chunks: chunks, progress: progress)
    return report
  }

  /// What an import would do.
  package func previewTable(
    as mapping: any TableMapping, zone: String?, source: String, chunks: () throws -> [UInt8]?
  ) throws -> TablePreview {
    try TablePreview(as: mapping, at: tableDesk(source: source, zone: zone), chunks: chunks)
  }

  private func tableDesk(source: String, zone: String?) throws -> TableDesk {
    let spam = settings.sources.flatMap { source -> [String] in
      if case .hubspot(let settings) = source.connection { settings.spamPipelines } else { [] }
    }
    let zones = zones
    return TableDesk(
      source: source, zone: try zone.map { try zones.zone(named: $0) }, observedAt: now, bots: rules.bots,
      spamPipelines: Set(spam), zones: { try zones.zone(named: $0) })
  }
}

extension Settings {
  /// The mapping that people mean by a name, and the source that its rows belong to unless they say otherwise: a table
  /// source's own, or one that is built in.
  package func tableMapping(named name: String) throws(UnknownTableMapping) -> (any TableMapping, source: String) {
    let tables = sources.compactMap { source -> (id: String, table: Table)? in
      if case .table(let table) = source.connection { (source.id, table) } else { nil }
    }
    if let own = tables.first(where: { $0.id == name }) {
      guard let builtIn = own.table.mapping else { return (OwnTable(name: name, columns: own.table.fields), own.id) }
      return (try Settings.builtInTable(builtIn, or: tables.map(\.id)), own.id)
    }
    let mapping = try Settings.builtInTable(name, or: tables.map(\.id))
    return (mapping, tables.first { $0.table.mapping == name }?.id ?? "\(name)-export")
  }

  private static func builtInTable(
    _ name: String, or sources: [String]
  ) throws(UnknownTableMapping) -> any TableMapping {
    guard let mapping = TableDecoder.builtIn.first(where: { $0.name == name }) else {
      throw UnknownTableMapping(name: name, known: TableDecoder.builtIn.map(\.name) + sources)
    }
    return mapping
  }
}

extension Settings.Table {
  /// Names that are no fields were reported when the settings were read.
  fileprivate var fields: [TableField: String] {
    Dictionary(columns.compactMap { name, column in TableField(rawValue: name).map { ($0, column) } }) { first, _ in
      first
    }
  }
}

/// Nobody knows a mapping of this name.
package struct UnknownTableMapping: Error, Equatable, CustomStringConvertible {
  package let name: String
  /// Those that there are.
  package let known: [String]

  package var description: String {
    "there is no mapping “\(name)”; there are \(known.joined(separator: ", ")), and a source of the kind table brings its own"
  }
}
