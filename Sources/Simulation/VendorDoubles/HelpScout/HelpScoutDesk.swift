package import CivilTime

/// What Help Scout holds for one account: its conversations as the vendor models them, and who and what they refer to.
package struct HelpScoutDesk: Sendable {
  package struct User: Sendable, Equatable {
    package var id: Int
    package var first: String
    package var last: String
    package var email: String
    package var role: String

    package init(id: Int, first: String, last: String, email: String, role: String = "user") {
      self.id = id
      self.first = first
      self.last = last
      self.email = email
      self.role = role
    }
  }

  package struct Team: Sendable, Equatable {
    package var id: Int
    package var name: String
    package var members: [Int]

    package init(id: Int, name: String, members: [Int]) {
      self.id = id
      self.name = name
      self.members = members
    }
  }

  package struct Mailbox: Sendable, Equatable {
    package var id: Int
    package var name: String
    /// Dropdowns: name, and the labels of the options by their ids.
    package var fields: [Field] = []
    /// Whether the user who made the app may see it.
    package var isVisible = true

    package init(id: Int, name: String, fields: [Field] = []) {
      self.id = id
      self.name = name
      self.fields = fields
    }
  }

  package struct Field: Sendable, Equatable {
    package var id: Int
    package var name: String
    package var options: [Int: String]

    package init(id: Int, name: String, options: [Int: String]) {
      self.id = id
      self.name = name
      self.options = options
    }
  }

  package struct Customer: Sendable, Equatable {
    package var id: Int
    package var first: String
    package var last: String
    package var email: String
    package var organization: String?

    package init(id: Int, first: String, last: String, email: String, organization: String? = nil) {
      self.id = id
      self.first = first
      self.last = last
      self.email = email
      self.organization = organization
    }
  }

  /// Who did something.
  package enum Author: Sendable, Hashable {
    case user(Int)
    case customer(Int)
    /// The vendor itself, which calls itself user 1.
    case system
  }

  package var users: [User] = []
  package var teams: [Team] = []
  package var mailboxes: [Mailbox] = []
  package var customers: [Int: Customer] = [:]
  package var tags: [String] = []
  package internal(set) var conversations: [Int: Conversation] = [:]
  /// Counts every change, so that lists can be kept until the next one.
  private(set) var version = 0
  private var lastThread = 5_000_000_000
  private var lastNumber = 0

  package init() {}

  mutating func nextThread() -> Int {
    lastThread += 1
    return lastThread
  }

  mutating func nextNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  /// Changes a conversation that is there; whatever changes is seen in `modifiedAt`, unless the vendor hides it.
  mutating func change(_ id: Int, at instant: Instant?, _ body: (inout Conversation) -> Void) {
    guard var conversation = conversations[id] else { return }
    body(&conversation)
    if let instant { conversation.modifiedAt = max(conversation.modifiedAt, instant) }
    conversation.forgetRendering()
    conversations[id] = conversation
    version += 1
  }

  /// What does not change it.
  mutating func keep(_ bytes: [UInt8], of id: Int, embedding: Bool) {
    if embedding { conversations[id]?.renderedWithThreads = bytes } else { conversations[id]?.rendered = bytes }
  }

  mutating func insert(_ conversation: Conversation) {
    conversations[conversation.id] = conversation
    version += 1
  }
}

extension HelpScoutDesk {
  /// One conversation, and what became of it.
  package struct Conversation: Sendable {
    package enum Fate: Sendable, Equatable {
      case present, deleted
      case merged(into: Int, at: Instant)
    }

    package let id: Int
    package let number: Int
    package var mailbox: Int
    package var type: String
    package var status = "active"
    package var state = "published"
    package var subject: String
    package var assignee: Int?
    package var author: Author
    package var customer: Int
    package let createdAt: Instant
    package var closedBy: Int?
    package var closedAt: Instant?
    package var userUpdatedAt: Instant?
    package var waitingSince: Instant?
    package var modifiedAt: Instant
    package var source: String
    package var tags: [String] = []
    /// Option by field.
    package var fields: [Int: Int] = [:]
    package var threads: [Thread] = []
    package var fate = Fate.present
    /// Embedded entries lack a key that the threads call has.
    package var losesKeys = false

    /// JSON without and with entries, until something changes.
    var rendered: [UInt8]?
    var renderedWithThreads: [UInt8]?

    mutating func forgetRendering() {
      rendered = nil
      renderedWithThreads = nil
    }

    /// “Line items and drafts not counted.”
    var threadCount: Int { threads.count { $0.type != "lineitem" && $0.state == "published" } }
  }

  package struct Thread: Sendable, Equatable {
    package var id: Int
    package var type: String
    package var status: String
    package var state = "published"
    package var action = "default"
    package var actionText: String?
    package var entities: [String: Int] = [:]
    package var body: String?
    package var source: String
    package var author: Author
    package var customer: Int
    package var assignee: Int?
    package var createdAt: Instant
    package var rating: Rating?

    package struct Rating: Sendable, Equatable {
      /// 1 great, 2 okay, 3 not good.
      package var level: Int
      package var comments: String
      package var customer: Int
      package var createdAt: Instant
    }
  }
}
