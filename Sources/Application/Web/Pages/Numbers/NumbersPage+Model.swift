import CivilTime
import Markup
import Metrics

extension NumbersPage {
  init(
    _ frame: PageFrame, _ tools: FigureTools, _ chapter: Metrics.Chapter, _ state: FigureState,
    table: NumberTable?
  ) {
    self.init(
      frame: frame, figureTools: tools,
      chapters: Tabs(
        label: "Chapters",
        tabs: Metrics.Chapter.allCases.map { one in
          Tabs.Tab(title: one.title, href: state.in(one).href, isCurrent: one == chapter)
        }),
      filters: ActiveFilters(state),
      table: table,
      index: Metrics.Chapter.allCases.map { one in
        NumbersPage.Chapter(
          title: one.title,
          entries: one.metrics.map { Chapter.Entry(id: $0.id, name: $0.name, href: state.inDepth($0).href) })
      },
      empty: table == nil ? .noFiguresYet : nil)
  }
}

extension EmptyState {
  /// Before the first conversation.
  static let noFiguresYet = EmptyState(
    title: "No figures yet",
    body: "Connect a source or upload a file of conversations: every number below is counted from them.",
    mainWay: Way(text: "Go to Sources", href: Route.sources.path), command: "replyledger demo")
}

extension FigureState {
  func `in`(_ chapter: Metrics.Chapter) -> FigureState {
    with {
      $0.route = .allNumbers
      $0.others = [("chapter", chapter == .volume ? nil : chapter.rawValue)]
    }
  }

  /// The page of one number, in the same days.
  func inDepth(_ metric: Metric) -> FigureState {
    with {
      $0.route = .oneNumber(id: metric.id)
      $0.others = []
      $0.by = []
      $0.clock = nil
      $0.attribution = nil
      $0.filters.removeAll { $0.dimension.isPersonal && metric.definition.attributions.isEmpty }
    }
  }
}

extension NumberTable {
  init(_ rows: [NumberTable.Row], of chapter: Metrics.Chapter, _ desk: FigureDesk) {
    let earlier = desk.earlier(desk.state.query(.conversationsCreated))
    self.init(
      title: chapter.title, aside: desk.words.span(desk.state.period),
      changeHead: earlier.map { "Against \(desk.words.days($0))" }, rows: rows)
  }
}

extension NumberTable.Row {
  init(_ metric: Metric, _ desk: FigureDesk) async throws {
    let answer = try await desk.answer(metric)
    let steps = TimeSteps.trend(of: desk.state.period, today: desk.words.today, weekStart: desk.weekStart)
    let trend = metric.isDrawable ? try await desk.answer(metric, by: [steps.dimension], over: steps.period) : nil
    let value = answer.sample > 0 || answer.count != nil ? metric.definition.words(of: answer.value) : nil
    self.init(
      id: metric.id, name: metric.name, href: desk.state.inDepth(metric).href, sentence: metric.definition.sentence,
      value: value.map { Figure($0, href: Route.rows(behind: answer.query)) }, note: answer.note,
      isFew: answer.isFew, trend: trend.flatMap { Sparkline($0, steps, desk.words) },
      change: try await desk.change(of: answer)?.short)
  }
}

extension Metric {
  /// Whether one value for each day is what it has to say.
  var isDrawable: Bool { ![.busiestTimes, .distribution].contains(self) }
}

extension Answer {
  /// Shown in grey, and never ranked.
  var isFew: Bool { value.isFew(of: sample) }

  /// What belongs under the value: its sample and spread, or why there is none.
  var note: String {
    if let missing = notAvailable.first {
      return notAvailable.count == 1
        ? "not available from \(missing.source): \(missing.why)" : "not available: \(missing.why)"
    }
    if value.isNothing { return "no \(query.metric.definition.one) in this period" }
    let few = isFew ? ", too few to judge" : ""
    switch value {
    case .durations(let summary):
      return "90 % within \(query.metric.definition.words(of: summary.p90)), n \(Figures.count(summary.n))\(few)"
    case .share(let share):
      return "\(Figures.decimal(share.numerator)) of \(Figures.decimal(share.denominator))\(few)"
    case .score(_, let n): return "n \(Figures.count(n))\(few)"
    case .range(let range): return "n \(Figures.count(range.n))\(few)"
    case .none, .count, .amount: return ""
    }
  }
}

extension MetricValue {
  /// Counts are what they are; whatever is an average or a share needs five.
  func isFew(of sample: Int) -> Bool {
    switch self {
    case .none, .count, .amount: false
    case .durations(let summary): summary.n < Answer.fewest
    case .share(let share): share.denominator < Double(Answer.fewest)
    case .score(_, let n): n < Answer.fewest
    case .range(let range): range.n < Answer.fewest
    }
  }
}
