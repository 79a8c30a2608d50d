/// Conversations that are active at a moment: M48, M49, M50.
struct ActiveTable: StreamTable, MeasuredTable {
  let stream: FactStream<ClosingDetail>
  let asked: Asked
  private let totals: BlockTotals<ClosingTotal>
  /// Only those with a question and no human answer in this episode (M50).
  let unrepliedOnly: Bool
  /// Those that no customer wrote in have no age (M49).
  let hasAge: Bool

  init(_ asked: Asked, unrepliedOnly: Bool = false, hasAge: Bool = false) {
    stream = asked.columns.closings
    totals = asked.columns.closingTotals
    self.asked = asked
    self.unrepliedOnly = unrepliedOnly
    self.hasAge = hasAge
  }

  /// The last second before the moment, which is in the period.
  @inline(__always) func at(_ row: Int) -> UInt32 { asked.moment &- 1 }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    let moment = asked.moment
    return stream.blocks.stretches(from: moment, of: count).compactMap { block in
      if let total = totals.total(of: block.rows), total.since.first >= moment { return nil }
      return Stretch(rows: block.rows, first: moment &- 1, last: moment &- 1)
    }
  }

  /// Where all episodes of a block began before the moment, and none had ended, all are active. Whoever closed them later
  /// has nothing to do with it.
  func addSums(of rows: Range<Int>, to sums: inout [PersonSum]) -> Bool {
    guard !unrepliedOnly, !hasAge, let total = totals.total(of: rows), total.since.last < asked.moment,
      stream.blocks.span(of: rows).first >= asked.moment
    else { return false }
    for sum in total.sums { sums.append(PersonSum(verdict: sum.verdict, person: 0, count: sum.count)) }
    return true
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let moment = asked.moment
    guard stream.at[row] >= moment, stream.detail.since[row] < moment else { return Verdict.outside }
    if unrepliedOnly, stream.detail.question(row) >= moment || stream.detail.firstReply(row) < moment {
      return Verdict.outside
    }
    let verdict = stream.verdict[row]
    guard hasAge, verdict == 0 else { return verdict }
    return stream.detail.question(row) >= moment ? Verdict.left(.noCustomerMessage) : verdict
  }

  @inline(__always) func value(_ row: Int) -> UInt32 { asked.moment &- stream.detail.question(row) }
}

/// M51: conversations in which somebody waits for us at a moment.
struct WaitingTable: StreamTable, MeasuredTable {
  let stream: FactStream<WaitDetail>
  let asked: Asked
  /// Conversations in which the customer has nothing to wait for: they are in pending.
  private let aside: Set<UInt64>

  init(_ asked: Asked) {
    // Nobody has answered since to whoever waits now, so without the others those that are open tell as much.
    stream = asked.columns.kept.contains(.waits) ? asked.columns.waits : asked.columns.openWaits
    self.asked = asked
    let moment = asked.moment
    aside = Set(
      asked.columns.asides.lazy.filter { $0.from < moment && $0.to >= moment }.map {
        UInt64($0.conversation) << 32 | UInt64($0.since)
      })
  }

  @inline(__always) func at(_ row: Int) -> UInt32 { asked.moment &- 1 }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    stream.blocks.stretches(from: asked.moment, of: count).map {
      Stretch(rows: $0.rows, first: asked.moment &- 1, last: asked.moment &- 1)
    }
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let moment = asked.moment
    let since = stream.detail.since[row]
    guard since < moment, stream.at[row] >= moment else { return Verdict.outside }
    if !aside.isEmpty, aside.contains(UInt64(stream.conversation[row]) << 32 | UInt64(since)) {
      return Verdict.outside
    }
    return stream.verdict[row]
  }

  @inline(__always) func value(_ row: Int) -> UInt32 { asked.moment &- stream.detail.since[row] }
}

/// M53: no human ever answered, up to now.
struct NeverRepliedTable: ConversationTable {
  let asked: Asked

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    conversations.flags(row).contains(.hasReply) ? Verdict.outside : conversations.standing[row]
  }
}

/// M52: what came in (1), came back (2) and was done (3); each counts once, what was done against the others.
struct FlowTable: WeighedTable {
  private let stream: FactStream<ClosingDetail>
  private let totals: BlockTotals<ClosingTotal>

  init(_ asked: Asked) {
    stream = asked.columns.closings
    totals = asked.columns.closingTotals
  }

  /// Every episode twice: as it began, and as it ended.
  var count: Int { stream.count * 2 }
  @inline(__always) private func episode(_ row: Int) -> Int { row < stream.count ? row : row - stream.count }
  @inline(__always) private func isEnd(_ row: Int) -> Bool { row >= stream.count }

  @inline(__always) func at(_ row: Int) -> UInt32 {
    isEnd(row) ? stream.at[episode(row)] : stream.detail.since[row]
  }
  func readMoments(of rows: Range<Int>, to moments: inout [UInt32]) {
    if isEnd(rows.lowerBound) {
      stream.at.unpack(rows.lowerBound - stream.count..<rows.upperBound - stream.count, to: &moments)
    } else {
      stream.detail.since.unpack(rows, to: &moments)
    }
  }
  @inline(__always) func conversation(_ row: Int) -> Int { Int(stream.conversation[episode(row)]) }
  @inline(__always) func actor(_ row: Int) -> UInt16 { isEnd(row) ? stream.detail.person[episode(row)] : 0 }
  @inline(__always) func verdict(_ row: Int) -> UInt8 { stream.verdict[episode(row)] }
  @inline(__always) func classCode(_ row: Int) -> Int {
    isEnd(row) ? 2 : stream.detail.flags[row].contains(.isFirst) ? 0 : 1
  }
  @inline(__always) func weight(_ row: Int) -> Int64 { isEnd(row) ? -1_000_000 : 1_000_000 }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    beginnings(from: from, to: to)
      + stream.blocks.stretches(from: from, to: to, of: stream.count).map {
        Stretch(rows: $0.rows, first: $0.first, last: $0.last).moved(by: stream.count)
      }
  }

  /// Episodes lie by when they ended, which is not before they began.
  private func beginnings(from: UInt32, to: UInt32) -> [Stretch] {
    stream.blocks.stretches(from: from, of: stream.count).compactMap { stretch in
      guard let since = totals.total(of: stretch.rows)?.since else {
        return Stretch(rows: stretch.rows, first: 0, last: never)
      }
      guard since.last >= from, since.first < to else { return nil }
      return Stretch(rows: stretch.rows, first: since.first, last: since.last)
    }
  }
}
