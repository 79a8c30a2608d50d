/// What a number needs to know of a help desk. The names are those by which help desks say what they supply.
package enum Need: String, CaseIterable, Sendable, Hashable {
  case messages
  case privateNotes = "private_notes"
  case stateHistory = "state_history"
  case closer
  case assignments
  case tagHistory = "tag_history"
  case ratings
  case surveys
  case timeEntries = "time_entries"
  case queue
  case companies
  case deletions

  /// What a source has to tell, as the middle of a sentence.
  package var words: String {
    switch self {
    case .messages: "messages"
    case .privateNotes: "private notes"
    case .stateHistory: "when states changed"
    case .closer: "who closed"
    case .assignments: "who held it when"
    case .tagHistory: "when tags were set"
    case .ratings: "ratings"
    case .surveys: "who was asked for a rating"
    case .timeEntries: "time entries"
    case .queue: "time in queues"
    case .companies: "companies"
    case .deletions: "deletions"
    }
  }

  /// What stands in where a source does not tell it and a number can do without; nothing where nothing can.
  package var standIn: String? {
    switch self {
    case .stateHistory: "an episode ends after a long silence, and the number says so"
    case .closer: "whoever held it then gets the credit, and the number says so"
    case .assignments: "nobody is taken for its holder where the source names none"
    case .tagHistory: "the present tags stand for all time"
    case .companies: "the client follows from the customer's mail domain"
    case .privateNotes, .messages, .ratings, .surveys, .timeEntries, .queue, .deletions: nil
    }
  }
}
