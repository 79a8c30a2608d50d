/// M59, M61, M62: ratings, by the time of the one that counts.
struct RatingTable: StreamTable, ShareTable {
  let stream: FactStream<RatingDetail>
  private let grades: RatingGrades

  init(_ columns: FactColumns) {
    stream = columns.ratings
    grades = columns.ratingGrades()
  }

  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }
  @inline(__always) func verdict(_ row: Int) -> UInt8 { stream.verdict[row] }
  @inline(__always) func isHit(_ row: Int) -> Bool { stream.detail[row].verdict == 2 }
  /// The place among the labels of the grades.
  func classCode(_ row: Int) -> Int { grades.code(of: stream.detail[row]) }
}

/// The grades that were given, each a score on its own scale: in the order of the scales, then of the scores.
struct RatingGrades {
  /// `4/5`. A choice of two has no points to count: bad is `0/1` and good is `1/1`.
  let labels: [String]
  private let keys: [UInt32]

  init(in stream: FactStream<RatingDetail>) {
    keys = Set((0..<stream.count).lazy.map { RatingGrades.key(stream.detail[$0]) }).sorted()
    labels = keys.map { RatingGrades.label(Int($0 & 0xFFFF), of: Int($0 >> 16)) }
  }

  /// Every rating has its grade here; there are few of them, whatever the scales are.
  func code(of rating: RatingDetail) -> Int {
    let key = RatingGrades.key(rating)
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func key(_ rating: RatingDetail) -> UInt32 { UInt32(rating.scale) << 16 | UInt32(rating.score) }

  private static func label(_ score: Int, of scale: Int) -> String {
    scale == 2 ? "\(max(0, score - 1))/1" : "\(score)/\(scale)"
  }
}

extension FactColumns {
  /// A walk over all ratings finds them, so they are kept until a row changes.
  func ratingGrades() -> RatingGrades {
    if let known = workedOut.grades { return known }
    let grades = RatingGrades(in: ratings)
    workedOut.grades = grades
    return grades
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
    if stream.detail.outcome(row) == .none { return Verdict.left(.outbound) }
    return stream.detail.outcomeSince[row] > asked.now ? Verdict.left(.running) : Verdict.counts
  }

  @inline(__always) func classCode(_ row: Int) -> Int {
    switch stream.detail.outcome(row) {
    case .contained: 0
    case .handedOff, .handedOffAndAbandoned: 1
    case .assisted: 2
    case .untouched, .none: 3
    case .abandoned: 4
    }
  }
}
