import Markup

@testable import Web

extension FigureTools {
  static func example(_ route: String) -> FigureTools {
    FigureTools(
      period: .example,
      comparison: LinkMenu(
        label: "Comparison", title: "against the period before",
        links: [
          LinkMenu.Link(title: "The period before", note: "1 to 20 Oct", href: route, isCurrent: true),
          LinkMenu.Link(title: "A year before", note: "1 to 20 Nov 2025", href: "\(route)?against=year"),
          LinkMenu.Link(title: "Nothing", href: "\(route)?against=nothing"),
        ]),
      export: LinkMenu(
        title: "Export", links: [LinkMenu.Link(title: "Table (CSV)", href: "\(route)?format=csv")]))
  }
}

extension NumbersPage {
  static let example = NumbersPage(
    frame: .example("Numbers", at: "/numbers"), figureTools: .example("/numbers"),
    chapters: Tabs(
      label: "Chapters",
      tabs: [
        Tabs.Tab(title: "Volume and demand", href: "/numbers"),
        Tabs.Tab(title: "Speed", href: "/numbers?chapter=speed", isCurrent: true),
      ]),
    filters: ActiveFilters(
      chips: [FilterChip(what: "inbox", value: "Free help", removeHref: "/numbers")], clearHref: "/numbers"),
    table: NumberTable(
      title: "Speed", aside: "1 Nov to now", changeHead: "Against 1 to 20 Oct",
      rows: [
        NumberTable.Row(
          id: "M15", name: "First response", href: "/numbers/M15", sentence: "How long customers waited.",
          value: Figure("1 h 29", href: "/conversations?metric=M15"), note: "90 % within 9 h 40, n 618",
          trend: Sparkline(values: [3, 5, 4, 6], alternative: "The last 4 whole days, ending at 1 h 12"),
          change: Sentence(.strong("23 min faster"))),
        NumberTable.Row(
          id: "M26", name: "Queue time", href: "/numbers/M26", sentence: "How long people waited in a queue.",
          value: nil, note: "not available from facebook: it has no queue"),
      ]),
    index: [
      NumbersPage.Chapter(
        title: "Speed", entries: [Chapter.Entry(id: "M15", name: "First response", href: "/numbers/M15")])
    ])

  static let ofNothing: NumbersPage = {
    var page = example
    page.table = nil
    page.empty = EmptyState.noFiguresYet
    return page
  }()
}

extension NumberPage {
  static let example = NumberPage(
    frame: .example("First response", at: "/numbers"), figureTools: .example("/numbers/M15"),
    chapter: EmptyState.Way(text: "Speed", href: "/numbers?chapter=speed"), filters: ActiveFilters(chips: []),
    choices: FilterForm(
      action: "/numbers/M15",
      choices: [
        FilterForm.Choice(
          name: "by", title: "Broken down by",
          options: [
            FilterForm.Choice.Option(value: "person", title: "person"),
            FilterForm.Choice.Option(value: "inbox", title: "inbox"),
          ], chosen: "person")
      ]),
    lede: Sentence(), figure: .firstResponse,
    tiles: [
      Tile(
        label: "90 % within", value: Figure("9 h 40", href: "/conversations?metric=M15"), small: "n 618",
        lines: ["mean 3 h 02"]),
      Tile(label: "1 to 20 Oct", value: Figure("1 h 52", href: "/conversations?metric=M15")),
    ],
    exclusions: Exclusions(count: Figure("Nothing left out"), reasons: []), trend: .example,
    spread: SpreadSection(
      aside: "618 conversations", frame: ChartFrame(finding: "Half of them within 1 h 29."),
      chart: Histogram(
        counts: [120, 200, 90, 40], edges: [Histogram.Edge(bin: 0, label: "0 s")], median: 1.5,
        medianLabel: "half within 1 h 29", alternative: "First response. Half of them within 1 h 29."),
      table: ChartTable(
        title: "How many of each length", heads: ["From", "Number"],
        rows: [[ChartTable.Cell("0 s"), ChartTable.Cell("120")]])),
    breakdown: BreakdownTable(
      title: "By person", head: "Person", valueHead: "Half within", hasShares: false, beforeHead: "1 to 20 Oct",
      rows: [
        BreakdownTable.Row(
          label: "Maya Okonkwo", href: "/numbers/M15?person=Maya", value: Figure("1 h 12", href: "/conversations"),
          fraction: 1, sample: "90 % within 8 h 05, n 212", before: "1 h 20"),
        BreakdownTable.Row(
          label: "Hanna Lindqvist", href: "/numbers/M15?person=Hanna", value: Figure("40 min", href: "/conversations"),
          fraction: 0.55, sample: "n 3, too few to judge", isFew: true),
      ],
      total: BreakdownTable.Row(
        label: "All", value: Figure("1 h 29", href: "/conversations"), fraction: 1, sample: "90 % within 9 h 40, n 618"),
      check: .balances("the rows hold all 618 conversations")),
    meaning: MeaningSection(
      sentence: "Time from the first customer message to the first human reply.",
      rows: [DefinitionCard.Row(term: "Number", meaning: "M15, version 1")],
      cases: [MeaningSection.Case(when: "no reply yet", then: "left out, and counted as waiting")]))

  static let ofWeek: NumberPage = {
    var page = example
    page.frame.title = "Busiest times"
    page.trend = nil
    page.spread = nil
    page.week = WeekSection(
      aside: "customer messages", finding: "Monday at 14:00 is the busiest hour.",
      map: HeatMap(
        title: "Customer messages by weekday and hour",
        rows: [HeatMap.Row(weekday: "Mon", values: (0..<24).map { $0 })], most: "23 in these days"))
    return page
  }()
}
