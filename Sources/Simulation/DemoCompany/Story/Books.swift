package import CivilTime

/// What an honest count of a story must find, kept while it is told (METRICS §1, §5, §10).
///
/// Spam, deleted and merged tales are left out of everything, except that what a customer wrote in a merged tale counts
/// where it went. Months are the first of the local month; people are `Staff.id`s.
package struct Books: Equatable, Sendable {
  /// Those that count.
  package internal(set) var conversations = 0
  package internal(set) var createdPerDay: [LocalDay: Int] = [:]
  package internal(set) var createdPerMonth: [LocalDay: Int] = [:]
  /// A person of the company wrote first.
  package internal(set) var outbound = 0
  package internal(set) var spam = 0
  package internal(set) var deleted = 0
  package internal(set) var merged = 0

  /// Human replies, those in forums too.
  package internal(set) var repliesPerMonth: [LocalDay: [Int: Int]] = [:]
  package internal(set) var customerMessagesPerMonth: [LocalDay: Int] = [:]
  package internal(set) var notesPerMonth: [LocalDay: [Int: Int]] = [:]
  package internal(set) var botMessages = 0
  package internal(set) var autoReplies = 0

  /// By the month of creation, sorted: from the first customer message to the first human reply after it.
  package internal(set) var firstResponseSeconds: [LocalDay: [Int64]] = [:]
  /// Done before anybody replied, or, without states, silent for more than a day.
  package internal(set) var withoutFirstResponse = 0
  /// Nobody has replied yet.
  package internal(set) var stillWaiting = 0

  /// Entries into solved or closed from anything else.
  package internal(set) var closuresPerMonth: [LocalDay: [Int: Int]] = [:]
  /// The same, each conversation once a day and person (M46).
  package internal(set) var closuresPerDay: [LocalDay: [Int: Int]] = [:]
  /// By customers, bots and rules.
  package internal(set) var closuresByOthers = 0

  package internal(set) var ratings: [Beat.Grade: Int] = [:]
  package internal(set) var ratingsPerMonth: [LocalDay: [Beat.Grade: Int]] = [:]
  /// Credited to whoever replied last before the rating.
  package internal(set) var ratingsPerPerson: [Int: [Beat.Grade: Int]] = [:]

  package internal(set) var minutesPerMonth: [LocalDay: [Int: Int]] = [:]
  package internal(set) var billableMinutes = 0

  package init() {}

  package var replies: Int { repliesPerMonth.total }
  package var notes: Int { notesPerMonth.total }
  package var closures: Int { closuresPerMonth.total + closuresByOthers }
  package var minutes: Int { minutesPerMonth.total }
  package var customerMessages: Int { customerMessagesPerMonth.values.reduce(0, +) }
  package var rated: Int { ratings.values.reduce(0, +) }
}

extension [LocalDay: [Int: Int]] {
  fileprivate var total: Int { values.reduce(0) { $0 + $1.values.reduce(0, +) } }
}
