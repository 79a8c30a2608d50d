import Markup

@testable import Web

extension TodayPage {
  static let example = TodayPage(
    frame: .example("Today", at: "/"), figureTools: .ofToday,
    lede: Sentence(
      .figure("23 people", href: "/conversations?only=waiting"), .text(" wait on us, the longest for "),
      .figure("3 d 4 h", href: "/conversations/c_5521"), .text(". Half of the "),
      .figure("618", href: "/conversations?metric=M15"), .text(" first responses this month came within "),
      .figure("1 h 29", href: "/conversations?metric=M15"),
      .text(", 23 min faster than in the first twenty days of October.")),
    waiting: .example, balance: .sinceYesterday, news: .example, periodWords: "1 to 20 Nov",
    tiles: [.conversations, .replies, .firstResponse],
    exclusions: Exclusions(
      count: Figure("31 left out", href: "/conversations?left-out=any"),
      reasons: [
        Exclusions.Reason(text: "17 spam", href: "/conversations?left-out=spam"),
        Exclusions.Reason(text: "8 test conversations", href: "/conversations?left-out=test"),
        Exclusions.Reason(text: "6 merged into others", href: "/conversations?left-out=merged"),
      ]),
    trend: .example, people: .example,
    completeness: CompletenessTable(
      rows: [
        CompletenessTable.Row(source: "Shop chat", status: Status(.good, "complete"), last: "today, 09:05"),
        CompletenessTable.Row(
          source: "Facebook messages", status: Status(.good, "complete"), last: "Thu 19 Nov, 18:40"),
        CompletenessTable.Row(
          source: "Service desk", status: Status(.warn, "no upload for 9 days"), last: "11 Nov, 17:02"),
      ], sourcesHref: "/sources"))

  static let wall: TodayPage = {
    var page = example
    page.frame.mode = .wall
    return page
  }()

  static let empty = TodayPage(
    frame: {
      var frame = PageFrame.example("Today", at: "/")
      frame.freshness = nil
      return frame
    }(),
    figureTools: .ofToday, lede: Sentence(), tiles: [],
    empty: EmptyState(
      title: "No conversations yet",
      body: "Upload a file of conversations and this page answers who waits, for how long, and who replied.",
      mainWay: EmptyState.Way(text: "Upload a file", href: "/sources#upload"),
      otherWay: EmptyState.Way(text: "What a file may look like", href: "/sources#formats"),
      command: "replyledger demo"))

  /// Three conversations in the period: figures are shown, and not judged.
  static let quiet: TodayPage = {
    var page = example
    page.lede = "Nobody waits on us. Three conversations came in this month; that is too few to compare."
    page.tiles = [
      .few(.conversations, "3"), .few(.replies, "4"),
      {
        var tile = FigureTile.firstResponse
        tile.value = .nothing("no first response in this period")
        tile.lines = []
        tile.comparison = nil
        return tile
      }(),
    ]
    page.exclusions = Exclusions(count: Figure("Nothing left out"), reasons: [])
    page.waiting = WaitingList(aside: "", rows: [])
    page.trend = nil
    page.people = nil
    page.news?.title = "Nothing changed"
    page.news?.items = []
    page.notices = [
      Notice(
        tone: .warn, title: "Figures end on Wed 11 Nov",
        body: Sentence(
          .text("Nothing was uploaded for Service desk since then. Everything else is complete. "),
          .link("Upload a file", href: "/sources#upload")))
    ]
    return page
  }()
}

extension FigureTile {
  static let conversations = FigureTile(
    definition: DefinitionCard(
      name: "Conversations created", sentence: "Conversations whose first message lies in the period.",
      metric: "M01, version 1",
      rows: [
        DefinitionCard.Row(term: "Date", meaning: "when it was created"),
        DefinitionCard.Row(term: "Left out", meaning: "spam, tests, merged into others"),
        DefinitionCard.Row(term: "Credit", meaning: "nobody: it is work that came in"),
      ]),
    value: .figure(Figure("655", href: "/conversations?metric=M01")),
    lines: ["33 a day, 46 on working days"],
    comparison: Sentence(.strong("12 more"), .text(" than 1 to 20 Oct, within noise")),
    trend: Sparkline(
      values: [38, 14, 11, 52, 47, 36, 41], alternative: "Conversations of the last seven whole days, ending at 41"))

