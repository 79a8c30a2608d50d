import CivilTime
import Metrics
import Runtime

/// What was asked on the command line, before settings and today's date make whole questions of it.
struct MetricQuestion: Equatable, Sendable {
  enum Span: Equatable, Sendable {
    case named(NamedPeriod)
    case days(Period)
  }

  var metrics: [Metric] = []
  var span = Span.named(.lastMonth)
  var by: [Dimension] = []
  var filters: [Filter] = []
  /// Nothing for the usual one of each number.
  var clock: Clock?
  var attribution: Attribution?
  var zone: String?
  /// The breakdown is the one by which a change is taken apart.
  var explains = false
  var statistic: ChangeAccount.Statistic?

  init(_ arguments: ArgumentList) throws(UsageError) {
    // Behind --where several conditions may stand, as in `--where source=facebook channel=messenger`.
    let isFiltered = !arguments.all("--where").isEmpty
    let conditions = isFiltered ? arguments.arguments.filter { $0.contains("=") } : []
    for word in arguments.arguments where !conditions.contains(word) { metrics.append(try Metric.named(word)) }
    guard !metrics.isEmpty else {
      throw UsageError("ID is missing", hint: "There are \(Metric.listed); “replyledger metric --list” explains them.")
    }
    try read(arguments, conditions)
  }

  /// One number, whatever the arguments are.
  init(_ metric: Metric, _ arguments: ArgumentList) throws(UsageError) {
    metrics = [metric]
    try read(arguments, [])
  }

  private mutating func read(_ arguments: ArgumentList, _ conditions: [String]) throws(UsageError) {
    span = try Span(arguments)
    if let text = arguments.option("--by") { by = try Dimension.all(in: text) }
    try readExplanation(arguments)
    for condition in arguments.all("--where") + conditions { try add(condition) }
    clock = try arguments.choice("--clock", as: Clock.self)
    attribution = try arguments.choice("--attribution", as: Attribution.self)
    zone = arguments.option("--zone")
  }

  private mutating func readExplanation(_ arguments: ArgumentList) throws(UsageError) {
    statistic = try arguments.choice("--statistic", as: ChangeAccount.Statistic.self)
    guard let text = arguments.option("--explain") else {
      if statistic != nil { throw UsageError("--statistic goes with --explain", hint: "Write --explain person.") }
      return
    }
    guard by.isEmpty else {
      throw UsageError("--explain names the breakdown itself", hint: "Leave --by away.")
    }
    by = try Dimension.all(in: text)
    explains = true
  }

  private mutating func add(_ condition: String) throws(UsageError) {
    let parts = condition.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw UsageError("--where “\(condition)” has no value", hint: "Write --where source=facebook.")
    }
    guard let dimension = Dimension(rawValue: parts[0]) else {
      throw .unknown("filter", parts[0], among: Dimension.allCases.filter(\.isFilter).map(\.rawValue))
    }
    guard dimension.isFilter else {
      throw UsageError("\(parts[0]) is no filter", hint: "Narrow the time with --from and --to.")
    }
    if let index = filters.firstIndex(where: { $0.dimension == dimension }) {
      filters[index].values.append(parts[1])
    } else {
      filters.append(Filter(dimension, [parts[1]]))
    }
  }

  /// The questions in full, one for each metric.
  func queries(under settings: Settings, zones: ZoneLibrary, now: Instant) throws -> [MetricQuery] {
    let name = zone ?? settings.workspace.timeZone
    let zone: Zone
    do { zone = try zones.zone(named: name) } catch { throw UsageError("\(error)") }
    let period = period(today: zone.day(of: now), weekStart: settings.workspace.weekStart)
    return try metrics.map { metric in
      let query = MetricQuery(
        metric, over: period, zone: name, clock: clock, attribution: attribution,
        by: standsWhole(metric) ? by.filter { !$0.isPersonal } : by, filters: filters)
      let problems = explains ? query.problemsOfChange(statistic) : query.problems
      if let problem = problems.first { throw UsageError(problem.why) }
      return query
    }
  }

  /// Among several numbers one that nobody is credited with stands whole beside those by person; asked for alone, it is
  /// a mistake that the asker should hear of.
  private func standsWhole(_ metric: Metric) -> Bool {
    metrics.count > 1 && by.contains(where: \.isPersonal) && metric.definition.attributions.isEmpty
  }

  /// What the answers do not show although it was asked for.
  var remarks: [String] {
    metrics.filter(standsWhole).map { "\($0.id) is not offered per person; it stands here for everybody." }
  }

  private func period(today: LocalDay, weekStart: Int) -> Period {
    switch span {
    case .days(let period): period
    case .named(let name): name.period(today: today, weekStart: weekStart)
    }
  }
}

extension MetricQuestion.Span {
  init(_ arguments: ArgumentList) throws(UsageError) {
    let named = try arguments.choice("--period", as: NamedPeriod.self)
    let from = try arguments.day("--from")
    let to = try arguments.day("--to")
    switch (named, from, to) {
    case (nil, nil, nil): self = .named(.lastMonth)
    case (let named?, nil, nil): self = .named(named)
    case (nil, let from?, let to?):
      guard let period = Period(from: from, to: to) else {
        throw UsageError(
          "--to \(to.iso8601) is not after --from \(from.iso8601)",
          hint: "--to is the day after the last one: for one day write --to \((from + 1).iso8601).")
      }
      self = .days(period)
    case (nil, _, _):
      throw UsageError("--from and --to belong together", hint: "Write --from 2026-10-01 --to 2026-11-01.")
    case (_?, _, _):
      throw UsageError("--period and --from/--to say the same thing twice", hint: "Leave one of them away.")
    }
  }
}

extension ArgumentList {
  fileprivate func day(_ name: String) throws(UsageError) -> LocalDay? {
    guard let text = option(name) else { return nil }
    guard let day = LocalDay(iso8601: text) else {
      throw UsageError("\(name) “\(text)” is no day of the calendar", hint: "Write a day such as 2026-10-31.")
    }
    return day
  }
}

extension Metric {
  fileprivate static func named(_ word: String) throws(UsageError) -> Metric {
    guard let metric = allCases.first(where: { $0.id.lowercased() == word.lowercased() }) else {
      throw .unknown(
        "number", word, among: allCases.map(\.id), list: "\(listed); “replyledger metric --list” explains them")
    }
    return metric
  }
}

extension Dimension {
  fileprivate static func all(in text: String) throws(UsageError) -> [Dimension] {
    var dimensions: [Dimension] = []
    for word in text.split(separator: ",").map(String.init) {
      guard let dimension = Dimension(rawValue: word) else {
        throw .unknown("breakdown", word, among: allCases.map(\.rawValue))
      }
      dimensions.append(dimension)
    }
    return dimensions
  }
}
