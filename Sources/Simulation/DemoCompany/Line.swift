internal import CivilTime

/// One message of a chat, before it becomes JSON.
struct Line {
  var at: Instant
  var speaker: Speaker
  var text: String
}

enum Speaker: Equatable {
  case customer
  /// An empty id is the agent nobody named.
  case colleague(id: String, email: String?)
  case bot
  case autoReply
}
