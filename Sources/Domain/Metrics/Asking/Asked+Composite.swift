import CivilTime

/// Numbers that are made of others.
extension Asked {
  func composite() -> Answer? {
    switch query.metric {
    case .busiestTimes: busiestTimes()
    case .killRate: killRate()
    case .workloadConcentration: concentration()
    case .touchClasses: classShares(headline: "one_touch")
    case .botOutcomes: classShares(headline: "contained")
    case .meanScore: meanScore()
    case .happiness: happiness()
    case .satisfactionRange: satisfactionRange()
    case .surveyResponseRate where columns.surveys.isEmpty: notTold("no survey that was sent is known")
    case .identityCoverage: identityCoverage()
    case .contactRate: contactRate()
    default: nil
    }
  }

  private func notTold(_ why: String) -> Answer {
    .nothing(to: query, notAvailable: columns.sources.names.map { Answer.Unavailable(source: $0, why: why) })
  }

  private func sub(_ metric: Metric, by dimensions: [Dimension]? = nil) -> Answer {
    at((dimensions.map { query.by($0) } ?? query).asking(metric)).answer()
  }

  /// M12: per hour of the week, how many messages come in such an hour on average. An hour that a change of the clock
  /// leaves out, or brings twice, counts as often as it occurred.
  private func busiestTimes() -> Answer {
    let dimensions = query.by.isEmpty ? [Dimension.weekday, .hour] : query.by
    var answer = sub(.customerMessages, by: dimensions)
    guard dimensions.contains(.weekday), dimensions.contains(.hour) else { return answer }
    let hours = zone.hours(in: query.period, until: now)
    guard let weekday = dimensions.firstIndex(of: .weekday), let hour = dimensions.firstIndex(of: .hour) else {
      return answer
    }
    for index in answer.groups.indices {
      let group = answer.groups[index]
      let occurrences = hours["\(group.labels[weekday])\t\(group.labels[hour])"] ?? 0
      answer.groups[index].value =
        occurrences > 0 ? .amount(group.value.weight / occurrences) : .none
    }
    let all = hours.values.reduce(0, +)
    answer.value = all > 0 ? .amount(answer.value.weight / all) : .none
    answer.addsUp = false
    return answer
  }

  private func killRate() -> Answer {
    let done = sub(.resolutions)
    let created = sub(.conversationsCreated)
    var answer = done
    answer.value = .share(Share(numerator: done.value.weight, denominator: created.value.weight))
    answer.groups = ratios(done.groups, to: created.groups)
    answer.addsUp = query.by.isEmpty ? nil : false
    answer.sample = created.sample
    answer.excluded = created.excluded
    return answer
  }

  private func ratios(_ parts: [Answer.Group], to wholes: [Answer.Group]) -> [Answer.Group] {
    let known = Dictionary(parts.map { ($0.labels, $0.value.weight) }) { first, _ in first }
    var ratios = wholes.map { whole in
      Answer.Group(
        labels: whole.labels,
        value: .share(Share(numerator: known[whole.labels] ?? 0, denominator: whole.value.weight)),
        sample: whole.sample)
    }
    let wholeLabels = Set(wholes.map(\.labels))
    ratios += parts.filter { !wholeLabels.contains($0.labels) }.map {
      Answer.Group(labels: $0.labels, value: .share(Share(numerator: $0.value.weight, denominator: 0)), sample: 0)
    }
    return ratios
  }

  /// M74: what the busiest one and the busiest three wrote, of all; without names where the team is small.
  private func concentration() -> Answer {
    let replies = sub(.humanReplies, by: [.person])
    let counts = replies.groups.map(\.value.weight).sorted(by: >)
    let all = replies.value.weight
    var answer = replies
    func share(of first: Int) -> MetricValue {
      all > 0 ? .share(Share(numerator: counts.prefix(first).reduce(0, +), denominator: all)) : .none
    }
    answer.value = share(of: 1)
    answer.groups = [1, 3].map { first in
      Answer.Group(labels: ["top_\(first)"], value: share(of: first), sample: replies.sample)
    }
    answer.by = [.class]
    answer.addsUp = false
    return answer
  }

