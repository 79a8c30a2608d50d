import CivilTime
import Helpdesks
import Support

let learnt = Instant(seconds: 1_760_000_000)

/// A whole upload, decoded in chunks of one size.
struct Decoded {
  var chats: [DecodedConversation] = []
  var totals: GroupedChatsTotals?
  var error: String?

  var events: [Event] { chats.flatMap(\.events) }
  var rejected: [RejectedRow] { chats.flatMap(\.rejected) }

  init(_ file: [UInt8], chunks: Int = .max, longestRow: Int = 1 << 20) {
    var reader = GroupedChatsReader(source: "facebook", observedAt: learnt, longestRow: longestRow)
    do {
      var start = 0
      while start < file.count {
        let end = file.count - start > chunks ? start + chunks : file.count
        try reader.read(Array(file[start..<end])) { chats.append($0) }
        start = end
      }
      totals = try reader.finish()
    } catch {
      self.error = "\(error)"
    }
  }

  init(_ file: String, chunks: Int = .max, longestRow: Int = 1 << 20) {
    self.init(Array(file.utf8), chunks: chunks, longestRow: longestRow)
  }
}

/// A row with the keys every row has; `changes` are JSON values by key, and nothing takes a key away.
func row(_ changes: KeyValuePairs<String, String?> = [:]) -> String {
  var members = [
    ("MESSAGE_CONTENT", "\"Hello\""), ("DIRECTION", "\"to_company\""),
    ("SOCIAL_CREATE_TIME", "\"2025-08-12T10:00:00.000Z\""),
  ]
  for (key, value) in changes {
    members.removeAll { $0.0 == key }
    if let value { members.append((key, value)) }
  }
  return "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
}

func file(_ rows: [String], chat: String = "abc") -> String { "{\"\(chat)\": [\(rows.joined(separator: ", "))]}" }

/// A row that is always sound, beside the one that is tested.
let anchor = row(["MESSAGE_CONTENT": "\"anchor\""])
