import CivilTime
import Markup
import Metrics

extension TeamPage {
  static func nothingYet(_ frame: PageFrame, _ tools: FigureTools) -> TeamPage {
    TeamPage(
      frame: frame, figureTools: tools, views: Tabs(label: "Views", tabs: []), filters: ActiveFilters(chips: []),
      lede: Sentence(), tiles: [], empty: .noFiguresYet)
  }

  /// - Parameters:
  ///   - widest: the widest view that one may choose.
  ///   - own: the reader's own name, where they have an account.
  init(
    _ frame: PageFrame, _ tools: FigureTools, _ facts: TeamFacts, _ view: BoardView, widest: BoardView, own: String?,
    _ desk: FigureDesk
  ) {
    let state = desk.state
    let board = Board(facts, view, own: own, desk)
    self.init(
      frame: frame, figureTools: tools, views: Tabs(view, widest: widest, state),
      filters: ActiveFilters(state),
      lede: view == .all ? Sentence(board, facts, desk.words) : Sentence(),
      tiles: [facts.net, facts.replies, facts.response, facts.satisfaction].map { FigureTile($0, facts, desk.words) },
      credit: Tabs(creditOf: .netClosures, state),
      notices: view == .own && board.rows.isEmpty ? [.nobodyOfThatName(own)] : [], board: board,
      trend: TrendSection(facts.course, before: nil, facts.steps, desk, title: "Net closures over time")?.noting(
        desk.notes, facts.steps.steps, desk.words),
      week: facts.hours.map { WeekSection($0, desk) })
  }
}

extension Tabs {
  fileprivate init(_ view: BoardView, widest: BoardView, _ state: FigureState) {
    let offered = BoardView.allCases.reversed().filter { $0 <= widest }
    self.init(
      label: "Views",
      tabs: offered.count < 2
        ? []
        : offered.map { one in
          let others = state.others.filter { $0.name != "show" } + [("show", one == widest ? nil : one.rawValue)]
          return Tab(title: one.title, href: state.with { $0.others = others }.href, isCurrent: one == view)
        })
  }
}

extension Tabs {
  /// Whose work it is: the same figures under another rule of credit.
  fileprivate init(creditOf metric: Metric, _ state: FigureState) {
    let offered = metric.definition.attributions
    self.init(
      label: "Credit",
      tabs: offered.map { one in
        Tab(
          title: one.title, href: state.with { $0.attribution = one == offered.first ? nil : one }.href,
          isCurrent: one == (state.attribution ?? offered.first))
      })
  }
}

extension Attribution {
  /// As short as a choice wants it.
  fileprivate var title: String {
    switch self {
    case .actor: "who acted"
    case .holderThen: "held it then"
    case .holderNow: "holds it now"
    case .participants: "everyone who took part"
    case .fairSplit: "split fairly"
    }
  }
}

extension Notice {
  fileprivate static func nobodyOfThatName(_ name: String?) -> Notice {
    guard let name else {
      return Notice(
        tone: .neutral, title: "Nobody is signed in here",
        body: "Your own rank stands here once you are signed in under the name by which the figures know you.")
    }
    return Notice(
      tone: .neutral, title: "No work in these days under the name \(name)",
      body: "Own ranks go by the name of the account: ask an admin to name yours as the list of people has it.")
  }
}

extension FigureTile {
  fileprivate init(_ answer: Answer, _ facts: TeamFacts, _ words: DayWords) {
    let metric = answer.query.metric
    let isWait = answer.summary != nil
    var lines: [Sentence] = []
    if let summary = answer.summary {
      lines.append(
        Sentence(
          .text("90 % within "), .figure(summary.ninety, href: Route.rows(behind: answer.query.whole)),
          .text(", n \(Figures.count(summary.n))")))
    }
    if case .share(let share) = answer.value, let range = WilsonRange(share) {
      lines.append(
        Sentence(
          .text("\(Int((range.low * 100).rounded())) to \(Figures.share(range.high)), n \(Figures.count(range.n))")))
    }
    self.init(
      definition: metric.definition.card(
        named: isWait ? "First response, half within" : nil, opensLeft: metric == .satisfaction),
      value: answer.value(opening: Route.rows(behind: answer.query.whole)), lines: lines,
      comparison: facts.changes[metric]?.sentence(words))
  }
}

extension Sentence {
  /// Who closed most, where anybody has enough for a rank.
  fileprivate init(_ board: Board, _ facts: TeamFacts, _ words: DayWords) {
    self.init()
    let first = board.rows.filter { $0.rank == 1 }
    guard let top = first.first, let net = top.net else { return }
    let span = words.within(facts.net.query.period)
    if first.count > 1 {
      parts = [
        .text("\(first.count) people share the first place \(span), each with "), .figure(net.text, href: net.href),
        .text(" net closures."),
      ]
    } else {
      parts = [
        .strong(top.name), .text(" closed most \(span): "), .figure(net.text, href: net.href), .text(" of "),
        .figure(
          facts.net.query.metric.definition.words(of: facts.net.value) ?? "0",
          href: Route.rows(behind: facts.net.query.whole)), .text(" net closures."),
      ]
    }
  }
}
