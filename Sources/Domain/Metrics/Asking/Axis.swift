import CivilTime

/// One dimension's codes, 0 to `size` − 1, and what they are called.
struct Axis {
  let dimension: Dimension
  /// What labels there are; a code is a label unless it has parts.
  let labels: [String]
  let parts: [[ConversationAxis.Part]]?
  let size: Int
  /// Where each label stands in the order of names.
  var ranks: [Int] {
    var ranks = [Int](repeating: 0, count: max(labels.count, 1))
    for (rank, code) in labels.indices.sorted(by: { labels[$0] < labels[$1] }).enumerated() { ranks[code] = rank }
    return ranks
  }
  /// Whether what the parts of one row come to is the row.
  let addsUp: Bool
  private let source: Source

  /// Where a row's code comes from.
  private enum Source {
    case conversation([UInt32])
    /// Labels of people's codes, where several codes are one person.
    case person(Crediting, labels: [UInt32])
    /// Where it matters when a row was, and in which source.
    case personThen(Crediting, PersonLabels, sources: [UInt8])
    case team(Crediting, Teams, sources: [UInt8])
    case time(LocalClock, unit: Int64, ofDay: [Int32])
    case own
  }

  init(
    _ dimension: Dimension, _ asked: Asked, _ clock: LocalClock, _ crediting: Crediting, classes: [String]
  ) {
    self.dimension = dimension
    var labels: [String] = []
    var parts: [[ConversationAxis.Part]]?
    var size: Int?
    var addsUp = true
    switch dimension {
    case .person where !asked.attribution.sharesRows:
      let people = asked.columns.personLabels()
      labels = people.names
      source =
        people.isTimeless
        ? .person(crediting, labels: people.always)
        : .personThen(crediting, people, sources: asked.columns.keys.sources)
    case .team where !asked.attribution.sharesRows:
      let teams = Teams(asked.columns)
      labels = teams.names
      source = .team(crediting, teams, sources: asked.columns.keys.sources)
    case .class:
      labels = classes
      source = .own
    case .day, .week, .month, .weekday, .hour:
      let ofDay: [Int32]
      (labels, ofDay) = Axis.days(dimension, over: asked.query.period, weekStart: asked.weekStart)
      source = .time(clock, unit: dimension == .hour ? 3_600 : 86_400, ofDay: ofDay)
    default:
      let axis = asked.columns.axis(of: dimension, at: asked.end, by: asked.attribution)
      labels = axis.labels
      parts = axis.parts
      size = axis.size
      addsUp = axis.addsUp
      source = .conversation(axis.codes)
    }
    self.labels = labels
    self.parts = parts
    self.size = size ?? max(labels.count, 1)
    self.addsUp = addsUp
  }

  /// The labels that a code stands for.
  func parts(of code: Int) -> [ConversationAxis.Part] { parts?[code] ?? [ConversationAxis.Part(label: code, share: 1)] }

  /// The codes by people, where a row's code is that of whoever did it.
  var labelsOfPeople: [UInt32]? {
    guard case .person(let crediting, let labels) = source, crediting.isActor else { return nil }
    return labels
  }

  private static func days(_ dimension: Dimension, over period: Period, weekStart: Int) -> ([String], [Int32]) {
    var names: [String] = []
    var ofDay: [Int32] = []
    func day(_ name: (LocalDay) -> String) {
      for offset in 0..<period.days {
        let label = name(period.from + offset)
        if names.last != label { names.append(label) }
        ofDay.append(Int32(names.count - 1))
      }
    }
    switch dimension {
    case .day: day(\.iso8601)
    case .week: day { ($0 + -(($0.weekday - weekStart + 7) % 7)).iso8601 }
    case .month: day { String($0.iso8601.prefix(7)) }
    case .weekday:
      names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
      ofDay = (0..<period.days).map { Int32((period.from + $0).weekday) }
    default: names = (0..<24).map(twoDigits)
    }
    return (names, ofDay)
  }

  /// Combines the codes worked out so far with this dimension's; which one it is, is asked once for all rows.
  ///
  /// - Parameter moments: a buffer for those of the rows.
  func append(
    to codes: inout MutableSpan<Int>, _ rows: Range<Int>, _ table: some RowTable, _ moments: inout [UInt32]
  ) {
    let start = rows.lowerBound
    let size = size
    switch source {
    case .conversation(let ofConversation):
      for row in rows {
        codes[row &- start] = codes[row &- start] &* size &+ Int(ofConversation[table.conversation(row)])
      }
    case .person(let crediting, let labels):
      for row in rows {
        codes[row &- start] = codes[row &- start] &* size &+ Int(labels[Int(crediting.person(table, row))])
      }
    case .personThen(let crediting, let people, let sources):
      for row in rows {
        let source = sources[table.conversation(row)]
        let label = people.label(of: crediting.person(table, row), in: source, at: table.at(row))
        codes[row &- start] = codes[row &- start] &* size &+ Int(label)
      }
    case .team(let crediting, let teams, let sources):
      for row in rows {
        let source = sources[table.conversation(row)]
        let team = teams.code(of: crediting.person(table, row), in: source, at: table.at(row))
        codes[row &- start] = codes[row &- start] &* size &+ team
      }
    case .own:
      for row in rows { codes[row &- start] = codes[row &- start] &* size &+ min(table.classCode(row), size &- 1) }
    case .time(let clock, let unit, let ofDay) where Axis.hasFewRuns(rows, of: table, unit):
      appendTime(to: &codes, inOrder: rows, table, clock, unit, ofDay)
    case .time(let clock, let unit, let ofDay):
      table.readMoments(of: rows, to: &moments)
      appendTime(to: &codes, moments.span.extracting(first: rows.count), clock, unit, ofDay)
    }
  }

