import Support

/// Why a row that one might expect in a number is not in it. Each number says how many of which.
package enum Exclusion: UInt8, CaseIterable, Sendable, Hashable {
  case spam = 1
  case deleted, merged, autoReplyOnly
  case autoReply, bot, note, unknownSender, service
  case noCustomerMessage, waiting, closedWithoutReply
  case test, excludedPerson

  /// The name that answers and addresses use.
  package var id: String {
    switch self {
    case .spam: "spam"
    case .deleted: "deleted"
    case .merged: "merged"
    case .autoReplyOnly: "auto_reply_only"
    case .autoReply: "auto_reply"
    case .bot: "bot"
    case .note: "private_note"
    case .unknownSender: "unknown_sender"
    case .service: "service_message"
    case .noCustomerMessage: "no_customer_message"
    case .waiting: "waiting"
    case .closedWithoutReply: "closed_without_reply"
    case .test: "test"
    case .excludedPerson: "excluded_person"
    }
  }

  /// Words that follow a count of several: “17 spam”.
  package var words: String {
    switch self {
    case .spam: "spam"
    case .deleted: "deleted in the source"
    case .merged: "merged into others"
    case .autoReplyOnly: "with automatic replies only"
    case .autoReply: "automatic replies"
    case .bot: "written by a bot"
    case .note: "private notes"
    case .unknownSender: "by a sender nobody knows"
    case .service: "surveys and texts of the system"
    case .noCustomerMessage: "without a message of the customer"
    case .waiting: "still waiting"
    case .closedWithoutReply: "closed without reply"
    case .test: "tests and internal matters"
    case .excludedPerson: "of people who are left out"
    }
  }

  /// Words that follow a count of that many: “1 automatic reply”.
  package func words(for count: Int) -> String {
    guard count == 1 else { return words }
    return switch self {
    case .merged: "merged into another"
    case .autoReply: "automatic reply"
    case .note: "private note"
    case .service: "survey or text of the system"
    case .test: "test or internal matter"
    case .excludedPerson: "of a person who is left out"
    default: words
    }
  }

  package init?(id: String) {
    guard let found = Exclusion.allCases.first(where: { $0.id == id }) else { return nil }
    self = found
  }

  /// The rules of METRICS §5 that keep a whole conversation out of every number.
  static let ofConversations: [Exclusion] = [.spam, .deleted, .merged, .autoReplyOnly, .test, .excludedPerson]

  /// Nothing for a conversation that counts.
  init?(_ standing: Standing) {
    switch standing {
    case .counted: return nil
    case .spam: self = .spam
    case .deleted: self = .deleted
    case .merged: self = .merged
    case .autoReplyOnly: self = .autoReplyOnly
    case .test: self = .test
    case .excludedPerson: self = .excludedPerson
    }
  }

  /// Why a conversation has no first response; nothing for one that has.
  init?(_ response: ResponseFact.Kind) {
    switch response {
    case .answered: return nil
    case .closedWithoutReply: self = .closedWithoutReply
    case .waiting: self = .waiting
    case .noCustomerMessage: self = .noCustomerMessage
    }
  }

  /// Why a message of ours is no human reply; nothing for one that is.
  init?(_ role: Message.Role) {
    switch role {
    case .customer, .reply: return nil
    case .autoReply: self = .autoReply
    case .bot: self = .bot
    case .note: self = .note
    case .unknown: self = .unknownSender
    case .excludedReply: self = .excludedPerson
    case .service: self = .service
    }
  }
}
