/// M54, M55, M56: promises that were kept, of those decided in the period.
struct PromiseTable: StreamTable, ShareTable {
  let stream: FactStream<DecisionDetail>
  let kind: UInt8

  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail[row].holder }
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].holder }
  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let detail = stream.detail[row]
    guard detail.kind == kind else { return stream.verdict[row] == Verdict.gone ? Verdict.gone : Verdict.outside }
    let verdict = stream.verdict[row]
    return verdict == 0 && detail.outcome == 2 ? Verdict.left(.closedWithoutReply) : verdict
  }
  @inline(__always) func isHit(_ row: Int) -> Bool { stream.detail[row].outcome == 0 }
}

/// M57 and M57b: promises that were broken, at the instant of the breach, and by how much.
struct BreachTable: StreamTable, MeasuredTable {
  let stream: FactStream<DecisionDetail>
  let asked: Asked
  let measures: Bool

  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail[row].holder }
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].holder }
  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let detail = stream.detail[row]
    guard detail.outcome == 1 else { return Verdict.outside }
    let verdict = stream.verdict[row]
    if verdict != 0 { return verdict }
    return measures && (detail.overrun == never || detail.ended > asked.now)
      ? Verdict.left(.stillRunning) : Verdict.counts
  }
  @inline(__always) func value(_ row: Int) -> UInt32 { stream.detail[row].overrun }
}

/// M58: open promises of which four fifths of the time are gone.
struct RiskTable: StreamTable {
  let stream: FactStream<DecisionDetail>
  let asked: Asked

  @inline(__always) func at(_ row: Int) -> UInt32 { asked.moment &- 1 }
  @inline(__always) func actor(_ row: Int) -> UInt16 {
    asked.columns.conversations.holder[conversation(row)]
  }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] { everything }
  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let detail = stream.detail[row]
    let moment = asked.moment
    guard stream.at[row] >= moment, detail.since < moment, detail.atRisk < moment, detail.ended >= moment else {
      return Verdict.outside
    }
    return stream.verdict[row]
  }
}
