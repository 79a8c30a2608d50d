package import CivilTime
package import Metrics

/// Some rows of a receipt, and what is true of all of them.
package struct ReceiptPart: Sendable, Equatable {
  package var total: Int
  package var rows: [ReceiptRow]
  /// The largest value of all rows, so that bars on different pages compare.
  package var largest: Int64
}

extension Analyst {
  /// A receipt may have millions of rows: they are made, cut and dropped here, and only the part leaves.
  package func receiptPart(
    of query: MetricQuery, leftOut rule: Exclusion? = nil, asOf now: Instant, offset: Int, limit: Int
  ) async throws -> ReceiptPart {
    let rows = try await receipt(of: query, leftOut: rule, asOf: now)
    return ReceiptPart(
      total: rows.count, rows: Array(rows.dropFirst(offset).prefix(limit)),
      largest: rows.lazy.compactMap(\.value).max() ?? 0)
  }
}
