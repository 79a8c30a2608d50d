import CivilTime
import Metrics
import Support

/// What is stored of a derivation: the facts that are counted, and what lists of conversations show.
struct DerivedFacts {
  var key: ConversationKey
  var channel: String
  var createdAt: Instant
  var standing: Standing
  var title: String
  var lastMessageAt: Instant
  var customerMessages: Int
  var replies: Int
  var openWait: (since: Instant, lapses: Instant?)?
  var packed: PackedFacts

  /// Nothing for a conversation that no instant is known of.
  init?(_ history: History, absorbing absorbed: [History] = [], under rules: Rules) {
    let facts = Facts(of: history, absorbing: absorbed, under: rules)
    guard let packed = PackedFacts(history.conversation, facts, under: rules), let createdAt = facts.createdAt else {
      return nil
    }
    key = history.conversation.key
    channel = history.conversation.channel.rawValue
    self.createdAt = createdAt
    standing = facts.standing
    title = DerivedFacts.title(of: history)
    lastMessageAt = facts.messages.last?.at ?? createdAt
    customerMessages = facts.messages.count { $0.role == .customer }
    replies = facts.messages.count { $0.role == .reply }
    openWait = facts.openWait
    self.packed = packed
  }

  /// The subject, or the beginning of what the customer wrote first.
  private static func title(of history: History) -> String {
    if let subject = history.conversation.subject, !subject.isEmpty { return subject }
    let first =
      history.events.first { $0.actor.kind == .customer && $0.text != nil } ?? history.events.first { $0.text != nil }
    return first?.text.map(beginning) ?? "Conversation \(history.conversation.key.vendorID)"
  }

  /// One line of at most some ninety bytes, cut between words where possible.
  private static func beginning(of text: String) -> String {
    let limit = 90
    var bytes = text.utf8.prefix(limit + 1).map { $0 < 32 ? UInt8(ascii: " ") : $0 }
    guard bytes.count > limit else { return String(decoding: bytes, as: UTF8.self) }
    var end = limit
    // Never inside a character: a byte that goes on with one stays with what it belongs to.
    while bytes[end] & 0xC0 == 0x80 { end -= 1 }
    if let space = bytes[..<end].lastIndex(of: UInt8(ascii: " ")), space > limit / 2 { end = space }
    bytes.removeSubrange(end...)
    return String(decoding: bytes, as: UTF8.self) + "…"
  }
}
