/// M29, M30, M31, M46, M47: every entry into done.
struct ClosingTable: StreamTable, KeyedTable, EstimatedTable {
  enum Key { case row, conversation, customer, personAndDay }

  let stream: FactStream<ClosingDetail>
  let asked: Asked
  let keyed: Key
  /// Leaves out what was undone within a week (M47).
  let netOnly: Bool
  private let clock: LocalClock
  private let people: PersonLabels
  private let sources: [UInt8]
  private let crediting: Crediting
  private let totals: BlockTotals<ClosingTotal>

  init(_ asked: Asked, by keyed: Key = .row, netOnly: Bool = false) {
    stream = asked.columns.closings
    totals = keyed == .customer ? BlockTotals() : asked.columns.closingTotals
    self.asked = asked
    self.keyed = keyed
    self.netOnly = netOnly
    people = asked.columns.personLabels()
    sources = asked.columns.keys.sources
    crediting = Crediting(asked)
    clock = LocalClock(asked.zone, over: asked.query.period)
  }

  func readMoments(of rows: Range<Int>, to moments: inout [UInt32]) { stream.at.unpack(rows, to: &moments) }
  func areInOrder(_ rows: Range<Int>) -> Bool { stream.blocks.areInOrder(rows) }
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail.person[row] }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail.holder[row] }
  var splitsKeys: Bool { keyed != .customer }
  func isEstimated(_ row: Int) -> Bool { stream.detail.flags[row].isEstimated }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    guard netOnly, verdict == 0 else { return verdict }
    return stream.isUndone(row, within: 7 * 86_400) ? Verdict.left(.reopenedSince) : Verdict.counts
  }

  @inline(__always) func isAlone(_ row: Int) -> Bool {
    switch keyed {
    case .row: true
    case .conversation: stream.detail.flags[row].contains(.isOnly)
    case .personAndDay: stream.detail.flags[row].contains(.isOnlyOfItsDay)
    case .customer: false
    }
  }

  func addSums(of rows: Range<Int>, to sums: inout [PersonSum]) -> Bool {
    guard let total = totals.total(of: rows) else { return false }
    for sum in total.sums {
      let isUndone = netOnly && sum.verdict == Verdict.counts && sum.traits.contains(.isUndoneWithinWeek)
      sums.append(
        PersonSum(
          verdict: isUndone ? Verdict.left(.reopenedSince) : sum.verdict, person: sum.person, count: sum.count,
          areAlone: areAlone(sum.traits), areEstimated: sum.traits.contains(.isEstimated)))
    }
    return true
  }

  private func areAlone(_ traits: ClosingTotal.Traits) -> Bool {
    switch keyed {
    case .row: true
    case .conversation: traits.contains(.isOnly)
    case .personAndDay: traits.contains(.isOnlyOfItsDay)
    case .customer: false
    }
  }

  /// Known blocks know who closed, and nothing of holders.
  func addShared(of rows: Range<Int>, to shared: inout [SharedKey]) -> Bool {
    guard crediting.isActor || keyed != .personAndDay, let total = totals.total(of: rows) else { return false }
    var today = LocalUnit.none
    for one in total.shared where one.verdict == Verdict.counts && !areAlone(one.traits) {
      if netOnly, one.traits.contains(.isUndoneWithinWeek) { continue }
      let key = key(rows.lowerBound + Int(one.offset), Int(one.conversation), one.at, one.person, &today)
      shared.append(SharedKey(key: key, person: one.person))
    }
    return true
  }

  /// A shelf a day, and those of another year on the same ones: what is compared is the key.
  func shelf(of key: UInt64) -> Int { keyed == .personAndDay ? Int(key >> 16 & 0x1FF) : 0 }

  func keysTell(_ dimension: Dimension) -> Bool {
    switch dimension {
    case .person, .day, .week, .month, .weekday: keyed == .personAndDay || keyed == .row
    case .hour, .team, .class: keyed == .row
    default: keyed != .customer
    }
  }

  func key(_ row: Int) -> UInt64 {
    var day = LocalUnit.none
    return key(row, conversation(row), stream.at[row], keyed == .personAndDay ? crediting.person(self, row) : 0, &day)
  }

  /// - Parameters:
  ///   - person: whoever gets the credit. One person under two names is one.
  ///   - today: the day of the row before, which is mostly that of the next.
  private func key(
    _ row: Int, _ conversation: Int, _ at: UInt32, _ person: UInt16, _ today: inout LocalUnit
  ) -> UInt64 {
    switch keyed {
    case .row: return UInt64(row)
    case .conversation: return UInt64(conversation)
    case .customer: return asked.columns.conversations.customer[conversation]
    case .personAndDay:
      if !today.holds(at) { today = clock.unit(of: 86_400, around: Int64(at)) }
      let day = clock.day(today.local)
      let label = people.label(of: person, in: sources[conversation], at: at)
      return UInt64(conversation) << 32 | UInt64(day & 0xFFFF) << 16 | UInt64(label & 0xFFFF)
    }
  }
}

