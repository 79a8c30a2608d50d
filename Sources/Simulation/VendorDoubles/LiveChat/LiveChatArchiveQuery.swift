internal import CivilTime
internal import Encoding
internal import JSONReader

/// What a call asks of the archive. A page's mark holds the question and the last thread that was shown.
struct LiveChatArchiveQuery {
  /// A thread's place in the archive: when it began, to the microsecond, and its id.
  struct Key: Comparable, Hashable {
    var microseconds: Int64
    var id: String

    var second: Int64 { microseconds / 1_000_000 }

    static func < (left: Key, right: Key) -> Bool {
      (left.microseconds, left.id) < (right.microseconds, right.id)
    }
  }

  var from = Key(microseconds: .min, id: "")
  /// Included.
  var to = Key(microseconds: .max, id: "")
  var isAscending = false
  var limit = 10
  var after: Key?
  var threads: [String]?

  init(_ body: JSONObject) throws {
    if let page = body["page_id"] {
      try body.liveChatAllow(["page_id"])
      guard case .text(let text) = page, let query = LiveChatArchiveQuery(mark: text) else {
        throw LiveChatTrouble.validation("page_id is invalid")
      }
      self = query
      return
    }
    try body.liveChatAllow(["filters", "sort_order", "limit"])
    let filters = body.liveChatFilters
    if let ids = filters["thread_ids"] {
      threads = try Self.threads(ids, areAlone: body.members.count == 1 && filters.members.count == 1)
      return
    }
    try filters.liveChatAllow(["from", "to"])
    if let from = filters["from"] { self.from = Key(microseconds: try Self.time(from), id: "") }
    if let to = filters["to"] { self.to = Key(microseconds: try Self.time(to), id: "\u{10FFFF}") }
    guard from < to else { throw LiveChatTrouble.validation("`from` must be before `to`") }
    if let order = body["sort_order"] {
      guard order == .text("asc") || order == .text("desc") else {
        throw LiveChatTrouble.validation("`sort_order` is invalid")
      }
      isAscending = order == .text("asc")
    }
    limit = try body.liveChatLimit() ?? 10
  }

  private static func threads(_ value: JSONValue, areAlone: Bool) throws -> [String] {
    guard areAlone else { throw LiveChatTrouble.validation("`thread_ids` cannot be used with other parameters") }
    guard case .array(let ids) = value, (1...20).contains(ids.count) else {
      throw LiveChatTrouble.validation("`thread_ids` must hold 1 to 20 ids")
    }
    return ids.compactMap { if case .text(let id) = $0 { id } else { nil } }
  }

  /// `2024-03-01T00:00:00.000000+00:00`
  private static func time(_ value: JSONValue) throws -> Int64 {
    guard case .text(let text) = value, let time = Timestamp(text), time.namesZone else {
      throw LiveChatTrouble.validation("a time must be RFC 3339 with an offset")
    }
    let fraction = text.split(separator: ".").dropFirst().first?.prefix(6).prefix { $0.isNumber }
    guard let fraction, fraction.count == 6, let microseconds = Int64(fraction) else {
      throw LiveChatTrouble.validation("a time must have microseconds")
    }
    return time.instant.seconds * 1_000_000 + microseconds
  }

  func mark(after key: Key) -> String {
    let parts = [
      "\(from.microseconds)", "\(to.microseconds)", isAscending ? "asc" : "desc", "\(limit)", "\(key.microseconds)",
      key.id,
    ]
    return Base64.encode(Array(parts.joined(separator: "|").utf8))
  }

  private init?(mark: String) {
    guard let bytes = Base64.decode(mark) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 6, let from = Int64(parts[0]), let to = Int64(parts[1]), let limit = Int(parts[3]),
      let microseconds = Int64(parts[4])
    else { return nil }
    self.from = Key(microseconds: from, id: "")
    self.to = Key(microseconds: to, id: "\u{10FFFF}")
    isAscending = parts[2] == "asc"
    self.limit = limit
    after = Key(microseconds: microseconds, id: String(parts[5]))
  }
}
