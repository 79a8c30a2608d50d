import Markup

@testable import Web

extension RunPage {
  static let upload = RunPage(
    frame: .example("shop-chat-nov.json was read", at: "/sources"),
    live: LiveSyncs(streamHref: "/sources/live?source=shop", syncs: []),
    notices: [
      Notice(
        tone: .warn, title: "642 conversations are new, 2 were rejected",
        body: "Shop chat is now complete to 09:05. Figures from 1 Nov on include them; the 2 rejected count nowhere.")
    ],
    what: "4.2 MB, read in 1.8 s",
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
    rejectedNote: Sentence(.link("Download all", href: "/api/v1/runs/41/rejected.csv")),
    next: [
      EmptyState.Way(text: "See the new conversations", href: "/conversations?import=41"),
      EmptyState.Way(text: "Go to Today", href: "/"),
    ])
  static let failed = RunPage(
    frame: .example("hubspot was not synced", at: "/sources"),
    live: LiveSyncs(streamHref: "/sources/live?source=hubspot", syncs: []),
    notices: [
      Notice(
        tone: .bad, title: "The sync failed",
        body:
          "Could not search the tickets: HubSpot wants no calls for 41 minutes — the next sync goes on where this one stopped. 300 conversations that came before are kept."
      ),
      Notice(
        tone: .warn, title: "1 warning",
        body:
          "The pass “owners” was left out: HubSpot does not allow it (403) — ask its administrator for the permission."),
    ],
    what: "new and changed, in 3 min 12",
    account: Account(
      caption: "What became of the conversations that were fetched", unit: "Conversations",
      lines: [
        Account.Line(sign: .none, label: "New or changed", figure: Figure("300")),
        Account.Line(sign: .plus, label: "Already here, the same", figure: Figure("12")),
      ], total: Account.Line(sign: .none, label: "Fetched", figure: Figure("312")),
      check: .balances("new, changed and unchanged make up what was fetched")),
    facts: [
      Fact(term: "Source", meaning: Sentence(.link("hubspot", href: "/sources/hubspot"))),
      Fact(term: "What", meaning: "new and changed"), Fact(term: "Began", meaning: "today, 07:30, timetable"),
      Fact(term: "Ended", meaning: "today, 07:33"), Fact(term: "Calls", meaning: "38, 4 of them repeated"),
      Fact(term: "Vendor's limit", meaning: "3 calls refused, waited 1 min 20 in all"),
      Fact(term: "Left at the end", meaning: "0 of 250 calls"),
    ],
    filtered: nil,
    rejected: [
      Rejected(
        place: "ticket 88213", why: "closed at 2026-11-02T09:00:00Z, before it was created at 2026-11-02T10:00:00Z")
    ], rejectedNote: Sentence(.link("Download all", href: "/api/v1/runs/40/rejected.csv")),
    next: [EmptyState.Way(text: "Go to the source", href: "/sources/hubspot")])
}
