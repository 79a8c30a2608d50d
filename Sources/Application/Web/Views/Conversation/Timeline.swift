import Markup

/// What happened on one local day.
struct TimelineDay: Sendable, Equatable {
  /// “Tuesday, 17 November”.
  var title: String
  var entries: [TimelineEntry]
}

struct TimelineEntry: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case customer
    case reply
    /// Sent by a rule of the helpdesk; it stops no clock.
    case automaticReply
    case bot
    case note
    /// Assigned, closed, reopened, rated …
    case event
    /// A silence that the program took as the end of an episode.
    case gap
  }
  var kind: Kind
  /// “15:48”, to the second only where seconds matter.
  var time: String
  /// `2026-11-17T15:48:00+01:00`
  var instant: String
  var actor: String = ""
  /// “customer”, “first reply, after 2 h 34”.
  var role: String
  /// “rule R3, stops no clock”.
  var tags: [String] = []
  /// Whether a target was met, or that this is the first response.
  var status: Status?
  var text: FoldedText?
}

/// A message as it was written, its end folded away when it is long.
struct FoldedText: Sendable, Equatable {
  var beginning: String
  var rest: String?

  /// Cuts behind a word, and only where enough is left over to be worth a click.
  init(_ whole: String, showing limit: Int = 700) {
    guard let cut = whole.index(whole.startIndex, offsetBy: limit + limit / 4, limitedBy: whole.endIndex),
      cut < whole.endIndex
    else {
      beginning = whole
      return
    }
    let head = whole.prefix(limit)
    let end = head.lastIndex(where: \.isWhitespace) ?? head.endIndex
    beginning = String(whole[..<end])
    rest = String(whole[end...].drop(while: \.isWhitespace))
  }
}
