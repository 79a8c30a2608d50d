/// M15 and M16: the first response of every conversation, by its creation.
struct ResponseTable: ConversationTable, MeasuredTable {
  let asked: Asked
  /// Held apart from all else, for this is asked for every row.
  private let standing: VerdictColumn
  private let response: ResponseColumns
  private let created: PackedColumn<UInt32>
  private let isBusiness: Bool
  private let now: UInt32
  /// Of each mark: looked up, where a choice for each row would be guessed wrong too often.
  private let verdicts: [UInt8]
  /// Of calendar time.
  private let totals: BlockTotals<ResponseTotal>

  init(asked: Asked) {
    self.asked = asked
    verdicts = (0...UInt8.max).map { mark in
      let standing = VerdictColumn.verdict(of: mark)
      return standing != 0 ? standing : (ResponseKind(rawValue: mark >> 4) ?? .noCustomerMessage).verdict
    }
    totals = asked.isBusiness ? BlockTotals() : asked.columns.responseTotals
    standing = asked.columns.conversations.standing
    response = asked.columns.conversations.response
    created = asked.columns.conversations.created
    isBusiness = asked.isBusiness
    now = asked.now
  }

  @inline(__always) func actor(_ row: Int) -> UInt16 { response.person[row] }
  @inline(__always) func holder(_ row: Int) -> UInt16? { response.holder[row] }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = verdicts[Int(standing.mark(row))]
    // Silence that has lasted by now turns a wait into “closed without reply”.
    if verdict == Verdict.left(.waiting), response.until(row, created: created[row]) <= now {
      return Verdict.left(.closedWithoutReply)
    }
    guard isBusiness, verdict == 0 else { return verdict }
    return response.business(row) == never ? Verdict.left(.noCalendar) : Verdict.counts
  }

  @inline(__always) func value(_ row: Int) -> UInt32 {
    isBusiness ? response.business(row) : response.length(row)
  }

  func sums(of rows: Range<Int>) -> [PersonSum]? {
    guard let total = totals.total(of: rows), let waiting = waiting(of: rows) else { return nil }
    return total.people.map { PersonSum(verdict: Verdict.counts, person: $0.person, count: $0.count) }
      + total.leftOut.map { PersonSum(verdict: $0.verdict, person: $0.person, count: $0.count) }
      + waiting.map { PersonSum(verdict: verdict($0), person: actor($0), count: 1) }
  }

  /// The rows of a known block of which it depends on the moment that is asked about what they are.
  func waiting(of rows: Range<Int>) -> [Int]? { totals.total(of: rows)?.waiting.map { rows.lowerBound + Int($0) } }

  func values(of rows: Range<Int>) -> PeopleValues? {
    totals.total(of: rows).map { PeopleValues(values: $0.lengths, people: $0.people) }
  }
}

extension ResponseKind {
  var verdict: UInt8 {
    switch self {
    case .answered: Verdict.counts
    case .unanswered: Verdict.left(.closedWithoutReply)
    case .waiting: Verdict.left(.waiting)
    case .noCustomerMessage: Verdict.left(.noCustomerMessage)
    }
  }
}

/// M18 and M19: waits that an answer ended, by the answer.
struct WaitTable: StreamTable, MeasuredTable {
  let stream: FactStream<WaitDetail>
  let asked: Asked
  /// Only those of customers who came back after done (M18).
  let reopensOnly: Bool

  init(_ asked: Asked, reopensOnly: Bool = false) {
    stream = asked.columns.waits
    self.asked = asked
    self.reopensOnly = reopensOnly
  }

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail[row].holder }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let detail = stream.detail[row]
    if reopensOnly, !detail.flags.contains(.reopens) { return Verdict.outside }
    let verdict = stream.verdict[row]
    if verdict != 0 { return verdict }
    guard detail.flags.contains(.answered) else { return Verdict.left(.unanswered) }
    return asked.isBusiness && detail.business == never ? Verdict.left(.noCalendar) : Verdict.counts
  }

  @inline(__always) func value(_ row: Int) -> UInt32 {
    let detail = stream.detail[row]
    return asked.isBusiness ? detail.business : stream.at[row] &- detail.since
  }
}

