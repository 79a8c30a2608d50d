package import CivilTime
package import Metrics
package import SQLCore
import Support

extension Ledger {
  /// Holds what the vendor lists against what the ledger has of a source, both since an instant (M81).
  ///
  /// Explained is what the vendor lists although it was deleted or merged, and spam, which some vendors' lists leave out.
  package func count(_ listed: Set<String>, of source: String, since: Instant, at now: Instant) async throws
    -> DataStanding.VendorCount
  {
    let standing = try await standingConversations(of: source, since: since).map(\.vendorID)
    let others = try await conversations(of: source, since: since, in: [.deleted, .merged]).map(\.vendorID)
    let spam = Set(try await conversations(of: source, since: since, in: [.spam]).map(\.vendorID))
    let ours = Set(standing)
    let unlistedSpam = ours.count { !listed.contains($0) && spam.contains($0) }
    let listedOthers = others.count { listed.contains($0) }
    return DataStanding.VendorCount(
      countedAt: now, vendors: listed.count, ours: ours.count, explained: unlistedSpam - listedOthers)
  }
}

extension SQLConnection {
  /// The newest comparison takes the place of the one before.
  package func save(_ count: DataStanding.VendorCount, of source: String) throws {
    let name = vendorCountName(source)
    let text = "\(count.vendors) \(count.ours) \(count.explained)"
    try run("DELETE FROM ledger_state WHERE name = \(name)")
    try run(
      "INSERT INTO ledger_state (name, number, text) VALUES (\(name), \(count.countedAt.seconds), \(text))")
  }

  func vendorCount(of source: String) throws -> DataStanding.VendorCount? {
    try first("SELECT number, text FROM ledger_state WHERE name = \(vendorCountName(source))") { row in
      let numbers = try row.text(1).split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 3 else { return nil }
      return DataStanding.VendorCount(
        countedAt: Instant(seconds: try row.integer(0)), vendors: numbers[0], ours: numbers[1], explained: numbers[2])
    } ?? nil
  }
}

private func vendorCountName(_ source: String) -> String { "vendor count of \(source)" }
