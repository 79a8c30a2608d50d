import CivilTime
import SQLCore
import Support

extension Conversation {
  /// In the order in which `init(_ row:)` reads them.
  static let columns: SQL = """
    conversation_key, channel, subject, customer_id, customer_name, inbox, created_at, has_states, customer_email,
    company_id, team, assignee_id, priority, type, category, pipeline, tags, fields, link, initiator
    """

  init(_ row: borrowing Row) throws {
    self.init(
      key: ConversationKey(text: try row.text(0)), channel: Channel(rawValue: try row.text(1)) ?? .other,
      subject: try row.textOrNull(2), customerID: try row.text(3), customerName: try row.textOrNull(4),
      customerEmail: try row.textOrNull(8), companyID: try row.textOrNull(9), inbox: try row.textOrNull(5),
      team: try row.textOrNull(10), assigneeID: try row.textOrNull(11), priority: try row.textOrNull(12),
      type: try row.textOrNull(13), category: try row.textOrNull(14), pipeline: try row.textOrNull(15),
      tags: StoredLists.list(try row.textOrNull(16)), fields: StoredLists.map(try row.textOrNull(17)),
      link: try row.textOrNull(18), initiator: try row.textOrNull(19).flatMap(Initiator.init),
      createdAt: try row.integerOrNull(6).map(Instant.init(seconds:)), hasStates: try row.integer(7) != 0)
  }
}

/// Lists and maps of short texts in one column: a line each, a tab between name and value. Nothing for an empty one.
enum StoredLists {
  static func text(_ list: [String]) -> String? { joined(list.map(line)) }

  static func list(_ text: String?) -> [String] {
    text.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) } ?? []
  }

  static func text(_ map: [String: String]) -> String? {
    joined(map.sorted { $0.key < $1.key }.map { "\(line($0.key))\t\(line($0.value))" })
  }

  static func map(_ text: String?) -> [String: String] {
    var map: [String: String] = [:]
    for line in list(text) {
      guard let tab = line.utf8.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      map[String(line[..<tab])] = String(line[line.utf8.index(after: tab)...])
    }
    return map
  }

  /// A line for each name, its values after it.
  static func text(lists: [String: [String]]) -> String? {
    joined(lists.sorted { $0.key < $1.key }.map { ([$0.key] + $0.value).map(line).joined(separator: "\t") })
  }

  static func lists(_ text: String?) -> [String: [String]] {
    var lists: [String: [String]] = [:]
    for line in list(text) {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      lists[parts[0]] = Array(parts.dropFirst())
    }
    return lists
  }

  private static func joined(_ lines: [String]) -> String? { lines.isEmpty ? nil : lines.joined(separator: "\n") }

  /// Line breaks and tabs become spaces: in a tag or a field's value nobody means them.
  private static func line(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 9 || $0 == 10 || $0 == 13 }) else { return text }
    return String(decoding: text.utf8.map { $0 == 9 || $0 == 10 || $0 == 13 ? 32 : $0 }, as: UTF8.self)
  }
}
