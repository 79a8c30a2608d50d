import Markup

@testable import Web

extension SourcesPage {
  static let example = SourcesPage(
    frame: .example("Sources", at: "/sources"),
    notices: [
      Notice(
        tone: .warn, title: "Service desk: no upload for 9 days",
        body: "Its figures end on Wed 11 Nov, 17:02. Everything else is complete to 09:05.")
    ],
    count: "3 sources, 73,203 conversations",
    sources: [
      Source(
        name: "Shop chat", kind: "grouped chats, by upload", href: "/sources/shop", status: Status(.good, "complete"),
        conversations: Figure("41,207", href: "/conversations?source=shop"), messages: Figure("310,552"),
        span: "3 Mar 2025 to today", lastImport: "today, 09:05"),
      Source(
        name: "Facebook messages", kind: "grouped chats, by upload", href: "/sources/facebook",
        status: Status(.good, "complete"), conversations: Figure("13,032", href: "/conversations?source=facebook"),
        messages: Figure("88,410"), span: "1 Jan to 19 Nov 2026", lastImport: "Thu 19 Nov, 18:40"),
      Source(
        name: "Service desk", kind: "grouped chats, by upload", href: "/sources/desk",
        status: Status(.warn, "behind"), conversations: Figure("18,964", href: "/conversations?source=desk"),
        messages: Figure("120,007"), span: "12 Jun 2025 to 11 Nov 2026", lastImport: "Wed 11 Nov, 17:02"),
    ],
    upload: .example,
    imports: [
      Import(
        at: "today, 09:05", href: "/sources/imports/41", file: "shop-chat-nov.json", source: "Shop chat",
        status: Status(.warn, "done, 2 rejected"), stored: "642",
        rejected: Figure("2", href: "/sources/imports/41#rejected")),
      Import(
        at: "Thu 18:40", href: "/sources/imports/40", file: "messenger-2026-11-19.json", source: "Facebook messages",
        status: Status(.good, "done"), stored: "1,204"),
      Import(
        at: "Thu 08:15", href: "/sources/imports/39", file: "shop-chat-nov.json", source: "Shop chat",
        status: Status(.neutral, "already here"), stored: "0"),
      Import(
        at: "Wed 11:20", href: "/sources/imports/38", file: "export.json", source: "Service desk",
        status: Status(.bad, "not readable"), stored: "0", rejected: Figure("1", href: "/sources/imports/38#rejected")),
    ])

  static let refused: SourcesPage = {
    var page = example
    page.upload.problem =
      "At byte 18,220 a value is missing after “messages”: write [] where there are none. Nothing was stored."
    page.notices = []
    page.sources = []
    page.imports = []
    page.count = "nothing yet"
    return page
  }()
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

extension ImportResultPage {
  static let example = ImportResultPage(
    frame: .example("shop-chat-nov.json was read", at: "/sources"),
    notice: Notice(
      tone: .warn, title: "642 conversations are new, 2 were rejected",
      body: "Shop chat is now complete to 09:05. Figures from 1 Nov on include them; the 2 rejected count nowhere."),
    file: "4.2 MB, read in 1.8 s",
    account: Account(
      caption: "What became of the conversations in the file", unit: "Conversations",
      lines: [
        Account.Line(sign: .none, label: "New", figure: Figure("642", href: "/conversations?import=41&new")),
        Account.Line(sign: .plus, label: "Changed", figure: Figure("11", href: "/conversations?import=41&changed")),
        Account.Line(sign: .plus, label: "Already here, the same", figure: Figure("5")),
        Account.Line(sign: .plus, label: "Rejected", figure: Figure("2", href: "#rejected")),
      ],
      total: Account.Line(sign: .none, label: "In the file", figure: Figure("660")),
      check: .balances("every conversation of the file is accounted for")),
    filtered: [
      Filtered(
        rule: "A1 automatic reply *977#", count: Figure("214", href: "/conversations?import=41&rule=A1"),
        effect: "no reply, stops no clock"),
      Filtered(
        rule: "B1 bot Wynn", count: Figure("38", href: "/conversations?import=41&rule=B1"), effect: "credited to nobody"
      ),
    ],
    rejected: [
      Rejected(
        place: "c_88213, message 4",
        why: "The time “2026-11-31 09:14” does not exist. Correct it and send the file again."),
      Rejected(
        place: "byte 3,871,204", why: "A conversation without an id. Give it one: figures cannot refer to it otherwise."
      ),
    ],
    next: [
      EmptyState.Way(text: "See the new conversations", href: "/conversations?import=41"),
      EmptyState.Way(text: "Go to Today", href: "/"),
    ])
}