  /// M39 and M73: how large a part each class is of all that has one.
  private func classShares(headline: String) -> Answer {
    let others = query.by.filter { $0 != .class }
    guard let whole = at(query.by(others)).visit(Answering(at(query.by(others)), asIs: true)),
      let classes = visit(Answering(self, by: others + [.class]))
    else { return .nothing(to: query, notAvailable: []) }
    let wholes = Dictionary(whole.groups.map { ($0.labels, $0.value.weight) }) { first, _ in first }
    var answer = classes
    func share(_ group: Answer.Group) -> Share {
      let all = others.isEmpty ? whole.value.weight : wholes[Array(group.labels.dropLast())] ?? 0
      return Share(numerator: group.value.weight, denominator: all)
    }
    answer.groups = classes.groups.map {
      Answer.Group(labels: $0.labels, value: .share(share($0)), sample: $0.sample)
    }
    let wanted = query.filters.first { $0.dimension == .class }.map { Set($0.values) } ?? [headline]
    let hits = classes.groups.filter { wanted.contains($0.labels.last ?? "") }
    // Groups may overlap, so the whole is not made of them.
    let undivided =
      others.isEmpty ? classes : at(query.by([.class])).visit(Answering(at(query.by([.class])))) ?? classes
    let all = undivided.groups.filter { wanted.contains($0.labels.last ?? "") }
    answer.value = .share(
      Share(numerator: all.reduce(0) { $0 + $1.value.weight }, denominator: whole.value.weight))
    if !others.isEmpty, !query.by.contains(.class) {
      answer.by = others
      answer.groups = whole.groups.map { group in
        let own = hits.filter { Array($0.labels.dropLast()) == group.labels }
        return Answer.Group(
          labels: group.labels,
          value: .share(
            Share(numerator: own.reduce(0) { $0 + $1.value.weight }, denominator: group.value.weight)),
          sample: group.sample)
      }
    }
    answer.sample = whole.sample
    answer.addsUp = query.by.isEmpty ? true : whole.addsUp
    return answer
  }

  /// M82: which part of the work is a known person's, is about a product, and is for a client.
  private func identityCoverage() -> Answer {
    let known = columns.naming.listedNames
    let parts: [(name: String, dimension: Dimension, isKnown: (String) -> Bool)] = [
      ("people", .person, known.contains), ("products", .product, { $0 != ProductRules.unmapped }),
      ("clients", .client, { $0 != ClientRules.none }),
    ]
    let others = query.by.filter { $0 != .class }
    let wanted = query.filters.first { $0.dimension == .class }?.values ?? parts.map(\.name)
    var answer = sub(.workUnits, by: [])
    var groups: [Answer.Group] = []
    for part in parts where wanted.contains(part.name) {
      let dimensions = others.contains(part.dimension) ? others : others + [part.dimension]
      guard let place = dimensions.firstIndex(of: part.dimension) else { continue }
      let found = sub(.workUnits, by: dimensions)
      groups += found.groups.coverage(by: others.count, as: part.name) { part.isKnown($0.labels[place]) }
    }
    let isByClass = query.by.isEmpty || query.by.contains(.class)
    // Groups may overlap, so the whole is not made of them.
    let isWhole = others.isEmpty
    answer.value = isWhole ? groups.whole(of: wanted.first ?? "people") : at(query.by([])).identityCoverage().value
    answer.groups = isByClass ? groups : groups.filter { $0.labels.last == wanted.first }.withoutLastLabels
    answer.by = isByClass ? others + [.class] : others
    answer.addsUp = nil
    return answer
  }

  // MARK: - Ratings

  /// M61: never across scales.
  private func meanScore() -> Answer {
    let others = query.by.filter { $0 != .class }
    guard let classes = visit(Answering(self, by: others + [.class])) else {
      return .nothing(to: query, notAvailable: [])
    }
    var answer = classes
    answer.value = RatingTable.mean(grades(classes, by: others))
    if query.by.contains(.class) || query.by.isEmpty { return answer }
    answer.groups = classes.groups.byLeadingLabels { RatingTable.mean($0) }
    answer.by = others
    answer.addsUp = nil
    return answer
  }

  /// M62: the part that is great less the part that is not good, in points.
  private func happiness() -> Answer {
    let others = query.by.filter { $0 != .class }
    guard let classes = visit(Answering(self, by: others + [.class])) else {
      return .nothing(to: query, notAvailable: [])
    }
    var answer = classes
    answer.value = RatingTable.happiness(grades(classes, by: others))
    answer.groups = others.isEmpty ? classes.groups : classes.groups.byLeadingLabels { RatingTable.happiness($0) }
    if !others.isEmpty {
      answer.by = others
      answer.addsUp = nil
    }
    return answer
  }

  /// All ratings by their grade. Groups may overlap, so the whole is not made of them.
  private func grades(_ classes: Answer, by others: [Dimension]) -> [Answer.Group] {
    guard !others.isEmpty else { return classes.groups }
    let undivided = at(query.by([.class]))
    return undivided.visit(Answering(undivided))?.groups ?? []
  }

  /// M63: between which values the share lies, at 95 %, as Wilson has it.
  private func satisfactionRange() -> Answer {
    var answer = sub(.satisfaction)
    answer.groups = answer.groups.map { group in
      var group = group
      group.value = group.value.range
      return group
    }
    answer.value = answer.value.range
    answer.addsUp = nil
    return answer
  }
}

