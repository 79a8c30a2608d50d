import CivilTime
import Support
import Warehouse

extension ConversationSummary {
  /// What a list says of the conversation's state.
  func status(asOf now: Instant) -> Status {
    switch standing {
    case .counted: break
    default: return Status(.neutral, "left out: \(standing.words)")
    }
    if isWaiting(asOf: now) { return Status(.warn, "waiting on us") }
    if waitingSince != nil { return Status(.neutral, replies > 0 ? "ended unanswered" : "closed without reply") }
    return replies > 0 ? Status(.good, "answered") : Status(.neutral, "nobody waits")
  }

  /// “facebook · direct message”
  var origin: String { "\(key.source) · \(channel.map { $0 == "_" ? " " : String($0) }.joined())" }
}

extension Standing {
  var words: String {
    switch self {
    case .counted: "counted"
    case .spam: "spam"
    case .deleted: "deleted in the source"
    case .merged: "merged into another conversation"
    case .autoReplyOnly: "only automatic replies"
    case .test: "a test or an internal matter"
    case .excludedPerson: "of a person whose conversations are left out"
    }
  }
}
