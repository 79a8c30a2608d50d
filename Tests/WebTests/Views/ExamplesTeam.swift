import Markup

@testable import Web

extension TeamPage {
  static let example = TeamPage(
    frame: .example("Team", at: "/team"),
    figureTools: {
      var tools = FigureTools.example("/team")
      tools.wallHref = "/team?mode=wall"
      return tools
    }(),
    views: Tabs(
      label: "Views",
      tabs: [
        Tabs.Tab(title: "Everybody", href: "/team", isCurrent: true),
        Tabs.Tab(title: "Own rank", href: "/team?show=own"), Tabs.Tab(title: "Team only", href: "/team?show=team"),
      ]),
    filters: ActiveFilters(chips: []),
    lede: Sentence(
      .strong("Maya Okonkwo"), .text(" closed most from 16 Nov to now: "), .figure("54", href: "/conversations"),
      .text(" of "), .figure("62", href: "/conversations"), .text(" net closures.")),
    tiles: [.conversations, .replies, .firstResponse], board: .example, trend: .example)

  static let wall: TeamPage = {
    var page = example
    page.frame.mode = .wall
    return page
  }()

  /// What somebody sees whom the settings show no other names.
  static let own: TeamPage = {
    var page = example
    page.views = Tabs(label: "Views", tabs: [])
    page.lede = Sentence()
    page.board = .own
    return page
  }()
}

extension Board {
  static let example = Board(
    aside: "by net closures, 16 Nov to now", heads: Board.heads,
    rows: [
      Row(
        rank: 1, name: "Maya Okonkwo", href: "/numbers/M47?person=Maya", net: Figure("54", href: "/conversations"),
        fraction: 1, closed: Figure("56", href: "/conversations"), replies: Figure("143", href: "/conversations"),
        waiting: Figure("6", href: "/conversations"), response: Figure("1 h 12", href: "/conversations"),
        responseNote: "n 41", satisfaction: Figure("92 %", href: "/conversations"),
        satisfactionNote: "67 to 99, n 13", range: RangeBar(low: 0.67, high: 0.99, value: 0.92, reference: 0.88)),
      Row(
        name: "Hanna Lindqvist", note: "too few closures for a rank", href: "/numbers/M47?person=Hanna",
        net: Figure("3", href: "/conversations"), fraction: 0.06, closed: Figure("3", href: "/conversations"),
        satisfaction: Figure("3 of 3", href: "/conversations"), satisfactionNote: "too few to judge",
        isFewRatings: true),
      Row(
        name: "Unknown", note: "the source does not tell who closed", isPerson: false,
        net: Figure("5", href: "/conversations"), fraction: 0.1, closed: Figure("5", href: "/conversations")),
    ],
    total: Row(
      name: "Team", isPerson: false, net: Figure("62", href: "/conversations"),
      closed: Figure("64", href: "/conversations"), replies: Figure("143", href: "/conversations"),
      waiting: Figure("6", href: "/conversations"), response: Figure("1 h 29", href: "/conversations"),
      responseNote: "n 61", satisfaction: Figure("88 %", href: "/conversations"), satisfactionNote: "80 to 94, n 86",
      range: RangeBar(low: 0.8, high: 0.94, value: 0.88, reference: 0.88)),
    check: .balances("column adds up to the team"),
    exclusions: Exclusions(
      count: Figure("2 left out"), reasons: [Exclusions.Reason(text: "2 reopened since", href: "/conversations")]),
    remarks: ["Satisfaction gives no order in these days."])

  static let own: Board = {
    var board = example
    var mine = board.rows[0]
    mine.rank = nil
    mine.isOwn = true
    mine.note = "you, rank 1 of 3"
    board.rows = [mine, Row(name: "Everybody else", isPerson: false, net: Figure("8"), closed: Figure("8"))]
    board.remarks = []
    return board
  }()
}

extension PromisesPage {
  static let example = PromisesPage(
    frame: .example("SLA and backlog", at: "/sla"), figureTools: .example("/sla"), filters: ActiveFilters(chips: []),
    lede: Sentence(.figure("3 promises", href: "/conversations"), .text(" are at risk now.")),
    promises: [.conversations, .replies], exclusions: Exclusions(count: Figure("Nothing left out"), reasons: []),
    attainment: AttainmentTable(
      title: "Promises by priority", head: "Priority", heads: AttainmentTable.heads, aside: "1 Nov to now",
      rows: [
        AttainmentTable.Row(
          label: "urgent", href: "/sla?priority=urgent",
          kept: [
            AttainmentTable.Share(figure: Figure("88.5 %", href: "/conversations"), note: "46 of 52"),
            AttainmentTable.Share(
              figure: Figure("100 %", href: "/conversations"), note: "3 of 3, too few to judge", isFew: true),
            AttainmentTable.Share(note: "none"),
          ], broken: Figure("6", href: "/conversations"), atRisk: Figure("1", href: "/conversations"),
          overrun: AttainmentTable.Share(
            figure: Figure("22 min", href: "/conversations"), note: "90 % within 2 h 05, n 6"))
      ],
      total: AttainmentTable.Row(
        label: "All", kept: [AttainmentTable.Share(figure: Figure("88.5 %", href: "/conversations"), note: "46 of 52")],
        broken: Figure("6", href: "/conversations"), overrun: AttainmentTable.Share(note: "none")),
      check: .balances("broken promises add up to the total")),
    targets: TargetTable(rows: [
      TargetTable.Row(
        who: "priority urgent", firstReply: "1 h 00", nextReply: "2 h 00", resolution: "8 h 00",
        clock: "hours of office, not while pending")
    ]),
    backlog: [.conversations],
    account: Account(
      caption: "How the backlog came about", unit: "Conversations",
      lines: [
        Account.Line(sign: .none, label: "were open at the end of Sat 31 Oct", figure: Figure("41")),
        Account.Line(sign: .plus, label: "came in", figure: Figure("655")),
        Account.Line(sign: .plus, label: "came back", figure: Figure("60")),
        Account.Line(sign: .minus, label: "were done", figure: Figure("700")),
      ], total: Account.Line(sign: .none, label: "are open now", figure: Figure("56")),
      check: .balances("flow explains the backlog")), waiting: .example,
    choices: FilterForm(
      action: "/sla",
      choices: [
        FilterForm.Choice(
          name: "by", title: "Broken down by",
          options: [FilterForm.Choice.Option(value: "priority", title: "priority")],
          chosen: "priority")
      ]))

  static let withoutPromises: PromisesPage = {
    var page = example
    page.lede = "23 conversations wait on us."
    page.promises = []
    page.exclusions = nil
    page.attainment = nil
    page.targets = nil
    page.notices = [Notice(tone: .neutral, title: "Nothing is promised yet", body: "Write what you promise.")]
    return page
  }()
}