  static let replies = FigureTile(
    definition: DefinitionCard(
      name: "Human replies", sentence: "Messages people of the team wrote to customers.", metric: "M05, version 1",
      rows: [
        DefinitionCard.Row(term: "Date", meaning: "when it was sent"),
        DefinitionCard.Row(term: "Credit", meaning: "who wrote it"),
        DefinitionCard.Row(term: "Left out", meaning: "automatic replies, bots, notes"),
      ]),
    value: .figure(Figure("1,539", href: "/conversations?metric=M05")),
    lines: [
      Sentence(
        .text("2.3 for each conversation; "), .figure("214", href: "/conversations?auto"),
        .text(" automatic not counted"))
    ],
    comparison: Sentence(.strong("148 more"), .text(" than 1 to 20 Oct, more than noise")),
    trend: Sparkline(
      values: [92, 25, 18, 127, 118, 81, 99], alternative: "Human replies of the last seven whole days, ending at 99"))

  static let firstResponse = FigureTile(
    definition: DefinitionCard(
      name: "First response, half within",
      sentence: "Time from the first customer message to the first human reply.", metric: "M15, version 1",
      rows: [
        DefinitionCard.Row(term: "Date", meaning: "when the conversation was created"),
        DefinitionCard.Row(term: "Clock", meaning: "calendar time, nights and weekends included"),
        DefinitionCard.Row(term: "Credit", meaning: "who wrote the reply"),
        DefinitionCard.Row(term: "Still waiting", meaning: "not in the figure; counted beside it"),
        DefinitionCard.Row(term: "p50, p90", meaning: "nearest rank, over 618 conversations"),
      ], historyHref: "/numbers/M15", opensLeft: true),
    value: .figure(Figure("1 h 29", href: "/conversations?metric=M15")),
    lines: [
      Sentence(.text("90 % within "), .figure("9 h 40", href: "/conversations?metric=M15"), .text(", n 618")),
      Sentence(.figure("23", href: "/conversations?only=waiting"), .text(" still waiting, longest 3 d 4 h")),
    ],
    comparison: Sentence(.strong("23 min faster"), .text(" than 1 to 20 Oct, more than noise")))

  static func few(_ tile: FigureTile, _ value: String) -> FigureTile {
    var tile = tile
    tile.value = .tooFew(Figure(value, href: "/conversations"))
    tile.lines = []
    tile.comparison = "The period before is too small to compare with"
    tile.trend = nil
    return tile
  }
}

extension FigureTools {
  static let ofToday = FigureTools(period: .example, wallHref: "/?mode=wall")
}

extension NewsSection {
  static let example = NewsSection(
    title: "Two things changed", aside: "13 to 19 Nov against the seven days before",
    items: [
      Sentence(
        .text("Conversations created, tag update-4.2: "),
        .figure("34", href: "/conversations?metric=M01&tag=update-4.2"),
        .text(", "), .strong("31 more"), .text(" than "), .figure("3", href: "/conversations?metric=M01"), .text(".")),
      Sentence(
        .text("First response time, half within, source shop: "),
        .figure("3 min 40", href: "/conversations?metric=M15"),
        .text(", "), .strong("1 min 45 slower"), .text(" than "),
        .figure("1 min 55", href: "/conversations?metric=M15"),
        .text(".")),
    ], calm: "Nothing differs from the week before by more than chance explains.")
}

extension Account {
  static let sinceYesterday = Account(
    caption: "Open conversations since yesterday", unit: "Conversations",
    lines: [
      Line(
        sign: .none, label: "Open as Thu 19 Nov began", figure: Figure("214", href: "/conversations?metric=M48"),
        trend: Sparkline(values: [210, 218, 221, 214], alternative: "Open on the last whole days, ending at 214")),
      Line(
        sign: .plus, label: "New", figure: Figure("61", href: "/conversations?metric=M52"),
        trend: Sparkline(values: [52, 47, 36, 41], alternative: "New on the last whole days, ending at 41")),
      Line(sign: .plus, label: "Reopened", figure: Figure("6", href: "/conversations?metric=M52")),
      Line(sign: .minus, label: "Done", figure: Figure("60", href: "/conversations?metric=M52")),
    ], total: Line(sign: .none, label: "Open now", figure: Figure("221", href: "/conversations?metric=M48")),
    check: .balances("balances"))
}
