import CivilTime

extension Facts {
  /// What became of everything that the rules promise to this conversation, as of all that is known of it.
  ///
  /// The target is that of the first rule that covers the conversation, by its priority and place at the time; another
  /// one before the decision replaces it, with the same start (METRICS §10, M54). Derive the facts under the same rules.
  ///
  /// - Parameter warning: how many hundredths of the promised time make a promise one at risk.
  package func decisions(under rules: Rules, warningAt warning: Int64 = 80) -> [Decision] {
    guard !rules.targets.isEmpty, !stays.isEmpty else { return [] }
    let judge = Judge(facts: self, rules: rules, warning: warning)
    return judge.replies() + judge.resolutions()
  }
}

/// Holds what was promised against what happened.
struct Judge {
  let facts: Facts
  let rules: Rules
  let warning: Int64
  /// From when on which of the targets is in force.
  private let terms: [Term]
  /// The hours of each of these targets.
  private let lines: [Int: BusinessLine?]
  private let asides: [(from: Instant, to: Instant?)]

  struct Term {
    var since: Instant
    var target: Int?
  }

  /// How something ended.
  struct End {
    var at: Instant
    var isReply: Bool
    var holder: Actor?
  }

  init(facts: Facts, rules: Rules, warning: Int64) {
    self.facts = facts
    self.rules = rules
    self.warning = warning
    var terms: [Term] = []
    for stay in facts.stays {
      let target = rules.targets.firstIndex { $0.covers(stay.place) }
      if terms.isEmpty || terms.last?.target != target { terms.append(Term(since: stay.since, target: target)) }
    }
    self.terms = terms
    lines = Dictionary(
      terms.compactMap { $0.target.map { ($0, rules.targets[$0].line(rules.clock)) } },
      uniquingKeysWith: { first, _ in first })
    asides = rules.targets.contains(where: \.pausesWhileWaiting) ? facts.asides : []
  }

  func replies() -> [Decision] {
    facts.waits.indices.compactMap { index in
      let wait = facts.waits[index]
      let end: End? =
        switch wait.end {
        case .answered(let at, _): End(at: at, isReply: true, holder: wait.holder)
        case .unanswered(let at): End(at: at, isReply: false, holder: wait.holder)
        case .open(let lapses): lapses.map { End(at: $0, isReply: false, holder: wait.holder) }
        }
      guard var decision = decide(index == 0 ? .firstReply : .nextReply, since: wait.since, end) else { return nil }
      decision.wait = index
      // A later wait that ends with the closing is judged by the time that it took.
      if index == 0, decision.outcome == .met, end?.isReply == false { decision.outcome = .closedWithoutReply }
      return decision
    }
  }

  /// From the customer's first message to the first done after it; again after a reopen where the target says so.
  func resolutions() -> [Decision] {
    guard let asked = facts.firstQuestion else { return [] }
    var decisions: [Decision] = []
    var isFirst = true
    for episode in facts.episodes {
      if let closing = episode.closing, closing.at < asked { continue }
      let start = isFirst ? asked : episode.reopen?.question ?? episode.start
      let restarts = target(at: start).map { rules.targets[$0].restartsOnReopen } ?? false
      defer { isFirst = false }
      guard isFirst || restarts else { continue }
      let end = episode.closing.map { End(at: $0.at, isReply: false, holder: $0.holder) }
      if let decision = decide(.resolution, since: start, end) { decisions.append(decision) }
    }
    return decisions
  }

  private func target(at instant: Instant) -> Int? { terms.last { $0.since <= instant }?.target }

  private func decide(_ kind: Decision.Kind, since start: Instant, _ end: End?) -> Decision? {
    for (index, term) in terms.enumerated() {
      let until = index + 1 < terms.count ? terms[index + 1].since : nil
      if let until, until <= start { continue }
      let isLast = until.map { until in end.map { $0.at < until } ?? false } ?? true
      let decision = decision(kind, by: term, since: start, end)
      if isLast { return decision }
      if let decision, decision.outcome == .missed, let at = decision.decidedAt, let until, at < until {
        return decision
      }
    }
    return nil
  }

  /// What becomes of it if this target stays in force.
  private func decision(_ kind: Decision.Kind, by term: Term, since start: Instant, _ end: End?) -> Decision? {
    guard let number = term.target, let promised = rules.targets[number].seconds(for: kind) else { return nil }
    let watch = stopwatch(for: number, kind, since: start)
    guard watch.isRunning else { return nil }
    let marks = watch.marks(risk: (promised * warning + 99) / 100, promised: promised)
    let elapsed = end.flatMap { watch.elapsed(until: $0.at) }
    if end != nil, elapsed == nil { return nil }
    var decision = Decision(
      kind: kind, target: number, promised: promised, startedAt: start, dueAt: marks.reached,
      atRiskAt: marks.atRisk, outcome: .missed, endedAt: end?.at, elapsed: elapsed)
    if let end, let elapsed, elapsed <= promised {
      decision.outcome = .met
      decision.decidedAt = end.at
      decision.holder = end.holder
    } else if let broken = marks.exceeded {
      let at = max(broken, term.since)
      decision.decidedAt = at
      decision.holder = facts.circumstances.holder.value(at: at)
    }
    return decision
  }

  private func stopwatch(for target: Int, _ kind: Decision.Kind, since start: Instant) -> Stopwatch {
    let pauses = kind == .resolution && rules.targets[target].pausesWhileWaiting
    return Stopwatch(start: start, line: lines[target] ?? nil, pauses: pauses ? asides : [])
  }
}

extension Target {
  /// The hours that count; nothing where every hour does.
  fileprivate func line(_ clock: BusinessClock) -> BusinessLine? {
    switch self.clock {
    case .calendarTime: nil
    case .business(let calendar): BusinessLine(calendar: calendar, of: clock)
    }
  }

  func seconds(for kind: Decision.Kind) -> Int64? {
    switch kind {
    case .firstReply: firstReply
    case .nextReply: nextReply
    case .resolution: resolution
    }
  }
}

extension Facts {
  /// The stretches in pending and on hold.
  fileprivate var asides: [(from: Instant, to: Instant?)] {
    guard let first = episodes.first else { return [] }
    var asides: [(from: Instant, to: Instant?)] = []
    for period in states.periods(from: first.start) where period.value == .pending || period.value == .onHold {
      if let last = asides.indices.last, asides[last].to == period.since {
        asides[last].to = period.until
      } else {
        asides.append((period.since, period.until))
      }
    }
    return asides
  }
}
