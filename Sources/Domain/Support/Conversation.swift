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

/// What a help desk, chat or export tells of one conversation, apart from what happened in it: how it stands now.
///
/// Inboxes, teams, people and companies are the vendor's ids; the source's directory has their names.
package struct Conversation: Equatable, Sendable {
  package var key: ConversationKey
  package var channel: Channel
  package var subject: String?
  /// The vendor's id of the customer, unique within the source.
  package var customerID: String
  package var customerName: String?
  package var customerEmail: String?
  /// The company or department that the source says the customer belongs to.
  package var companyID: String?
  package var inbox: String?
  package var team: String?
  package var assigneeID: String?
  /// `low`, `medium`, `high` or `urgent` where the source has priorities like these; else its own word.
  package var priority: String?
  package var type: String?
  package var category: String?
  package var pipeline: String?
  package var tags: [String]
  /// Custom fields by the name that people see.
  package var fields: [String: String]
  /// Where people open it in the vendor's own application.
  package var link: String?
  /// Who began it, where the source says so; elsewhere the first message tells.
  package var initiator: Initiator?
  /// Where the vendor states it. Elsewhere the first message is the beginning.
  package var createdAt: Instant?
  /// False for sources that know no states, such as direct messages: their episodes end by inactivity.
  package var hasStates: Bool

  package init(
    key: ConversationKey, channel: Channel, subject: String? = nil, customerID: String, customerName: String? = nil,
    customerEmail: String? = nil, companyID: String? = nil, inbox: String? = nil, team: String? = nil,
    assigneeID: String? = nil, priority: String? = nil, type: String? = nil, category: String? = nil,
    pipeline: String? = nil, tags: [String] = [], fields: [String: String] = [:], link: String? = nil,
    initiator: Initiator? = nil, createdAt: Instant? = nil, hasStates: Bool
  ) {
    self.key = key
    self.channel = channel
    self.subject = subject
    self.customerID = customerID
    self.customerName = customerName
    self.customerEmail = customerEmail
    self.companyID = companyID
    self.inbox = inbox
    self.team = team
    self.assigneeID = assigneeID
    self.priority = priority
    self.type = type
    self.category = category
    self.pipeline = pipeline
    self.tags = tags
    self.fields = fields
    self.link = link
    self.initiator = initiator
    self.createdAt = createdAt
    self.hasStates = hasStates
  }
}
