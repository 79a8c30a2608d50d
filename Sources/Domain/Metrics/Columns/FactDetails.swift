/// Lengths are in seconds, instants in seconds since 1970; `never` where there is none. Person 0 is nobody.
struct MessageDetail: StreamDetail {
  typealias Columns = MessageDetails

  var person: UInt16
  var holder: UInt16
}

/// How a conversation began, and what its bot made of it; `at`: its creation.
struct StartDetail: StreamDetail {
  typealias Columns = StartDetails

  var toAssignment = never
  var toAssignmentInHours = never
  var toAutomated = never
  var toAutomatedInHours = never
  /// When the conversation was last done, for the outcome of its bot.
  var outcomeSince = never
  var outcome = BotCode.none
}

enum BotCode: UInt8, Sendable {
  case none, untouched, contained, abandoned, handedOff, handedOffAndAbandoned, assisted
}

/// `at`: when it ended, or `never`.
struct WaitDetail: StreamDetail {
  typealias Columns = WaitDetails

  var since: UInt32
  var business: UInt32
  var person: UInt16
  var holder: UInt16
  var flags: WaitFlags
}

/// A stretch in pending, in which nobody waited for us although nobody had answered.
struct Aside: Sendable {
  var conversation: UInt32
  var since: UInt32
  var from: UInt32
  var to: UInt32
}

/// Something that a reopen may undo.
protocol Undoable: Sendable {
  /// When it was reopened.
  var undone: UInt32 { get }
  /// When it was done again.
  var after: UInt32 { get }
}

/// An episode; `at`: when it was done, or `never`.
struct ClosingDetail: StreamDetail, Undoable {
  typealias Columns = ClosingDetails

  var since: UInt32
  var undone: UInt32
  var after: UInt32
  var question: UInt32
  var firstReply: UInt32
  var person: UInt16
  var holder: UInt16
  var flags: ClosingFlags
}

/// What there was up to a closing.
struct CountsDetail: StreamDetail, Undoable {
  typealias Columns = CountsDetails

  var undone: UInt32
  var after: UInt32
  var person: UInt16
  var holder: UInt16
  var lastReplier: UInt16
  var replies: UInt16
  var turns: UInt16
  var stations: UInt8
  var assignees: UInt8
  var groups: UInt8
  var participants: UInt8
  var flags: ClosingFlags
}

/// Of what customers write only the kind is known.
struct WordDetail: StreamDetail { typealias Columns = WordDetails }

/// What the time up to a closing went into.
struct TimesDetail: StreamDetail, Undoable {
  typealias Columns = TimesDetails

  var undone: UInt32
  var after: UInt32
  var person: UInt16
  var holder: UInt16
  var isFirst: Bool
  /// By `TimeKind`, calendar and business.
  var lengths: InlineArray<22, UInt32>

  static let lengthCount = 22
}

enum TimeKind: Int, CaseIterable {
  case sinceQuestion, net, waited, longestWait, unassigned, handled, requesterWait, agentWork, pending, onHold, talk
}

/// `at`: when it came back.
struct ReopenDetail: StreamDetail {
  typealias Columns = ReopenDetails

  var undone: UInt32
  var person: UInt16
  var isTold: Bool
}

/// How something that begins, and may be answered, ended.
enum Ending: UInt8, Sendable { case answered, unanswered, open }

/// Stations, hand-offs and queues; `at`: when it was answered or ended, or `never`.
struct SpanDetail: StreamDetail {
  typealias Columns = SpanDetails

  var since: UInt32
  /// When the person lost it, for stations.
  var until: UInt32
  var calendar: UInt32
  var business: UInt32
  var person: UInt16
  var ending: Ending
}

struct TransferDetail: StreamDetail {
  var from: UInt16
  var to: UInt16
  var flags: UInt8
}

struct TouchDetail: StreamDetail {
  typealias Columns = TouchDetails

  var person: UInt16
  var kind: UInt8
}

struct ActivityDetail: StreamDetail { var isAutomatic: Bool }

struct LoggedDetail: StreamDetail {
  var seconds: Int32
  var person: UInt16
  var billable: UInt8
}

struct RatingDetail: StreamDetail {
  var person: UInt16
  var score: UInt16
  var scale: UInt16
  /// 0 negative, 1 neutral, 2 positive.
  var verdict: UInt8
}

struct SurveyDetail: StreamDetail {
  var person: UInt16
  var isRated: Bool
}

/// `at`: when it was decided, or will be if nobody ends it before; `never` while its clock stands still.
struct DecisionDetail: StreamDetail {
  var since: UInt32
  var atRisk: UInt32
  var due: UInt32
  var ended: UInt32
  var overrun: UInt32
  var holder: UInt16
  var kind: UInt8
  /// 0 met, 1 missed, 2 closed without reply.
  var outcome: UInt8
}