  /// Rows in the order of time are a few runs of one day or hour each, whose ends are looked for; no moment between is read.
  private func appendTime(
    to codes: inout MutableSpan<Int>, inOrder rows: Range<Int>, _ table: some RowTable, _ clock: LocalClock,
    _ unit: Int64, _ ofDay: [Int32]
  ) {
    let size = size
    var row = rows.lowerBound
    while row < rows.upperBound {
      let at = table.at(row)
      var code = 0
      var end = at < clock.from ? clock.from : never
      if clock.holds(at) {
        let known = clock.unit(of: unit, around: Int64(at))
        code = Axis.code(in: known, clock, unit, ofDay)
        end = min(known.to, clock.to)
      }
      let next = Axis.first(in: row + 1..<rows.upperBound, from: end, of: table)
      for own in row..<next { codes[own &- rows.lowerBound] = codes[own &- rows.lowerBound] &* size &+ code }
      row = next
    }
  }

  /// Looking for the ends of many short runs would cost more than reading every moment.
  private static func hasFewRuns(_ rows: Range<Int>, of table: some RowTable, _ unit: Int64) -> Bool {
    guard !rows.isEmpty, table.areInOrder(rows) else { return false }
    return Int64(table.at(rows.upperBound - 1) - table.at(rows.lowerBound)) < 32 * unit
  }

  /// The first of rows in the order of time that is not before an instant.
  private static func first(in rows: Range<Int>, from instant: UInt32, of table: some RowTable) -> Int {
    var (low, high) = (rows.lowerBound, rows.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if table.at(middle) < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The code that all rows of a stretch share because they lie within one local hour, day, week or month.
  func code(ofAll stretch: Stretch) -> Int? {
    guard case .time(let clock, let unit, let ofDay) = source else { return nil }
    let known = clock.unit(of: unit, around: Int64(stretch.first))
    let code = Axis.code(in: known, clock, unit, ofDay)
    if stretch.last < known.to { return code }
    // Days of one name come again.
    guard dimension == .week || dimension == .month else { return nil }
    return Axis.code(in: clock.unit(of: unit, around: Int64(stretch.last)), clock, unit, ofDay) == code ? code : nil
  }

  private static func code(in known: LocalUnit, _ clock: LocalClock, _ unit: Int64, _ ofDay: [Int32]) -> Int {
    unit == 3_600 ? Int(known.local % 86_400 / 3_600) : Int(ofDay[clock.day(known.local)])
  }

  /// Rows lie mostly in the order of time, so the hour or day of one is that of the next: then nothing is worked out.
  private func appendTime(
    to codes: inout MutableSpan<Int>, _ moments: Span<UInt32>, _ clock: LocalClock, _ unit: Int64, _ ofDay: [Int32]
  ) {
    let size = size
    var known = LocalUnit.none
    var current = 0
    for offset in moments.indices {
      let at = moments[offset]
      // Rows of other times are in no group, and where they lie between the others, their days come in no order.
      if !known.holds(at), clock.holds(at) {
        known = clock.unit(of: unit, around: Int64(at))
        current = Axis.code(in: known, clock, unit, ofDay)
      }
      codes[offset] = codes[offset] &* size &+ current
    }
  }
}

/// In which team each person was when.
struct Teams {
  private(set) var names: [String] = [FactColumns.noTeam]
  /// By what a person is called at that moment.
  private var spans: [[(from: UInt32, to: UInt32, team: Int)]]
  private let people: PersonLabels

  init(_ columns: FactColumns) {
    let naming = columns.naming
    var table = NameTable<UInt32>(beginningWith: [FactColumns.noTeam])
    people = columns.personLabels()
    spans = people.names.map { person in
      naming.memberships.filter { $0.person == person }.map { ($0.from, $0.to, Int(table.code(of: $0.team))) }
    }
    names = table.names
  }

  @inline(__always) func code(of person: UInt16, in source: UInt8, at instant: UInt32) -> Int {
    let label = people.label(of: person, in: source, at: instant)
    for span in spans[Int(label)] where span.from <= instant && instant < span.to { return span.team }
    return 0
  }
}
