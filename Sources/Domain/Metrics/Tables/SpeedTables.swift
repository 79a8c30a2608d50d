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

  func addSums(of rows: Range<Int>, to sums: inout [PersonSum]) -> Bool {
    guard let total = totals.total(of: rows) else { return false }
    for (person, count) in total.people {
      sums.append(PersonSum(verdict: Verdict.counts, person: person, count: count))
    }
    for sum in total.leftOut {
      sums.append(PersonSum(verdict: sum.verdict, person: sum.person, count: sum.count))
    }
    for offset in total.waiting {
      let row = rows.lowerBound + Int(offset)
      sums.append(PersonSum(verdict: verdict(row), person: actor(row), count: 1))
    }
    return true
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

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail.person[row] }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail.holder[row] }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let flags = stream.detail.flags(row)
    if reopensOnly, !flags.contains(.reopens) { return Verdict.outside }
    let verdict = stream.verdict[row]
    if verdict != 0 { return verdict }
    guard flags.contains(.answered) else { return Verdict.left(.unanswered) }
    return asked.isBusiness && stream.detail.business[row] == never ? Verdict.left(.noCalendar) : Verdict.counts
  }

  @inline(__always) func value(_ row: Int) -> UInt32 {
    asked.isBusiness ? stream.detail.business[row] : stream.at[row] &- stream.detail.since[row]
  }
}

/// M17, M25, M26: from an assignment, a hand-off or the queue to somebody.
struct SpanTable: StreamTable, MeasuredTable {
  let stream: FactStream<SpanDetail>
  let asked: Asked
  /// What it is called that nobody came.
  let missed: Exclusion
  var isDatedByStart = false

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail.person[row] }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    if verdict != 0 { return verdict }
    switch stream.detail.ending(row) {
    case .answered: return value(row) == never ? Verdict.left(.noCalendar) : Verdict.counts
    case .unanswered: return Verdict.left(missed)
    case .open: return Verdict.left(.waiting)
    }
  }

  @inline(__always) func value(_ row: Int) -> UInt32 {
    asked.isBusiness ? stream.detail.business[row] : stream.detail.calendar[row]
  }
}

/// M26b: those who left the queue before anybody came, of all who entered it.
struct AbandonmentTable: StreamTable, ShareTable {
  let stream: FactStream<SpanDetail>

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    return verdict == 0 && stream.detail.ending(row) == .open ? Verdict.left(.waiting) : verdict
  }
  @inline(__always) func isHit(_ row: Int) -> Bool { stream.detail.ending(row) == .unanswered }
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
    let length = what == .assignment ? stream.detail.toAssignment[row] : stream.detail.toAutomated[row]
    guard length != never else { return Verdict.left(what == .assignment ? .neverAssigned : .noAutomaticReply) }
    return value(row) == never ? Verdict.left(.noCalendar) : Verdict.counts
  }

  @inline(__always) func value(_ row: Int) -> UInt32 {
    switch (what, asked.isBusiness) {
    case (.assignment, false): stream.detail.toAssignment[row]
    case (.assignment, true): stream.detail.toAssignmentInHours[row]
    case (.automated, false): stream.detail.toAutomated[row]
    case (.automated, true): stream.detail.toAutomatedInHours[row]
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
  private let calendar: PackedColumn<UInt32>
  private let length: PackedColumn<UInt32>

  init(_ asked: Asked, _ kind: TimeKind, isFirstDone: Bool = false, chatsOnly: Bool = false) {
    stream = asked.columns.times
    calendar = stream.detail.length(kind, inHours: false)
    length = stream.detail.length(kind, inHours: asked.isBusiness)
    self.asked = asked
    self.kind = kind
    self.isFirstDone = isFirstDone
    chats = chatsOnly ? asked.columns.channels.names.map { $0 == "chat" } : nil
  }

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail.person[row] }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail.holder[row] }

  func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    if let chats, !chats[Int(asked.columns.conversations.channel[Int(stream.conversation[row])])] {
      return Verdict.outside
    }
    if isFirstDone {
      if !stream.detail.isFirst(row) { return Verdict.outside }
    } else if stream.detail.undone(row) < asked.end {
      return stream.detail.after(row) < asked.end
        ? Verdict.outside : verdict != 0 ? verdict : Verdict.left(.reopenedSince)
    }
    if verdict != 0 { return verdict }
    guard calendar[row] != never else { return Verdict.left(kind.absence) }
    return value(row) == never ? Verdict.left(.noCalendar) : Verdict.counts
  }

  @inline(__always) func value(_ row: Int) -> UInt32 { length[row] }
}

extension TimeKind {
  /// Why there is no such length.
  fileprivate var absence: Exclusion {
    switch self {
    case .sinceQuestion, .waited, .longestWait: .noCustomerMessage
    default: .notTold
    }
  }
}