extension MetricValue {
  fileprivate var range: MetricValue {
    guard case .share(let share) = self, let range = WilsonRange(share) else { return .none }
    return .range(range)
  }
}

extension [Answer.Group] {
  /// Which part of the weight is known, for all that have the same first labels.
  fileprivate func coverage(by count: Int, as name: String, _ isKnown: (Answer.Group) -> Bool) -> [Answer.Group] {
    var order: [[String]] = []
    var found: [[String]: (share: Share, sample: Int)] = [:]
    for group in self {
      let labels = [String](group.labels.prefix(count))
      if found[labels] == nil { order.append(labels) }
      found[labels, default: (Share(numerator: 0, denominator: 0), 0)].share.denominator += group.value.weight
      found[labels]?.share.numerator += isKnown(group) ? group.value.weight : 0
      found[labels]?.sample += group.sample
    }
    return order.compactMap { labels in
      found[labels].map { Answer.Group(labels: labels + [name], value: .share($0.share), sample: $0.sample) }
    }
  }

  /// All groups of a class together.
  fileprivate func whole(of name: String) -> MetricValue {
    let shares = filter { $0.labels.last == name }.compactMap { group -> Share? in
      if case .share(let share) = group.value { share } else { nil }
    }
    return .share(
      Share(
        numerator: shares.reduce(0) { $0 + $1.numerator }, denominator: shares.reduce(0) { $0 + $1.denominator }))
  }

  fileprivate var withoutLastLabels: [Answer.Group] {
    map { Answer.Group(labels: $0.labels.dropLast(), value: $0.value, sample: $0.sample) }
  }

  /// One group for all that differ in their last label only.
  func byLeadingLabels(_ value: ([Answer.Group]) -> MetricValue) -> [Answer.Group] {
    var order: [[String]] = []
    var found: [[String]: [Answer.Group]] = [:]
    for group in self {
      let labels = [String](group.labels.dropLast())
      if found[labels] == nil { order.append(labels) }
      found[labels, default: []].append(group)
    }
    return order.map { labels in
      let groups = found[labels] ?? []
      return Answer.Group(labels: labels, value: value(groups), sample: groups.reduce(0) { $0 + $1.sample })
    }
  }
}

extension RatingTable {
  private static func grade(_ group: Answer.Group) -> (score: Int, scale: Int)? {
    let parts = (group.labels.last ?? "").split(separator: "/").compactMap { Int($0) }
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }

  /// Twice the point in the middle of a scale; they begin with 1, but for a choice of two.
  private static func doubleMiddle(of scale: Int) -> Int { scale == 1 ? 1 : scale + 1 }

  static func mean(_ groups: [Answer.Group]) -> MetricValue {
    let grades = groups.compactMap { group in grade(group).map { ($0, group.value.weight) } }
    guard let scale = grades.first?.0.scale, grades.allSatisfy({ $0.0.scale == scale }) else { return .none }
    let n = grades.reduce(0) { $0 + $1.1 }
    return .score(grades.reduce(0) { $0 + Double($1.0.score) * $1.1 } / n, n: Int(n.rounded()))
  }

  static func happiness(_ groups: [Answer.Group]) -> MetricValue {
    let grades = groups.compactMap { group in grade(group).map { ($0, group.value.weight) } }
    let n = grades.reduce(0) { $0 + $1.1 }
    guard n > 0 else { return .none }
    let points = grades.reduce(0.0) { sum, grade in
      let middle = doubleMiddle(of: grade.0.scale)
      let score = 2 * grade.0.score
      return sum + (score > middle ? grade.1 : score < middle ? -grade.1 : 0)
    }
    return .score(points / n * 100, n: Int(n.rounded()))
  }
}

extension Zone {
  /// How often each local hour of the week occurs in a period, as far as it is over: by `Monday⇥09`. A change of the clock
  /// by half an hour makes half an occurrence.
  fileprivate func hours(in period: Period, until now: UInt32) -> [String: Double] {
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    var quarters = [Int](repeating: 0, count: 7 * 24)
    for offset in 0..<period.days {
      let day = period.from + offset
      var instant = start(of: day)
      let end = start(of: day + 1)
      while instant < end, instant.seconds <= Int64(now) {
        quarters[day.weekday * 24 + secondOfDay(of: instant) / 3_600] += 1
        instant = instant + 900
      }
    }
    let found = quarters.enumerated().filter { $0.element > 0 }
    return Dictionary(
      uniqueKeysWithValues: found.map { place, count in
        ("\(names[place / 24])\t\(twoDigits(place % 24))", Double(count) / 4)
      })
  }
}
