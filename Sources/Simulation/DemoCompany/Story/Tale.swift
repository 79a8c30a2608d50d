package import CivilTime

/// One conversation from beginning to end, as it really happened; each double shows what its vendor would of it.
package struct Tale: Sendable, Equatable {
  package enum Channel: String, Sendable, CaseIterable {
    case email, chat, phone, portal, forum, directMessage
  }

  package enum Priority: Int, Sendable, CaseIterable {
    case low = 1
    case medium, high, urgent
  }

  package struct Inbox: Sendable, Hashable {
    package let id: Int
    package let name: String

    package init(id: Int, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// Counts up in the order in which tales begin; unique among stories told together.
  package internal(set) var number: Int
  package let channel: Channel
  package let inbox: Inbox
  package let subject: String
  package let customerID: Int
  package let product: Product
  package let priority: Priority
  /// `Incident` or `Service Request`.
  package let type: String
  package let category: String
  /// At least one, each later than the one before.
  package internal(set) var beats: [Beat]

  package var createdAt: Instant { beats[0].at }
  /// When anything last happened.
  package var changedAt: Instant { beats[beats.count - 1].at }

  /// This tale as far as it had come just before an instant; nothing if it had not begun.
  package func told(until instant: Instant) -> Tale? {
    var tale = self
    tale.beats = Array(beats.prefix { $0.at < instant })
    return tale.beats.isEmpty ? nil : tale
  }

  /// Whether the help desk knows states; a messenger's direct messages have none.
  package var hasStates: Bool { channel != .directMessage }
}
