import CivilTime
import Markup
import Metrics
import Warehouse

extension TodayPage {
  static func nothingYet(_ frame: PageFrame, _ tools: FigureTools) -> TodayPage {
    TodayPage(
      frame: frame, figureTools: tools, lede: Sentence(), tiles: [],
      empty: .beforeTheFirst(
        "No conversations yet", "this page answers who waits, for how long, and who replied"))
  }

  init(
    _ frame: PageFrame, _ tools: FigureTools, _ facts: TodayFacts, _ sources: [SourceState], newest: LocalDay,
    _ desk: FigureDesk
  ) {
    let (state, words) = (desk.state, desk.words)
    let isNarrowed = !Asker.current.narrowings.isEmpty
    self.init(
      frame: frame, figureTools: tools, filters: ActiveFilters(state), lede: Sentence(facts, words),
      waiting: WaitingList(facts.waiting, words), balance: facts.balance.flatMap { Account($0, words) },
      news: NewsSection(facts.news, words), periodWords: words.span(facts.period),
      tiles: [.created(facts, words), .replies(facts, words), .firstResponse(facts, words)],
      exclusions: Exclusions(facts.created, of: "conversation"),
      trend: facts.isEmpty
        ? nil : TrendSection(facts, words)?.noting(desk.notes, TimeSteps.days(of: facts.period), words),
      people: facts.repliesByPerson.groups.isEmpty && facts.responseByPerson.groups.isEmpty
        ? nil : PeopleTable(facts, words),
      completeness: CompletenessTable(
        rows: sources.map { CompletenessTable.Row(source: $0.source.id, status: $0.status, last: $0.last(words)) },
        sourcesHref: Asker.current.may(.sources) ? Route.sources.path : nil),
      notices: facts.isEmpty && !isNarrowed ? [.nothingHere(facts.period, newest: newest, words)] : [])
  }
}

extension Notice {
  /// The figures are zero because the days hold nothing, not because nothing is known.
  fileprivate static func nothingHere(_ period: Period, newest: LocalDay, _ words: DayWords) -> Notice {
    let month = newest.firstOfMonth
    let href = Route.today.href([("from", month.iso8601), ("to", newest.firstOfMonth(adding: 1).iso8601)])
    return Notice(
      tone: .neutral, title: "No conversation in these days",
      body: Sentence(
        .text("The newest message is from \(words.day(newest)). "),
        .link("Show \(words.monthAndYear(month))", href: href)))
  }
}

extension Sentence {
  /// Some sentences, made by rule: who waits, what runs out, and how fast the first responses came.
  fileprivate init(_ facts: TodayFacts, _ words: DayWords) {
    self.init()
    parts =
      Sentence.waiting(facts.waiting, words) + Sentence.atRisk(facts.atRisk) + Sentence.responses(facts, words)
  }

  private static func waiting(_ facts: WaitingFacts, _ words: DayWords) -> [Part] {
    guard let longest = facts.longest.first else { return [.text("Nobody waits on us. ")] }
    let count = facts.count
    return [
      .figure(Figures.count(count, "conversation", "conversations"), href: Route.waiting),
      .text(count == 1 ? " waits on us, for " : " wait on us, the longest for "),
      .figure(
        Figures.duration(seconds: Int(words.now - longest.since)), href: Route.conversation(longest.key).path),
      .text(". "),
    ]
  }

  private static func atRisk(_ answer: Answer) -> [Part] {
    guard let count = answer.count, count > 0 else { return [] }
    return [
      .figure(Figures.count(count, "promise", "promises"), href: Route.rows(behind: answer.query)),
      .text(count == 1 ? " runs out soon. " : " run out soon. "),
    ]
  }

  private static func responses(_ facts: TodayFacts, _ words: DayWords) -> [Part] {
    let span = words.within(facts.period)
    guard let summary = facts.response.summary else { return [.text("No first response \(span).")] }
    let rows = Route.rows(behind: facts.response.query)
    guard summary.n >= Answer.fewest else {
      return [
        .figure(Figures.count(summary.n, "first response", "first responses"), href: rows),
        .text(" \(span): too few to judge."),
      ]
    }
    return [
      .text("Half of the "), .figure(Figures.count(summary.n), href: rows),
      .text(" first responses \(span) came within "),
      .figure(summary.half, href: rows), .text("."),
    ]
  }
}

extension Route {
  static let waiting = Route.conversations.href([("waiting", "1")])
}