extension FactStream where Detail.Columns: UndoableColumns {
  @inline(__always) func isUndone(_ row: Int, within seconds: UInt32) -> Bool {
    let undone = detail.undone(row)
    return undone != never && undone - at[row] <= seconds
  }

  /// Done at the period's end by this closing; `outside` where a later one counts instead.
  @inline(__always) func standing(_ row: Int, at end: UInt32) -> UInt8 {
    guard detail.undone(row) < end else { return verdict[row] }
    return detail.after(row) < end ? Verdict.outside : verdict[row] != 0 ? verdict[row] : Verdict.left(.reopenedSince)
  }
}

/// M53b: done in the period, and still at its end, without a reply of ours.
struct UnansweredDoneTable: StreamTable, EstimatedTable {
  let stream: FactStream<ClosingDetail>
  let asked: Asked

  init(_ asked: Asked) {
    stream = asked.columns.closings
    self.asked = asked
  }

  func readMoments(of rows: Range<Int>, to moments: inout [UInt32]) { stream.at.unpack(rows, to: &moments) }
  func areInOrder(_ rows: Range<Int>) -> Bool { stream.blocks.areInOrder(rows) }
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail.person[row] }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail.holder[row] }
  func isEstimated(_ row: Int) -> Bool { stream.detail.flags[row].isEstimated }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    guard stream.detail.flags[row].contains(.isWithoutReply) else { return Verdict.outside }
    return stream.standing(row, at: asked.end)
  }
}

/// Conversations that were done in the period and still were at its end, as known now: M39, M43, M70 to M72.
struct DoneTable: StreamTable, MeasuredTable, EstimatedTable {
  enum What { case touchClass, replies, stations, assignees, groups, participants }

  let stream: FactStream<CountsDetail>
  let asked: Asked
  let what: What

  init(_ asked: Asked, _ what: What) {
    stream = asked.columns.counts
    self.asked = asked
    self.what = what
  }

  @inline(__always) func actor(_ row: Int) -> UInt16 {
    what == .replies ? stream.detail.lastReplier[row] : stream.detail.person[row]
  }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail.holder[row] }

  func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.standing(row, at: asked.end)
    if verdict != 0 { return verdict }
    switch what {
    case .replies where stream.detail.replies[row] == 0: return Verdict.left(.noReplies)
    // Nobody was ever in charge of it: no station. Where nobody tells, that is unknown.
    case .stations where stream.detail.stations[row] == 0 && !tells(row),
      .assignees where stream.detail.stations[row] == 0 && !tells(row),
      .groups where stream.detail.groups[row] == 0 && !tells(row):
      return Verdict.left(.notTold)
    default: return Verdict.counts
    }
  }

  func value(_ row: Int) -> UInt32 {
    switch what {
    case .touchClass: return UInt32(stream.detail.turns[row])
    case .replies: return UInt32(stream.detail.replies[row])
    case .stations: return UInt32(stream.detail.stations[row])
    case .assignees: return UInt32(stream.detail.assignees[row])
    case .groups: return UInt32(stream.detail.groups[row])
    case .participants: return UInt32(stream.detail.participants[row])
    }
  }

  private func tells(_ row: Int) -> Bool { stream.detail.flags(row).contains(.tellsAssignments) }

  func classCode(_ row: Int) -> Int { min(Int(stream.detail.turns[row]), 3) }
  func isEstimated(_ row: Int) -> Bool { stream.detail.flags(row).isEstimated }
}

