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
  static var noFiguresYet: EmptyState {
    beforeTheFirst("No figures yet", "every number is counted from its conversations")
  }

  /// What would fill a page, and what it shows then. Nobody is sent to what would be refused.
  static func beforeTheFirst(_ title: String, _ then: String) -> EmptyState {
    let asker = Asker.current
    let connect = asker.may(.connect) ? Way(text: "Connect a source", href: Route.sources.path + "#connect") : nil
    let upload = asker.may(.upload) ? Way(text: "Upload a file", href: Route.sources.path + "#upload") : nil
    let first =
      switch (connect, upload) {
      case (.some, _): "Connect a help desk or upload a file, and "
      case (nil, .some): "Upload a file, and "
      case (nil, nil): "As soon as a source is connected, "
      }
    return EmptyState(
      title: title, body: Sentence(.text("\(first)\(then).")), mainWay: connect ?? upload,
      otherWay: connect == nil ? nil : upload, command: "replyledger demo")
  }
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
    let trend = metric.isDrawable ? try await desk.course(of: metric) : nil
    let value = answer.sample > 0 || answer.count != nil ? metric.definition.words(of: answer.value) : nil
    self.init(
      id: metric.id, name: metric.name, href: desk.state.inDepth(metric).href, sentence: metric.definition.sentence,
      value: value.map { Figure($0, href: Route.rows(behind: answer.query)) }, note: answer.note,
      isFew: answer.isFew, trend: trend.flatMap { Sparkline($0.answer, $0.steps, desk.words) },
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

  /// What belongs under the value: its sample and spread, and what is not in it; or why there is none.
  var note: String {
    if value.isNothing {
      guard let missing = notAvailable.first else { return "no \(query.metric.definition.one) in this period" }
      return notAvailable.count == 1
        ? "not available from \(missing.source): \(missing.why)" : "not available: \(missing.why)"
    }
    let without =
      switch notAvailable.count {
      case 0: ""
      case 1: "without \(notAvailable[0].source)"
      case let many: "without \(many) sources"
      }
    return [valueNote, without].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private var valueNote: String {
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
