import CivilTime
import Markup
import Metrics
import Runtime

extension PromisesPage {
  static func nothingYet(_ frame: PageFrame, _ tools: FigureTools) -> PromisesPage {
    PromisesPage(
      frame: frame, figureTools: tools, filters: ActiveFilters(chips: []), lede: Sentence(), promises: [], backlog: [],
      empty: .noFiguresYet)
  }

  init(
    _ frame: PageFrame, _ tools: FigureTools, _ facts: PromiseFacts, targets: [Settings.Target], _ desk: FigureDesk
  ) {
    let (state, words) = (desk.state, desk.words)
    let hasPromises = facts.hasPromises || !targets.isEmpty
    self.init(
      frame: frame, figureTools: tools,
      filters: ActiveFilters(state),
      lede: Sentence(facts, hasPromises: hasPromises, words),
      notices: hasPromises ? [] : [.noPromises],
      promises: hasPromises
        ? (PromiseFacts.shares + [.breaches, .atRisk]).compactMap { metric in
          facts.promises[metric].map { FigureTile($0, facts, words) }
        } : [],
      exclusions: hasPromises ? facts.promises[.firstReplyPromise].map { Exclusions($0) } : nil,
      attainment: hasPromises ? AttainmentTable(facts, desk) : nil,
      targets: targets.isEmpty ? nil : TargetTable(rows: targets.map { TargetTable.Row($0) }),
      backlog: PromiseFacts.stocks.compactMap { metric in facts.stock[metric].map { FigureTile($0, facts, words) } },
      account: Account(facts, words),
      course: TrendSection(facts.course, before: nil, facts.steps, desk, title: "Backlog").map { section in
        var section = section
        // The table of the flow holds both.
        section.table.rows = []
        return section.noting(desk.notes, facts.steps.steps, words)
      },
      flow: TrendSection(flowOf: facts, desk)?.noting(desk.notes, facts.steps.steps, words),
      age: facts.stock[.backlogAge].flatMap { SpreadSection($0, facts.ages, title: "How old the backlog is") },
      waiting: WaitingList(facts.waiting, words),
      choices: FilterForm(by: facts.dimension, state))
  }
}

extension Notice {
  /// Without a promise there is nothing to keep; targets are the administrator's to set.
  fileprivate static let noPromises = Notice(
    tone: .neutral, title: "Nothing is promised yet",
    body: Sentence(
      .text("Write what you promise into the settings, for example "),
      .strong("rules: {sla: [{priority: urgent, first_reply: 1h, resolution: 8h}]}"),
      .text(", and these pages show how much of it was kept, for the past as well.")))
}

extension Sentence {
  /// What will soon be broken, what was, and who waits.
  fileprivate init(_ facts: PromiseFacts, hasPromises: Bool, _ words: DayWords) {
    self.init()
    if hasPromises, let risk = facts.promises[.atRisk], let broken = facts.promises[.breaches] {
      let count = risk.count ?? 0
      parts += [
        count == 0
          ? .text("No promise is at risk now")
          : .figure(Figures.count(count, "promise", "promises"), href: Route.rows(behind: risk.query.whole)),
        .text(count == 0 ? "; " : count == 1 ? " is at risk now; " : " are at risk now; "),
        .figure(Figures.count(broken.count ?? 0), href: Route.rows(behind: broken.query.whole)),
        .text(" \((broken.count ?? 0) == 1 ? "was" : "were") broken \(words.within(broken.query.period)). "),
      ]
    }
    guard let waiting = facts.stock[.waitingOnUs], let count = waiting.count else { return }
    parts.append(
      .figure(Figures.count(count, "conversation", "conversations"), href: Route.rows(behind: waiting.query)))
    let longest = facts.waiting.longest.first.map {
      ", the longest for \(Figures.duration(seconds: Int(words.now - $0.since)))"
    }
    parts.append(.text(" \(count == 1 ? "waits" : "wait") on us\(longest ?? "")."))
  }
}