/// M40: done with one turn of answers, in one episode, and within a week neither reopened nor followed by a new question of
/// the same customer about the same product.
struct FirstContactTable: StreamTable, ShareTable {
  let stream: FactStream<CountsDetail>
  let asked: Asked
  private let arrivals: Arrivals
  private let products: ConversationAxis
  private let window: UInt32 = 7 * 86_400

  init(_ asked: Asked) {
    stream = asked.columns.counts
    self.asked = asked
    arrivals = asked.columns.arrivals()
    products = asked.columns.axis(of: .product, at: asked.end)
  }

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail.lastReplier[row] }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail.holder[row] }

  func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.standing(row, at: asked.end)
    if verdict != 0 { return verdict }
    if stream.detail.turns[row] == 0 { return Verdict.left(.noReplies) }
    return UInt64(stream.at[row]) + UInt64(window) > UInt64(asked.now) ? Verdict.left(.tooYoung) : Verdict.counts
  }

  func isHit(_ row: Int) -> Bool {
    guard stream.detail.turns[row] == 1, stream.detail.flags(row).contains(.isFirst),
      !stream.isUndone(row, within: window)
    else {
      return false
    }
    let conversation = conversation(row)
    return !arrivals.contains(
      of: asked.columns.conversations.customer[conversation], after: stream.at[row], within: window
    ) { other in other != conversation && products.overlap(conversation, other) }
  }
}

/// M41: every way back from done.
struct ReopenTable: StreamTable {
  let stream: FactStream<ReopenDetail>

  @inline(__always) func verdict(_ row: Int) -> UInt8 { stream.verdict[row] }
  /// Who had closed it.
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }
}

/// M41b by conversation, and M42 by closing.
struct ReturnTable: StreamTable, ShareTable, EstimatedTable {
  let stream: FactStream<ClosingDetail>
  let asked: Asked
  /// Resolutions that lasted a week (M42), instead of conversations that came back within thirty days (M41b).
  let isDurable: Bool

  init(_ asked: Asked, isDurable: Bool) {
    stream = asked.columns.closings
    self.asked = asked
    self.isDurable = isDurable
  }

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail.person[row] }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail.holder[row] }
  var countsKeys: Bool { !isDurable }
  func isEstimated(_ row: Int) -> Bool { stream.detail.flags[row].isEstimated }
  @inline(__always) func key(_ row: Int) -> UInt64 { UInt64(stream.conversation[row]) }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    guard isDurable, verdict == 0 else { return verdict }
    return UInt64(stream.at[row]) + 7 * 86_400 > UInt64(asked.now) ? Verdict.left(.tooYoung) : Verdict.counts
  }

  @inline(__always) func isHit(_ row: Int) -> Bool {
    isDurable ? !stream.isUndone(row, within: 7 * 86_400) : stream.isUndone(row, within: 30 * 86_400)
  }
}

/// M44: done on the local day of creation, of all that was created.
struct SameDayTable: ConversationTable, ShareTable {
  let asked: Asked
  private let clock: LocalClock
  /// When each conversation was first done. One in which nothing began has no episode, and counts as created all the same.
  private let done: [UInt32]

  init(_ asked: Asked) {
    self.asked = asked
    clock = LocalClock(asked.zone, over: asked.query.period)
    let closings = asked.columns.closings
    var done = [UInt32](repeating: never, count: asked.columns.conversationCount)
    for row in 0..<closings.count
    where closings.verdict[row] != Verdict.gone && closings.detail.flags[row].contains(.isFirst) {
      done[Int(closings.conversation[row])] = closings.at[row]
    }
    self.done = done
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 { conversations.standing[row] }

  func isHit(_ row: Int) -> Bool {
    guard done[row] <= asked.now else { return false }
    let day = clock.unit(of: 86_400, around: Int64(at(row))).local
    return clock.unit(of: 86_400, around: Int64(done[row])).local == day
  }
}
