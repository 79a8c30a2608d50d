import CivilTime
import Support

@testable import Helpdesks

/// A whole table, read in chunks of one size.
struct ReadTable {
  var records: [Record] = []
  var directory: [DirectoryEntry] = []
  var rejected: [RejectedRow] = []
  var columns: [(name: String, use: String?)] = []
  var error: (any Error)?

  init(_ text: String, as mapping: any TableMapping, zone: Zone? = nil, chunks: Int = 41, bots: Set<String> = []) {
    let desk = TableDesk(
      source: "table", zone: zone, observedAt: Instant(seconds: 1_780_000_000), bots: bots,
      spamPipelines: ["SPAM Tickets"],
      zones: { name in
        guard name == "America/Moncton" else { throw UnknownTestZone() }
        return .moncton
      })
    var decoder = TableDecoder(mapping, at: desk)
    func take(_ told: TableDecoder.Told) {
      switch told {
      case .record(let record, let entries):
        records.append(record)
        directory += entries
      case .rejected(let row): rejected.append(row)
      }
    }
    do {
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        try decoder.read(Array(rest.prefix(chunks)), take)
        rest = rest.dropFirst(chunks)
      }
      try decoder.finish(take)
    } catch {
      self.error = error
    }
    columns = decoder.columns
  }

  var ignored: [String] { columns.filter { $0.use == nil }.map(\.name) }
}

struct UnknownTestZone: Error, Equatable {}

extension Zone {
  /// Four hours behind, three in the summer of 2025.
  static let moncton = Zone(
    name: "America/Moncton", transitions: [(1_741_500_000, -10_800), (1_762_059_600, -14_400)], initialOffset: -14_400)
  /// One hour ahead, two in the summer of 2025.
  static let berlin = Zone(
    name: "Europe/Berlin", transitions: [(1_743_296_400, 7_200), (1_761_440_400, 3_600)], initialOffset: 3_600)
}
