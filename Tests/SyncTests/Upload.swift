import CivilTime
import Metrics
import SQLCore
import Support
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Sync

/// Uploads written by hand.
enum Upload {
  static let now = Timestamp("2025-09-30T12:00:00Z")?.instant ?? Instant(seconds: 0)

  static let august =
    Period(from: LocalDay(number: 20_301), to: LocalDay(number: 20_332))
    ?? NamedPeriod.lastMonth.period(today: LocalDay(number: 20_340))

  static let sample = """
    {
      "1": [
        {"FB_CHAT_ID": "1", "MESSAGE_CONTENT": "Where is my parcel?", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-12T10:00:00.000Z", "AGENT_USERNAME": null, "AGENT_EMAIL": null},
        {"MESSAGE_CONTENT": "Dial *977# for our menu", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2025-08-12T10:00:01.000Z", "AGENT_USERNAME": null, "AGENT_EMAIL": null},
        {"MESSAGE_CONTENT": "It left us yesterday.", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2025-08-12T10:10:00.000Z", "AGENT_USERNAME": "Maya", "AGENT_EMAIL": "maya@shop.example"},
        {"MESSAGE_CONTENT": "Anything else?", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2025-08-12T10:10:30.000Z", "AGENT_USERNAME": "Maya", "AGENT_EMAIL": null}
      ],
      "2": [
        {"MESSAGE_CONTENT": "Hello", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-13T10:00:00+02:00"},
        {"MESSAGE_CONTENT": "Hi", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2025-08-13T08:01:00Z", "AGENT_USERNAME": "", "AGENT_EMAIL": null},
        {"MESSAGE_CONTENT": "Bad", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "NaT"}
      ],
      "3": [
        {"MESSAGE_CONTENT": "Nobody there?", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-14T10:00:00.000Z"},
        {"MESSAGE_CONTENT": "Still nobody?", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-14T11:00:00.000Z"}
      ],
      "4": [
        {"MESSAGE_CONTENT": "*977# is our number", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-14T10:00:00.000Z"}
      ]
    }
    """

  static let other = chat("99", ["H 09:00", "C 09:30", "H 09:45"])

  /// `C 10:00` is a question, `H 10:20` an answer of Maya's, on 12 August 2025.
  static func chat(_ id: String, _ rows: [String]) -> String {
    let rows = rows.map { row in
      let parts = row.split(separator: " ")
      let direction = parts[0] == "C" ? "to_company" : "to_client"
      return
        #"{"MESSAGE_CONTENT": "\#(row)", "DIRECTION": "\#(direction)", "AGENT_USERNAME": "Maya", "SOCIAL_CREATE_TIME": "2025-08-12T\#(parts[1]):00Z"}"#
    }
    return "{\"\(id)\": [\(rows.joined(separator: ","))]}"
  }
}

extension String {
  static var sample: String { Upload.sample }
}

func withLedger(_ engine: Engine, _ body: (Ledger) async throws -> Void) async throws {
  try await withStore(engine) { store in try await body(Ledger(opening: store)) }
}

extension Ledger {
  /// Imports a text in small pieces, as if it came over a slow line.
  func read(_ text: String, force: Bool = false) async throws -> ImportReport {
    let rest = Mutex(Array(text.utf8)[...])
    return try await MessengerImport(into: self, under: Rules(), source: "facebook", force: force).run(
      label: "upload.json", at: Upload.now, clock: { Upload.now },
      chunks: {
        rest.withLock { bytes in
          guard !bytes.isEmpty else { return nil }
          defer { bytes = bytes.dropFirst(97) }
          return Array(bytes.prefix(97))
        }
      })
  }

  /// Every table but the history of runs, row by row as text.
  func contents() async throws -> [String: [String]] {
    let tables = [
      "sources", "conversations", "events", "message_bodies", "raw_records", "conversation_facts",
      "packed_facts", "merges",
      "ledger_state",
    ]
    return try await store.read { db in
      var contents: [String: [String]] = [:]
      for table in tables {
        contents[table] = try db.all("SELECT * FROM \(name: table)") { row in
          row.columnNames.indices.map { "\(row.value($0))" }.joined(separator: "|")
        }.sorted()
      }
      return contents
    }
  }

  /// The three figures of August in words.
  func figures() async throws -> [String] {
    let analyst = Analyst(of: self, zones: { _ in .utc })
    try await analyst.follow()
    var lines: [String] = []
    for metric in [Metric.conversationsCreated, .humanReplies, .firstResponse] {
      let query = MetricQuery(metric, over: Upload.august, zone: "UTC", by: metric == .humanReplies ? [.person] : [])
      lines.append(try await analyst.answer(query, asOf: Upload.now).line)
    }
    return lines
  }
}

extension Answer {
  fileprivate var line: String {
    let groups = groups.map { " \($0.labels.joined())=\($0.sample)" }.joined()
    let left = excluded.map { "\($0.count) \($0.rule.words)" }.joined(separator: ", ")
    let words =
      switch value {
      case .none: "none"
      case .count(let count): "count(\(count))"
      case .amount(let amount): "amount(\(amount))"
      case .share(let share): "share(\(share.numerator) of \(share.denominator))"
      case .score(let score, let n): "score(\(score)) n \(n)"
      case .range(let range): "range(\(range.low) to \(range.high)) n \(range.n)"
      case .durations(let found): "n \(found.n) p50 \(found.p50) p90 \(found.p90) mean \(found.mean)"
      }
    return "\(query.metric.id) \(words)\(groups) leftOut \(left)"
  }
}
