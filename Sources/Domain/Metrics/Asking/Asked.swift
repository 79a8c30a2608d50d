import CivilTime

/// A question with everything that deciding about a row needs: looked up once, read for every row.
struct Asked {
  let query: MetricQuery
  let columns: FactColumns
  let zone: Zone
  let weekStart: Int
  /// The period, cut off at the present: what silence would only do later has not happened.
  let from: UInt32
  let to: UInt32
  /// The end of the period, also where it lies ahead.
  let end: UInt32
  /// What is known by then counts.
  let now: UInt32
  let clock: Clock
  let attribution: Attribution

  init(_ query: MetricQuery, over columns: FactColumns, in zone: Zone, asOf: Instant, weekStart: Int) {
    self.query = query
    self.columns = columns
    self.zone = zone
    self.weekStart = weekStart
    let interval = query.period.interval(in: zone)
    now = seconds(asOf)
    from = seconds(interval.from)
    end = min(seconds(interval.to), query.until.map(seconds) ?? never)
    to = min(end, now == never ? now : now + 1)
    clock = query.effectiveClock
    attribution = query.effectiveAttribution
  }

  var isBusiness: Bool { clock == .business }

  /// The moment that questions “as of” look at: the end of the period, or now while it runs.
  var moment: UInt32 { to }

  /// The same question at another moment.
  func at(_ query: MetricQuery) -> Asked {
    Asked(query, over: columns, in: zone, asOf: Instant(seconds: Int64(now)), weekStart: weekStart)
  }
}
