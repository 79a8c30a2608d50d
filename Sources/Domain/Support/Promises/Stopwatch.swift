import CivilTime

/// Counts the seconds of one target's clock from a start on.
struct Stopwatch {
  let start: Instant
  /// The hours that count; nothing where every hour does.
  let line: BusinessLine?
  /// Stretches in which it stands still, in order; the last one may have no end.
  let pauses: [(from: Instant, to: Instant?)]

  /// What it shows when.
  struct Marks {
    /// When it has counted as much as makes a promise one at risk, and as much as was promised; never, where no more
    /// hours are known to count.
    var atRisk: Instant?
    var reached: Instant?
    /// Until when it shows no more than was promised. The next second that counts begins here: at the end of a working
    /// day that is the next morning.
    var exceeded: Instant?
  }

  /// False where no calendar holds.
  var isRunning: Bool { line.map { $0.seconds(from: start, to: start) != nil } ?? true }

  /// Nothing where some part of the way has no calendar.
  func elapsed(until end: Instant) -> Int64? {
    spans(from: start, to: max(start, end))?.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
  }

  func marks(risk: Int64, promised: Int64) -> Marks {
    var marks = Marks(atRisk: risk == 0 ? start : nil, reached: promised == 0 ? start : nil)
    var total: Int64 = 0
    var from = start
    for days in Stopwatch.looks {
      let to = from + days * 86_400
      guard let spans = spans(from: from, to: to) else { break }
      for span in spans {
        let sum = total + (span.upperBound - span.lowerBound)
        if marks.atRisk == nil, sum >= risk { marks.atRisk = span.lowerBound + (risk - total) }
        if marks.reached == nil, sum >= promised { marks.reached = span.lowerBound + (promised - total) }
        if sum > promised {
          marks.exceeded = span.lowerBound + (promised - total)
          return marks
        }
        total = sum
      }
      from = to
    }
    return marks
  }

  /// How far to look ahead, in days: most targets are near, and after some thirty years there is nothing to find.
  private static let looks: [Int64] = [2, 4, 30] + Array(repeating: 365, count: 30)

  private func spans(from: Instant, to: Instant) -> [Range<Instant>]? {
    guard from < to else { return [] }
    guard let line else { return running([from..<to]) }
    return line.spans(from: from, to: to).map(running)
  }

  /// What pauses leave of spans.
  private func running(_ spans: [Range<Instant>]) -> [Range<Instant>] {
    guard !pauses.isEmpty else { return spans }
    var running: [Range<Instant>] = []
    var next = 0
    for span in spans {
      var from = span.lowerBound
      while next < pauses.count, let to = pauses[next].to, to <= from { next += 1 }
      var index = next
      while index < pauses.count, pauses[index].from < span.upperBound, from < span.upperBound {
        if pauses[index].from > from { running.append(from..<pauses[index].from) }
        from = max(from, pauses[index].to ?? span.upperBound)
        index += 1
      }
      if from < span.upperBound { running.append(from..<span.upperBound) }
    }
    return running
  }
}
