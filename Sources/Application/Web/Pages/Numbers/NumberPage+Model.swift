import CivilTime
import Markup
import Metrics

extension NumberPage {
  static func nothingYet(_ frame: PageFrame, _ tools: FigureTools, _ metric: Metric) -> NumberPage {
    NumberPage(
      frame: frame, figureTools: tools, chapter: metric.chapterWay(nil), filters: ActiveFilters(chips: []),
      lede: Sentence(), tiles: [], meaning: MeaningSection(metric.definition), empty: .noFiguresYet)
  }

  init(_ frame: PageFrame, _ tools: FigureTools, _ facts: NumberFacts, _ desk: FigureDesk) {
    let (state, words) = (desk.state, desk.words)
    self.init(
      frame: frame, figureTools: tools, chapter: facts.metric.chapterWay(state),
      filters: ActiveFilters(state),
      choices: FilterForm(facts, state), lede: Sentence(),
      figure: FigureTile(facts, words), tiles: Tile.beside(facts, state, words),
      exclusions: Exclusions(facts.answer), notices: Notice.missing(facts.answer) + Notice.estimated(facts.answer),
      trend: facts.course.flatMap {
        TrendSection($0, before: facts.courseBefore, facts.steps, desk)?.noting(
          desk.notes, facts.steps.steps, words)
      },
      week: facts.hours.map { WeekSection($0, desk) }, spread: SpreadSection(facts.answer, facts.values),
      reasons: facts.reasons.flatMap { ReasonsSection($0, facts.dimension, words) },
      breakdown: facts.parts.map { BreakdownTable($0, before: facts.partsBefore, facts, desk) },
      meaning: MeaningSection(facts.metric.definition))
  }
}

extension Metric {
  fileprivate func chapterWay(_ state: FigureState?) -> EmptyState.Way {
    let chapter = Chapter(of: self)
    guard let state else { return EmptyState.Way(text: "Numbers: \(chapter.title)", href: Route.allNumbers.path) }
    let list = state.with {
      $0.by = []
      $0.clock = nil
      $0.attribution = nil
    }
    return EmptyState.Way(text: "Numbers: \(chapter.title)", href: list.in(chapter).href)
  }
}

extension Notice {
  /// What something stood in for.
  static func estimated(_ answer: Answer) -> [Notice] {
    answer.estimates.map {
      Notice(
        tone: .neutral, title: "In part an estimate",
        body: Sentence(.text("\(Figures.count($0.count)) \($0.rule.words(for: $0.count)).")))
    }
  }

  /// A number that a source cannot supply says so, instead of nothing.
  static func missing(_ answer: Answer) -> [Notice] {
    guard !answer.notAvailable.isEmpty else { return [] }
    let lines = answer.notAvailable.map { "\($0.source): \($0.why)" }
    return [
      Notice(
        tone: .neutral, title: "Not available from every source",
        body: Sentence(.text(lines.joined(separator: "; ") + ".")))
    ]
  }
}

extension FigureTile {
  init(_ facts: NumberFacts, _ words: DayWords) {
    let answer = facts.answer
    let definition = facts.metric.definition
    var lines: [Sentence] = []
    if case .share(let share) = answer.value {
      lines.append(Sentence(.text("\(Figures.decimal(share.numerator)) of \(Figures.decimal(share.denominator))")))
    }
    if let waits = answer.openWaits {
      lines.append(
        Sentence(
          .figure(
            "\(Figures.count(waits.count)) still waiting",
            href: Route.rows(behind: answer.query.whole, leftOut: .waiting)),
          .text(", longest \(Figures.duration(seconds: Int(waits.longest)))")))
    }
    self.init(
      definition: definition.card(named: definition.headline),
      value: answer.value(opening: Route.rows(behind: answer.query)), lines: lines,
      comparison: facts.change?.sentence(words))
  }
}

extension Definition {
  /// What the large figure is.
  fileprivate var headline: String {
    kind == .duration || kind == .distribution ? "\(name), half within" : name
  }
}

extension Tile {
  /// The spread of the figure, and what it was before.
  fileprivate static func beside(_ facts: NumberFacts, _ state: FigureState, _ words: DayWords) -> [Tile] {
    let before = facts.change.flatMap { Tile($0, words) }
    return [spread(facts, state, words), before].compactMap { $0 }
  }

