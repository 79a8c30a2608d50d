import Markup

@testable import Web

extension SourcesPage {
  static let example = SourcesPage(
    frame: .running("Sources"),
    notices: [
      Notice(
        tone: .bad, title: "hubspot: 2 days missing",
        body: Sentence(
          .text("16 to 17 Oct were never read. "),
          .link("Read them again", href: "/sources/hubspot?from=2026-10-16#orders"))),
      Notice(
        tone: .warn, title: "hubspot: 1 row rejected",
        body: Sentence(
          .text("Rejected rows count nowhere until they can be read. "),
          .link("Look at them", href: "/sources/runs/40#rejected"))),
      Notice(
        tone: .warn, title: "livechat: its vendor announces an end",
        body: "LiveChat announces: Sunset: Wed, 31 Mar 2027 00:00:00 GMT."),
    ],
    live: .example, count: Sentence(.text("5 sources, "), .figure("73,203 conversations", href: "/conversations")),
    coverageHead: "Coverage, 29 Aug to 20 Nov",
    sources: [
      Source(
        name: "helpscout", kind: "Help Scout", href: "/sources/helpscout", status: Status(.running, "syncing"),
        statusNote: "page 38", next: "running", today: Figure("61", href: "/conversations?receipt=a"),
        all: Figure("of 41,207 in all", href: "/conversations?source=helpscout"),
        quota: Quota(text: "61 %", fraction: 0.61), coverage: .strip(partly: 60..<63, today: .partly),
        coverageWords: Status(.warn, "29 to 31 Oct partly"),
        sync: SyncButton(
          text: "Sync", action: "/sources/helpscout/sync", refusal: "a sync is running", spokenAddition: "helpscout")),
      Source(
        name: "fresh", kind: "Freshservice", href: "/sources/fresh", status: Status(.good, "complete"),
        statusNote: "today, 09:02, 14 s", next: "in 50 min", nextNote: "by hand in 53 min",
        today: Figure("21", href: "/conversations?receipt=b"),
        all: Figure("of 18,964 in all", href: "/conversations?source=fresh"),
        quota: Quota(text: "34 %", fraction: 0.34),
        coverage: .strip(today: .partly), coverageWords: Status(.good, "83 of 83 days"),
        sync: SyncButton(
          text: "Sync", action: "/sources/fresh/sync", refusal: "53 minutes left", spokenAddition: "fresh")),
      Source(
        name: "livechat", kind: "LiveChat", href: "/sources/livechat", status: Status(.good, "complete"),
        statusNote: "today, 05:11, 3 s", next: "in 4 min", today: Figure("96", href: "/conversations?receipt=c"),
        all: Figure("of 9,310 in all", href: "/conversations?source=livechat"), coverage: .strip(today: .partly),
        coverageWords: Status(.good, "83 of 83 days"),
        sync: SyncButton(text: "Sync", action: "/sources/livechat/sync", spokenAddition: "livechat")),
      Source(
        name: "hubspot", kind: "HubSpot", href: "/sources/hubspot", status: Status(.bad, "failed"),
        statusNote: "Thu 19 Nov, 22:30, 21 s", next: "in 18 min", today: Figure("0", href: "/conversations?receipt=d"),
        all: Figure("of 3,118 in all", href: "/conversations?source=hubspot"), quota: Quota(text: "100 %", fraction: 1),
        coverage: .strip(missing: 47..<49, begin: 20, today: .partly),
        coverageWords: Status(.bad, "16 to 17 Oct missing"),
        sync: SyncButton(text: "Sync", action: "/sources/hubspot/sync", spokenAddition: "hubspot")),
      Source(
        name: "facebook", kind: "Facebook Messenger", href: "/sources/facebook", status: Status(.neutral, "by upload"),
        statusNote: "Mon 16 Nov, 10:20", next: "on upload", today: Figure("0", href: "/conversations?receipt=e"),
        all: Figure("of 604 in all", href: "/conversations?source=facebook"),
        coverage: CoverageChart(
          cells: (0..<84).map { 64..<71 ~= $0 ? .given : .none }, alternative: "7 days with conversations from files"),
        coverageWords: Status(.neutral, "7 days from files")),
    ],
    upload: .example, runs: .example, runsNote: "the last ten", connect: ConnectCards(isFirst: false))

  static let refused: SourcesPage = {
    var page = example
    page.frame = .example("Sources", at: "/sources")
    page.upload?.problem =
      "At byte 18,220 a value is missing after “messages”: write [] where there are none. Nothing was stored."
    page.notices = []
    page.live.syncs = []
    page.sources = []
    page.runs.rows = []
    page.count = "nothing yet"
    page.connect = ConnectCards(isFirst: true)
    return page
  }()
}