/// M17, M25, M26: from an assignment, a hand-off or the queue to somebody.
struct SpanTable: StreamTable, MeasuredTable {
  let stream: FactStream<SpanDetail>
  let asked: Asked
  /// What it is called that nobody came.
  let missed: Exclusion
  var isDatedByStart = false

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let detail = stream.detail[row]
    let verdict = stream.verdict[row]
    if verdict != 0 { return verdict }
    switch detail.ending {
    case .answered: return value(row) == never ? Verdict.left(.noCalendar) : Verdict.counts
    case .unanswered: return Verdict.left(missed)
    case .open: return Verdict.left(.waiting)
    }
  }

  @inline(__always) func value(_ row: Int) -> UInt32 {
    asked.isBusiness ? stream.detail[row].business : stream.detail[row].calendar
  }
}

/// M26b: those who left the queue before anybody came, of all who entered it.
struct AbandonmentTable: StreamTable, ShareTable {
  let stream: FactStream<SpanDetail>

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    return verdict == 0 && stream.detail[row].ending == .open ? Verdict.left(.waiting) : verdict
  }
  @inline(__always) func isHit(_ row: Int) -> Bool { stream.detail[row].ending == .unanswered }
}

/// M22 and M24, by creation.
struct StartTable: StreamTable, MeasuredTable {
  enum What { case assignment, automated }

  let stream: FactStream<StartDetail>
  let asked: Asked
  let what: What

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    if verdict != 0 { return verdict }
    let detail = stream.detail[row]
    let length = what == .assignment ? detail.toAssignment : detail.toAutomated
    guard length != never else { return Verdict.left(what == .assignment ? .neverAssigned : .noAutomaticReply) }
    return value(row) == never ? Verdict.left(.noCalendar) : Verdict.counts
  }

  @inline(__always) func value(_ row: Int) -> UInt32 {
    let detail = stream.detail[row]
    switch what {
    case .assignment: return asked.isBusiness ? detail.toAssignmentInHours : detail.toAssignment
    case .automated: return asked.isBusiness ? detail.toAutomatedInHours : detail.toAutomated
    }
  }
}

/// What the time up to done went into: M20, M21, M23, M27, M28, M32 to M38.
struct TimeTable: StreamTable, MeasuredTable {
  let stream: FactStream<TimesDetail>
  let asked: Asked
  let kind: TimeKind
  /// By the first done (M32) instead of the last.
  let isFirstDone: Bool
  private let chats: [Bool]?

  init(_ asked: Asked, _ kind: TimeKind, isFirstDone: Bool = false, chatsOnly: Bool = false) {
    stream = asked.columns.times
    self.asked = asked
    self.kind = kind
    self.isFirstDone = isFirstDone
    chats = chatsOnly ? asked.columns.channels.names.map { $0 == "chat" } : nil
  }

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail[row].holder }

  func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    let detail = stream.detail[row]
    if let chats, !chats[Int(asked.columns.conversations.channel[Int(stream.conversation[row])])] {
      return Verdict.outside
    }
    if isFirstDone {
      if !detail.isFirst { return Verdict.outside }
    } else if detail.undone < asked.end {
      return detail.after < asked.end ? Verdict.outside : verdict != 0 ? verdict : Verdict.left(.reopenedSince)
    }
    if verdict != 0 { return verdict }
    guard length(row, inHours: false) != never else { return Verdict.left(kind.absence) }
    return value(row) == never ? Verdict.left(.noCalendar) : Verdict.counts
  }

  @inline(__always) func value(_ row: Int) -> UInt32 { length(row, inHours: asked.isBusiness) }

  @inline(__always) private func length(_ row: Int, inHours: Bool) -> UInt32 {
    stream.detail[row].lengths[kind.rawValue * 2 + (inHours ? 1 : 0)]
  }
}

extension TimeKind {
  /// Why there is no such length.
  fileprivate var absence: Exclusion {
    switch self {
    case .sinceQuestion, .talk, .waited, .longestWait: .noCustomerMessage
    default: .notTold
    }
  }
}
