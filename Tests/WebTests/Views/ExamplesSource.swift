import Markup

@testable import Web

extension SourcePage {
  static let example = SourcePage(
    frame: .example("hubspot", at: "/sources"), kind: "HubSpot",
    notices: [
      Notice(
        tone: .bad, title: "hubspot: the last sync failed",
        body: Sentence(
          .text(
            "Could not search the tickets: HubSpot wants no calls for 41 minutes. Its figures end Thu 19 Nov, 22:30. It is tried again in 18 min. "
          ), .link("What happened", href: "/sources/runs/40")))
    ],
    live: LiveSyncs(streamHref: "/sources/live?source=hubspot", syncs: []), tiles: standing, order: .example,
    coverage: .example, runs: .ofOne,
    supplies: [
      Fact(name: "Messages", value: Sentence(.status(Status(.good, "yes")))),
      Fact(name: "Private notes", value: Sentence(.status(Status(.good, "yes")))),
      Fact(name: "When states changed", value: Sentence(.status(Status(.good, "yes")))),
      Fact(
        name: "Who closed", value: Sentence(.status(Status(.warn, "in part"))),
        why: "where the account has the audit log"),
      Fact(name: "Time entries", value: Sentence(.status(Status(.neutral, "no"))), why: "HubSpot has none"),
      Fact(
        name: "Deletions", value: Sentence(.status(Status(.warn, "in part"))),
        why: "archived tickets are walked once a day"),
    ],
    directory: [
      Fact(name: "People", value: "14"), Fact(name: "Pipelines", value: "3"),
      Fact(name: "Companies", value: "212"),
    ],
    hook: Sentence(
      .text("Taken at "), .strong("/hooks/hubspot"), .text(", when they are signed with the secret of the settings.")))

  static let tested: SourcePage = {
    var page = example
    page.notices = []
    page.trial = ConnectionTrial(
      summary: Status(.bad, "1 check failed"),
      checks: [
        ConnectionTrial.Check(name: "Sign in", status: Status(.good, "passed")),
        ConnectionTrial.Check(name: "Read tickets", scope: "tickets", status: Status(.good, "passed")),
        ConnectionTrial.Check(
          name: "Read owners", scope: "crm.objects.owners.read", status: Status(.bad, "failed"),
          why: "HubSpot does not allow it (403)"),
        ConnectionTrial.Check(
          name: "Read threads", scope: "conversations.read", status: Status(.warn, "limited"),
          why: "without it, replies are counted by their engagements"),
      ],
      requests: [
        "Please add the scope crm.objects.owners.read to the private app “Replyledger” (Settings, Integrations, Private apps). It lets us show who answered a ticket by name; nothing is changed in HubSpot."
      ], estimate: "A full sync would fetch about 3,100 conversations with 72 calls in 1 minute at the vendor's limit.")
    return page
  }()

  static let byUpload: SourcePage = {
    var page = example
    page.frame = .example("facebook", at: "/sources")
    page.kind = "Facebook Messenger"
    page.notices = []
    page.order = nil
    page.supplies = []
    page.directory = []
    page.hook = nil
    page.tiles = [
      Tile(
        label: "Last upload", value: Figure("10:20", href: "/sources/runs/38"), small: "Mon 16 Nov",
        lines: [Sentence(.status(Status(.neutral, "by upload"))), "604 new, 0 changed, took 2 s"]),
      Tile(label: "Next sync", value: Figure("on upload"), lines: ["A file may be sent at any time."], isWords: true),
      Tile(
        label: "Conversations today", value: Figure("0", href: "/conversations?receipt=e"),
        lines: [Sentence(.text("of "), .figure("604", href: "/conversations?source=facebook"), .text(" in all"))]),
    ]
    return page
  }()

  private static let standing = [
    Tile(
      label: "Complete to", value: Figure("22:30", href: "/sources/runs/38"), small: "Thu 19 Nov",
      lines: [Sentence(.status(Status(.bad, "failed"))), "4 new, 0 changed, took 21 s"]),
    Tile(
      label: "Next sync", value: Figure("in 18 min"), lines: ["every 4 hours", "by hand: 23 minutes left"]),
    Tile(
      label: "Conversations today", value: Figure("41", href: "/conversations?receipt=d"),
      lines: [
        Sentence(.text("of "), .figure("3,118", href: "/conversations?source=hubspot"), .text(" in all")),
        "2 syncs today, 312 fetched",
      ]),
    Tile(
      label: "Vendor's limit", value: Figure("100 %"), small: "used",
      lines: ["0 of 250 calls left", "38 calls in the last run"]),
  ]
}

extension SyncOrders {
  static let example = SyncOrders(
    now: SyncButton(
      text: "Sync now", action: "/sources/hubspot/sync", refusal: "23 minutes left", isMain: true),
    full: SyncButton(text: "Read everything", action: "/sources/hubspot/sync", refusal: "23 minutes left"),
    force: SyncButton(
      text: "Sync anyway", action: "/sources/hubspot/sync", fields: [PeriodPicker.Kept(name: "force", value: "true")]),
    refusal: "23 minutes left. So close to the last sync there is seldom news, and vendors count calls.",
    mayReadDays: true, daysAction: "/sources/hubspot/sync", firstDay: "2026-10-16", lastDay: "2026-11-20",
    today: "2026-11-20",
    test: SyncButton(text: "Test the connection", action: "/sources/hubspot/test"))
}

extension CoverageSection {
  static let example = CoverageSection(
    aside: Sentence(.figure("3,118 conversations", href: "/conversations?receipt=f"), .text(" in these weeks")),
    frame: ChartFrame(
      finding: "Not every day is complete: 16 to 17 Oct missing.", detail: "One cell a day, a column a week, to today."),
    chart: CoverageChart(
      cells: CoverageChart.cells(323..<325, 330..<333, 100, .partly, 359),
      form: .calendar(
        leading: 0,
        marks: [
          ("Dec", 0), ("Jan", 5), ("Feb", 9), ("Mar", 13), ("Apr", 18), ("May", 22), ("Jun", 26), ("Jul", 31),
          ("Aug", 35), ("Sep", 40), ("Oct", 44), ("Nov", 48),
        ].map { CoverageChart.Mark(column: $0.1, label: $0.0) }),
      alternative: "27 Nov 2025 to 20 Nov 2026: days 253 complete, 4 partly known, 2 missing. Missing: 16 to 17 Oct"),
    table: ChartTable(
      title: "Days and conversations by month",
      heads: ["Month", "Complete days", "Partly known", "Not read", "Conversations"],
      rows: [
        ["November 2026", "19", "1", "0", "211"].map { ChartTable.Cell($0) },
        ["October 2026", "26", "3", "2", "402"].map { ChartTable.Cell($0) },
      ]), weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
}

extension RunTable {
  static let ofOne: RunTable = {
    var table = example
    table.title = "The last runs and what became of them"
    table.rows = table.rows.filter { $0.what == "hubspot" }.map { row in
      var row = row
      row.what = row.how.hasPrefix("new") ? "new and changed" : "everything"
      row.how = row.how.hasSuffix("timetable") ? "timetable" : "by hand"
      return row
    }
    return table
  }()
}
