/// What HubSpot remembers of one account. Times are milliseconds since 1970, as HubSpot compares them.
package struct HubSpotDesk: Sendable {
  package struct Owner: Sendable {
    package var id: String
    package var userID: String
    package var firstName: String
    package var lastName: String
    package var email: String
    package var teams: [(id: String, name: String)]
    package var isArchived: Bool

    package init(
      id: String, userID: String, firstName: String, lastName: String, email: String,
      teams: [(id: String, name: String)] = [], isArchived: Bool = false
    ) {
      self.id = id
      self.userID = userID
      self.firstName = firstName
      self.lastName = lastName
      self.email = email
      self.teams = teams
      self.isArchived = isArchived
    }
  }

  package struct Pipeline: Sendable {
    package var id: String
    package var label: String
    package var stages: [(id: String, label: String, isClosed: Bool)]

    package init(id: String, label: String, stages: [(id: String, label: String, isClosed: Bool)]) {
      self.id = id
      self.label = label
      self.stages = stages
    }

    /// The one that every account begins with.
    package static let support = Pipeline(
      id: "0", label: "Support Pipeline",
      stages: [
        ("1", "New", false), ("2", "Waiting on contact", false), ("3", "Waiting on us", false), ("4", "Closed", true),
      ])
  }

  /// Somebody who writes, or a company: what is read of either is a few properties.
  package struct Party: Sendable {
    package var id: String
    package var properties: [String: String]

    package init(id: String, properties: [String: String]) {
      self.id = id
      self.properties = properties
    }
  }

  /// A property that the account added.
  package struct Definition: Sendable {
    package var name: String
    package var label: String
    package var options: [(value: String, label: String)]

    package init(name: String, label: String, options: [(value: String, label: String)] = []) {
      self.name = name
      self.label = label
      self.options = options
    }
  }

  package struct Ticket: Sendable {
    package let id: Int
    package var properties: [String: String] = [:]
    var histories: [String: [Change]] = [:]
    var createdAt: Int64
    var archivedAt: Int64?
    package var contacts: [String] = []
    /// The first is the primary one.
    package var companies: [String] = []
    /// Merged into another: this one answers by it.
    var survivor: Int?
    /// When it changed, and when the index shows that.
    var changes: [(at: Int64, shownAt: Int64)] = []

    var changedAt: Int64 { changes.last?.at ?? createdAt }
    var isListed: Bool { archivedAt == nil && survivor == nil }
  }

  struct Change: Sendable {
    var value: String
    var at: Int64
    var doer: Doer
  }

  /// By whose hand something changes.
  package enum Doer: Sendable, Equatable {
    case user(String)
    case workflow
    /// An application, which names nobody.
    case integration
  }

  package struct Thread: Sendable {
    package let id: Int
    package var ticket: Int?
    package var contact: String?
    var createdAt: Int64
    var channel: String
    var inbox: String
    var closedAt: Int64?
    var assignee: String?
    package var isSpam = false
    package var isArchived = false
    /// The oldest first.
    package var messages: [Message] = []

    var latestAt: Int64? {
      messages.last { $0.kind == "MESSAGE" }?.at
    }
  }

  package struct Message: Sendable {
    package let id: String
    var kind: String
    var at: Int64
    var sender: String
    var isIncoming: Bool?
    package var text: String
    var isTruncated = false
    /// Of a change: what to.
    var value: String?
  }

  package var owners: [Owner] = []
  package var pipelines: [Pipeline] = [.support]
  package var inboxes: [(id: String, name: String)] = [("481939", "Website")]
  package var contacts: [String: Party] = [:]
  package var companies: [String: Party] = [:]
  package var definitions: [Definition] = []
  /// By id, which is the order of the list.
  package internal(set) var tickets: [Ticket] = []
  package internal(set) var threads: [Thread] = []
  /// How long the index takes to show a change.
  package var indexLag: Int64 = 0
  package var lastTicketID = 1_075_966_000
  var lastThreadID = 176_347_000
  var lastMessage = 0

  package init() {}

  func index(ofTicket id: Int) -> Int? {
    let place = tickets.partitioningIndex { $0.id >= id }
    return place < tickets.count && tickets[place].id == id ? place : nil
  }

  func index(ofThread id: Int) -> Int? {
    let place = threads.partitioningIndex { $0.id >= id }
    return place < threads.count && threads[place].id == id ? place : nil
  }

  /// The ticket that answers to an id: of a merged one the survivor.
  func answering(_ id: Int) -> Ticket? {
    guard let index = index(ofTicket: id) else { return nil }
    return tickets[index].survivor.map { answering($0) } ?? tickets[index]
  }
}

extension Array {
  /// The first place from which on the condition holds.
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
