package import JSONReader
package import Support

/// One chat of a `grouped_chats` upload, ready for the ledger.
package struct DecodedConversation: Equatable, Sendable {
  /// Nothing when none of the chat's rows is usable: there is nothing to record then, only to report.
  package var conversation: Conversation?
  package var events: [Event]
  /// The chat's array as JSON, rows as they were written. A row too large to hold is `null` here, so that the others
  /// keep their places.
  package var payload: [UInt8]
  /// All rows of the chat: events, rejected ones and duplicates together.
  package var rows: Int
  package var rejectedCount: Int
  /// Of a file, only the first thousand rejected rows are told one by one.
  package var rejected: [RejectedRow]
  /// Rows that say exactly what another row of the chat says.
  package var duplicates: Int
  /// What concerns this chat; what concerns the file is in its totals.
  package var warnings: [String]
}

package struct GroupedChatsTotals: Equatable, Sendable {
  package var chats = 0
  package var rows = 0
  package var messages = 0
  package var duplicates = 0
  package var rejected: [GroupedChatsFault: Int] = [:]
  /// Chats whose id had come before in the file.
  package var repeatedChats = 0
  /// Our people with a mail address.
  package var agents: [DirectoryEntry] = []
  package var warnings: [String] = []

  package var rejectedCount: Int { rejected.values.reduce(0, +) }
}

/// Why a row was left out, as a kind that can be counted.
package enum GroupedChatsFault: String, Sendable, CaseIterable {
  case chatID = "chat_id"
  case notAnArray = "not_an_array"
  case notAnObject = "not_an_object"
  case brokenText = "broken_text"
  case tooLong = "too_long"
  case tooDeep = "too_deep"
  case direction
  case content
  case time
}

/// Why a file as a whole is no use.
package enum GroupedChatsError: Error, Equatable, CustomStringConvertible {
  case empty
  case notAnObject(JSONError)
  case notJSON(JSONError)
  case nothingUsable(first: RejectedRow?)

  init(_ error: JSONError) {
    switch error.kind {
    case .empty: self = .empty
    case .wrongRoot: self = .notAnObject(error)
    default: self = .notJSON(error)
    }
  }

  package var description: String {
    switch self {
    case .empty: "the file is empty; \(GroupedChatsError.form)"
    case .notAnObject(let error): "the file holds \(error.found) instead of an object; \(GroupedChatsError.form)"
    case .notJSON(let error): "the file is not JSON: \(error); export it again, or mend it at this place"
    case .nothingUsable(nil): "nothing usable: the file holds no message; \(GroupedChatsError.form)"
    case .nothingUsable(let first?): "nothing usable: every row was rejected, the first at \(first.where): \(first.why)"
    }
  }

  private static let form = "a grouped_chats file is one object, {\"chat id\": [messages], …}"
}