extension FigureTile {
  fileprivate init(_ answer: Answer, _ facts: PromiseFacts, _ words: DayWords) {
    let metric = answer.query.metric
    var lines: [Sentence] = []
    switch answer.value {
    case .share(let share):
      if let range = WilsonRange(share) {
        lines.append(
          Sentence(
            .text(
              "\(Figures.decimal(share.numerator)) of \(Figures.decimal(share.denominator)), "
                + "\(Int((range.low * 100).rounded())) to \(Figures.share(range.high))")))
      }
    case .durations(let summary):
      lines.append(
        Sentence(
          .text("90 % within "), .figure(summary.ninety, href: Route.rows(behind: answer.query.whole)),
          .text(", n \(Figures.count(summary.n))")))
    default: break
    }
    self.init(
      definition: metric.definition.card(
        named: metric == .backlogAge ? "Backlog age, half within" : nil,
        opensLeft: [.atRisk, .backlogAge].contains(metric)),
      value: answer.value(opening: Route.rows(behind: answer.query.whole)), lines: lines,
      comparison: facts.changes[metric]?.sentence(words))
  }
}

extension Account {
  /// The backlog of the eve, what came in and back, what was done, and what is left: checked against the backlog itself.
  fileprivate init?(_ facts: PromiseFacts, _ words: DayWords) {
    guard let opening = facts.opening?.count, let closing = facts.stock[.backlog]?.count else { return nil }
    let period = facts.flow.query.period
    func line(_ sign: Sign, _ label: String, _ name: String) -> (line: Line, count: Int) {
      let value = facts.flow.groups.first { $0.labels == [name] }?.value.plain ?? 0
      let count = Int(abs(value).rounded())
      let rows = Route.rows(behind: facts.flow.query.whole.narrowed(to: .class, name))
      return (Line(sign: sign, label: label, figure: Figure(Figures.count(count), href: rows)), count)
    }
    let created = line(.plus, "came in", "created")
    let reopened = line(.plus, "came back", "reopened")
    let resolved = line(.minus, "were done", "resolved")
    let sum = opening + created.count + reopened.count - resolved.count
    let end = words.isRunning(period) ? "are open now" : "were open at the end of \(words.day(period.to + -1))"
    self.init(
      caption: "How the backlog came about", unit: "Conversations",
      lines: [
        Line(
          sign: .none, label: "were open at the end of \(words.day(period.from + -1))",
          figure: Figure(Figures.count(opening), href: facts.opening.map { Route.rows(behind: $0.query) })),
        created.line, reopened.line, resolved.line,
      ],
      total: Line(
        sign: .none, label: end,
        figure: Figure(Figures.count(closing), href: facts.stock[.backlog].map { Route.rows(behind: $0.query) })),
      check: sum == closing
        ? .balances("flow explains the backlog")
        : .differs("the flow comes to \(Figures.count(sum)): \(Figures.count(abs(sum - closing))) apart"))
  }
}

extension TargetTable.Row {
  fileprivate init(_ target: Settings.Target) {
    let who = [
      target.priority.map { "priority \($0)" }, target.client.map { "client \($0)" },
      target.inbox.map { "inbox \($0)" }, target.source.map { "source \($0)" },
    ].compactMap { $0 }
    let span = { (duration: Duration?) in
      duration.map { Figures.duration(seconds: Int($0.components.seconds)) } ?? ""
    }
    let clock: String =
      switch target.clock {
      case .calendarTime: "every hour"
      case .business(let name): "hours of \(name)"
      }
    self.init(
      who: who.isEmpty ? "everything else" : who.joined(separator: ", "), firstReply: span(target.firstReply),
      nextReply: span(target.nextReply), resolution: span(target.resolution),
      clock: clock + (target.pausesWhileWaiting ? ", not while pending" : ""))
  }
}

extension FilterForm {
  /// By what promises are broken down.
  fileprivate init(by dimension: Dimension, _ state: FigureState) {
    let offered: [Dimension] = [.priority, .inbox, .source, .client, .team, .person, .channel, .product]
    let listed = offered.contains(dimension) ? offered : [dimension] + offered
    self.init(
      action: state.route.path,
      kept: state.pairs.filter { $0.name != "by" }.compactMap { pair in
        pair.value.map { PeriodPicker.Kept(name: pair.name, value: $0) }
      },
      choices: [
        Choice(
          name: "by", title: "Broken down by",
          options: listed.map { Choice.Option(value: $0.rawValue, title: $0.title.lowercased()) },
          chosen: dimension.rawValue)
      ])
  }
}