extension PageFrame {
  static func running(_ title: String) -> PageFrame {
    var frame = example(title, at: "/sources")
    frame.reloadsAfter = 5
    return frame
  }
}

extension CoverageChart {
  static func strip(
    missing: Range<Int> = 0..<0, partly: Range<Int> = 0..<0, begin: Int = 0, today: Cell, count: Int = 84
  ) -> CoverageChart {
    CoverageChart(
      cells: cells(missing, partly, begin, today, count),
      alternative: "29 Aug to 20 Nov: \(count - begin - 1 - missing.count - partly.count) days complete")
  }

  static func cells(_ missing: Range<Int>, _ partly: Range<Int>, _ begin: Int, _ today: Cell, _ count: Int) -> [Cell] {
    (0..<count).map { day in
      if day == count - 1 { return today }
      if missing.contains(day) { return .missing }
      if partly.contains(day) { return .partly }
      return day < begin ? .none : .complete
    }
  }
}

extension LiveSyncs {
  static let example = LiveSyncs(
    streamHref: "/sources/live",
    syncs: [
      LiveSync(
        run: "42", title: "helpscout is syncing", begun: "began today, 09:06, 29 to 31 Oct, by hand",
        runHref: "/sources/runs/42", stopAction: "/sources/helpscout/stop", share: (1_880, 3_100),
        tiles: [
          Tile(
            label: "Conversations", value: Figure("1,880"), small: "of about 3,100",
            lines: ["page 38, conversations"], live: "42-fetched"),
          Tile(
            label: "Pace", value: Figure("212"), small: "a minute", lines: ["waits 40 s for the limit"],
            live: "42-pace"),
          Tile(
            label: "Done in about", value: Figure("6 min"), lines: ["at this pace, 09:21"], live: "42-left"),
          Tile(
            label: "New or changed", value: Figure("143"), small: "of 1,880", lines: ["none rejected, 1,940 calls"],
            live: "42-stored"),
        ], note: "You can leave this page. Figures of days that are still being read are incomplete until it ends.")
    ])
}

extension RunTable {
  static let example = RunTable(
    title: "The last runs of all sources",
    rows: [
      Row(
        at: "today, 09:06", took: "8 min 52 so far", href: "/sources/runs/42", what: "helpscout",
        how: "days again, 29 to 31 Oct, by hand", status: Status(.running, "running"), fetched: "1,880", stored: "143",
        calls: "1,940"),
      Row(
        at: "today, 09:05", took: "2 s", href: "/sources/runs/41", what: "shop-chat-nov.json", how: "facebook",
        status: Status(.warn, "done, 2 rejected"), fetched: "660", stored: "653",
        rejected: Figure("2", href: "/sources/runs/41#rejected")),
      Row(
        at: "today, 09:02", took: "14 s", href: "/sources/runs/39", what: "fresh", how: "new and changed, timetable",
        status: Status(.good, "done"), fetched: "19", stored: "19", calls: "42"),
      Row(
        at: "today, 07:30", took: "3 min 12", href: "/sources/runs/40", what: "hubspot",
        how: "new and changed, timetable", status: Status(.bad, "failed"), note: "1 warning", fetched: "312",
        stored: "300", calls: "38", rejected: Figure("1", href: "/sources/runs/40#rejected")),
      Row(
        at: "Thu 19 Nov, 22:30", took: "1 h 12", href: "/sources/runs/38", what: "hubspot", how: "everything, by hand",
        status: Status(.warn, "interrupted"), fetched: "1,200", stored: "1,200", calls: "130"),
    ], nothing: "Nothing was synced or uploaded yet.")
}

extension UploadForm {
  static let example = UploadForm(
    action: "/sources/upload", kept: [PeriodPicker.Kept(name: "form", value: "b7e1")], accepts: ".json,.json.gz",
    formats: Sentence(
      .text("JSON in the grouped_chats form. "), .link("What it looks like", href: "/sources#formats"), .text(".")),
    limitBytes: 52_428_800, limit: "50 MB",
    sources: FilterForm.Choice(
      name: "source", title: "Belongs to",
      options: [
        FilterForm.Choice.Option(value: "shop", title: "Shop chat"),
        FilterForm.Choice.Option(value: "facebook", title: "Facebook messages"),
        FilterForm.Choice.Option(value: "new", title: "A new source"),
      ], chosen: "shop"))
}
