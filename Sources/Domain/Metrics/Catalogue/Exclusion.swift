package import Support

/// Why a row that one might expect in a number is not in it. Each number says how many of which.
///
/// The raw values are stored with the facts; they stay below 60, for what is above marks rows of other kinds.
package enum Exclusion: UInt8, CaseIterable, Sendable, Hashable {
  // Whole conversations
  case spam = 1
  case deleted = 2
  case merged = 3
  case autoReplyOnly = 4
  case test = 13
  case excludedPerson = 14
  /// We began it.
  case outbound = 16

  // Messages
  case autoReply = 5
  case bot = 6
  case note = 7
  case unknownSender = 8
  case service = 9
  case excludedReply = 15

  // Answers and waits
  case noCustomerMessage = 10
  case waiting = 11
  case closedWithoutReply = 12
  /// Assigned, but that person never answered.
  case noReply = 17
  /// The wait ended with done, or with a silence.
  case unanswered = 18
  /// Nobody of ours ever answered.
  case noReplies = 23
  /// Our side reopened it, so nobody waits.
  case noClock = 28
  case noAutomaticReply = 33

  // States and holders
  /// No longer done when the period ended.
  case reopenedSince = 19
  /// The days in which it could still change are not over.
  case tooYoung = 20
  case notDone = 21
  case running = 22
  case neverAssigned = 32

  // What is not known, or not judged
  case notTold = 24
  case noCalendar = 25
  /// A broken promise that nobody has kept yet: its overrun still grows.
  case stillRunning = 27
  case neverAsked = 29

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
    case .excludedReply: "excluded_reply"
    case .outbound: "outbound"
    case .noReply: "no_reply"
    case .unanswered: "unanswered"
    case .reopenedSince: "reopened_since"
    case .tooYoung: "too_young"
    case .notDone: "not_done"
    case .running: "running"
    case .noReplies: "no_replies"
    case .notTold: "not_told"
    case .noCalendar: "no_calendar"
    case .stillRunning: "still_running"
    case .noClock: "no_clock"
    case .neverAsked: "never_asked"
    case .neverAssigned: "never_assigned"
    case .noAutomaticReply: "no_automatic_reply"
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
    case .excludedReply: "replies of people who are left out"
    case .outbound: "that we began"
    case .noReply: "that the person in charge never answered"
    case .unanswered: "ended without an answer"
    case .reopenedSince: "reopened since"
    case .tooYoung: "too young to tell"
    case .notDone: "not done yet"
    case .running: "still running"
    case .noReplies: "that nobody answered"
    case .notTold: "of which the source does not tell"
    case .noCalendar: "without a business calendar"
    case .stillRunning: "broken and not over yet"
    case .noClock: "reopened by us, so that no clock runs"
    case .neverAsked: "without a survey"
    case .neverAssigned: "never given to a person"
    case .noAutomaticReply: "without an automatic answer"
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
    case .excludedReply: "reply of a person who is left out"
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

  /// Why a message of ours is no human reply; nothing for one that is.
  package init?(_ role: Message.Role) {
    switch role {
    case .customer, .reply: return nil
    case .autoReply: self = .autoReply
    case .bot: self = .bot
    case .note: self = .note
    case .unknown: self = .unknownSender
    case .excludedReply: self = .excludedReply
    case .service: self = .service
    }
  }
}
