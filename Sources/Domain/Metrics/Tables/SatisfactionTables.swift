/// M59, M61, M62: ratings, by the time of the one that counts.
struct RatingTable: StreamTable, ShareTable {
  let stream: FactStream<RatingDetail>

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }
  @inline(__always) func verdict(_ row: Int) -> UInt8 { stream.verdict[row] }
  @inline(__always) func isHit(_ row: Int) -> Bool { stream.detail[row].verdict == 2 }
  /// The place in `classLabels`.
  @inline(__always) func classCode(_ row: Int) -> Int {
    let detail = stream.detail[row]
    return min(Int(detail.scale), 10) * 11 + min(Int(detail.score), 10)
  }
}

/// M60: surveys that were answered, of those sent.
struct SurveyTable: StreamTable, ShareTable {
  let stream: FactStream<SurveyDetail>

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }
  @inline(__always) func verdict(_ row: Int) -> UInt8 { stream.verdict[row] }
  @inline(__always) func isHit(_ row: Int) -> Bool { stream.detail[row].isRated }
}

/// M69: changes of the responsible person or group after the first answer.
struct TransferTable: StreamTable {
  let stream: FactStream<TransferDetail>

  /// Whom it was taken from.
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].from }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail[row].to }
  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    // From a bot to a person is counted apart.
    return verdict == 0 && stream.detail[row].flags & 4 != 0 ? Verdict.left(.bot) : verdict
  }
}

/// M73: what a bot made of the conversations that customers began, by creation.
struct BotTable: StreamTable {
  let stream: FactStream<StartDetail>
  let asked: Asked

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    if verdict != 0 { return verdict }
    let detail = stream.detail[row]
    if detail.outcome == .none { return Verdict.left(.outbound) }
    return detail.outcomeSince > asked.now ? Verdict.left(.running) : Verdict.counts
  }

  @inline(__always) func classCode(_ row: Int) -> Int {
    switch stream.detail[row].outcome {
    case .contained: 0
    case .handedOff, .handedOffAndAbandoned: 1
    case .assisted: 2
    case .untouched, .none: 3
    case .abandoned: 4
    }
  }
}
