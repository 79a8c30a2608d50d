package import CivilTime

/// `<source id>:<vendor's id>`: the first column of every table that grows with conversations.
package struct ConversationKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  package init(source: String, vendorID: String) { text = "\(source):\(vendorID)" }

  package init(text: String) { self.text = text }

  // Byte by byte: a colon is one, and to find characters in millions of keys takes seconds.
  package var source: String { String(text[..<colon]) }
  package var vendorID: String { String(text[colon...].dropFirst()) }
  private var colon: String.Index { text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex }

  package var description: String { text }

  package static func < (left: ConversationKey, right: ConversationKey) -> Bool { left.text < right.text }
}

/// The way by which people write: it decides what counts as one turn of work, and how a conversation is shown.
package enum Channel: String, Sendable, CaseIterable {
  case email, chat
  case directMessage = "direct_message"
  case phone, portal, forum, other
}

/// What a help desk, chat or export tells of one conversation, apart from what happened in it.
package struct Conversation: Equatable, Sendable {
  package var key: ConversationKey
  package var channel: Channel
  package var subject: String?
  /// The vendor's id of the customer, unique within the source.
  package var customerID: String
  package var customerName: String?
  package var inbox: String?
  /// Where the vendor states it. Elsewhere the first message is the beginning.
  package var createdAt: Instant?
  /// False for sources that know no states, such as direct messages: their episodes end by inactivity.
  package var hasStates: Bool

  package init(
    key: ConversationKey, channel: Channel, subject: String? = nil, customerID: String, customerName: String? = nil,
    inbox: String? = nil, createdAt: Instant? = nil, hasStates: Bool
  ) {
    self.key = key
    self.channel = channel
    self.subject = subject
    self.customerID = customerID
    self.customerName = customerName
    self.inbox = inbox
    self.createdAt = createdAt
    self.hasStates = hasStates
  }
}