  private static func spread(_ facts: NumberFacts, _ state: FigureState, _ words: DayWords) -> Tile? {
    let definition = facts.metric.definition
    let rows = Route.rows(behind: facts.answer.query)
    switch facts.answer.value {
    case .durations(let summary):
      return Tile(
        label: "90 % within", value: Figure(definition.words(of: summary.p90), href: rows),
        small: "n \(Figures.count(summary.n))",
        lines: [
          Sentence(.text("mean \(definition.words(of: summary.mean))")),
          Sentence(
            .text("from \(definition.words(ofRow: summary.min)) to \(definition.words(ofRow: summary.max))")),
        ])
    case .share(let share):
      guard let range = WilsonRange(share), share.numerator <= share.denominator else { return nil }
      return ofRange(range, of: definition, rows)
    case .range(let range):
      return ofRange(range, of: definition, rows)
    case .count(let count) where definition.basis != .asOf && count >= 0:
      return average(count, state, words)
    case .none, .count, .amount, .score: return nil
    }
  }

  private static func ofRange(_ range: WilsonRange, of definition: Definition, _ rows: String) -> Tile {
    Tile(
      label: "Certain to 95 %",
      value: Figure("\(Int((range.low * 100).rounded())) to \(Figures.share(range.high))", href: rows),
      lines: [
        Sentence(.text("n \(Figures.count(range.n))")),
        Sentence(.text(range.n < Answer.fewest ? "too few to judge" : "the fewer, the wider")),
      ])
  }

  private static func average(_ count: Int, _ state: FigureState, _ words: DayWords) -> Tile? {
    let whole = min(state.period.days, words.today - state.period.from + 1)
    guard whole > 1 else { return nil }
    return Tile(
      label: "A day, on average", value: Figure(Figures.decimal((Double(count) / Double(whole) * 10).rounded() / 10)),
      lines: [Sentence(.text("over \(whole) days, \(words.span(state.period))"))])
  }

  private init?(_ change: Change, _ words: DayWords) {
    let before = change.before
    guard let text = before.query.metric.definition.words(of: before.value), !before.value.isNothing else { return nil }
    let label = change.reference(words)
    self.init(
      label: label.prefix(1).uppercased() + label.dropFirst(),
      value: Figure(text, href: Route.rows(behind: before.query)),
      lines: before.note.isEmpty ? [] : [Sentence(.text(before.note))])
  }
}

extension Clock {
  fileprivate var shortWords: String {
    switch self {
    case .calendar: "calendar time"
    case .business: "working hours"
    }
  }
}

extension FilterForm {
  init(_ facts: NumberFacts, _ state: FigureState) {
    let definition = facts.metric.definition
    let offered = facts.metric.breakdowns.filter { facts.showsPeople || $0 != .person }
    let listed = offered.contains(facts.dimension) ? offered : [facts.dimension] + offered
    var choices = [
      Choice(
        name: "by", title: "Broken down by",
        options: listed.map { Choice.Option(value: $0.rawValue, title: $0.title.lowercased()) },
        chosen: facts.dimension.rawValue)
    ]
    if definition.clocks.count > 1 {
      choices.append(
        Choice(
          name: "clock", title: "Clock",
          options: definition.clocks.map { Choice.Option(value: $0.rawValue, title: $0.shortWords) },
          chosen: state.query(facts.metric).effectiveClock.rawValue))
    }
    if !definition.attributions.isEmpty {
      choices.append(
        Choice(
          name: "attribution", title: "Credited to",
          options: definition.attributions.map { Choice.Option(value: $0.rawValue, title: $0.words) },
          chosen: state.query(facts.metric).effectiveAttribution.rawValue))
    }
    let own = choices.map(\.name)
    self.init(
      action: state.route.path,
      kept: state.pairs.filter { !own.contains($0.name) }.compactMap { pair in
        pair.value.map { PeriodPicker.Kept(name: pair.name, value: $0) }
      }, choices: choices)
  }
}

extension MeaningSection {
  init(_ definition: Definition) {
    let card = definition.card()
    var rows = [DefinitionCard.Row(term: "Number", meaning: card.metric)] + card.rows
    if !definition.needs.isEmpty {
      rows.append(
        DefinitionCard.Row(term: "Needs", meaning: definition.needs.map(\.words).joined(separator: ", ")))
    }
    for want in definition.wants {
      if let standIn = want.standIn {
        rows.append(DefinitionCard.Row(term: "Without “\(want.words)”", meaning: standIn))
      }
    }
    self.init(
      sentence: definition.sentence, rows: rows,
      cases: definition.edges.map { Case(when: $0.when, then: $0.then) })
  }
}
