import CivilTime
import Markup
import Metrics
import Warehouse

extension TodayPage {
  static func nothingYet(_ frame: PageFrame, _ picker: PeriodPicker) -> TodayPage {
    TodayPage(
      frame: frame, period: picker, lede: Sentence(), tiles: [],
      empty: EmptyState(
        title: "No conversations yet",
        body: "Upload a file of conversations and this page answers who waits, for how long, and who replied.",
        mainWay: EmptyState.Way(text: "Upload a file", href: Route.sources.path + "#upload"),
        command: "replyledger demo"))
  }

  init(
    _ frame: PageFrame, _ picker: PeriodPicker, _ facts: TodayFacts, _ sources: [SourceState], newest: LocalDay,
    _ words: DayWords
  ) {
    self.init(
      frame: frame, period: picker, lede: Sentence(facts, words),
      tiles: [.created(facts, words), .replies(facts, words), .firstResponse(facts, words)],
      exclusions: Exclusions(facts.created, of: "conversation"), waiting: WaitingList(facts, words),
      trend: facts.isEmpty ? nil : TrendSection(facts, words),
      people: facts.repliesByPerson.groups.isEmpty && facts.responseByPerson.groups.isEmpty
        ? nil : PeopleTable(facts, words),
      completeness: CompletenessTable(
        rows: sources.map { CompletenessTable.Row(source: $0.source.id, status: $0.status, last: $0.last(words)) },
        sourcesHref: Route.sources.path),
      notices: facts.isEmpty ? [.nothingHere(facts.period, newest: newest, words)] : [])
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
  /// One or two sentences, made by rule: who waits, and how fast the first responses came.
  fileprivate init(_ facts: TodayFacts, _ words: DayWords) {
    self.init()
    parts = Sentence.waiting(facts, words) + Sentence.responses(facts, words)
  }

  private static func waiting(_ facts: TodayFacts, _ words: DayWords) -> [Part] {
    guard let longest = facts.waiting.first else { return [.text("Nobody waits on us. ")] }
    let count = facts.waiting.count
    return [
      .figure(Figures.count(count, "conversation", "conversations"), href: Route.waiting),
      .text(count == 1 ? " waits on us, for " : " wait on us, the longest for "),
      .figure(
        Figures.duration(seconds: Int(words.now - longest.since)), href: Route.conversation(longest.key).path),
      .text(". "),
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
