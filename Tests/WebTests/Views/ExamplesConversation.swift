import Markup
import Metrics

@testable import Web

extension ConversationPage {
  static let example = ConversationPage(
    frame: .example("Checkout is blank after the 4.2 update", at: "/conversations"),
    status: Status(.good, "solved Thu 19 Nov, 15:27"), origin: "Shop chat · c_47981",
    chips: [
      FilterChip(what: "customer", value: "Marit Solberg", removeHref: "/conversations?customer=marit"),
      FilterChip(what: "tag", value: "checkout", removeHref: "/conversations?tag=checkout"),
      FilterChip(what: "tag", value: "update-4.2", removeHref: "/conversations?tag=update-4.2"),
    ],
    previousHref: "/conversations/c_47980", nextHref: "/conversations/c_47982",
    vendorHref: "https://chat.halden.example/c/47981", vendor: "Shop chat",
    clock: Clock(
      aside: "calendar time, Berlin",
      frame: ChartFrame(
        finding: "44 h 17 of the 47 h 39 counted against us.",
        detail: "The first reply came after two nights; the second within two hours and a quarter."),
      strip: .example),
    account: Account(
      caption: "How the time until solved is made up", unit: "Time",
      lines: [
        Account.Line(sign: .none, label: "Waiting on us, before the first reply", figure: Figure("42 h 04")),
        Account.Line(sign: .plus, label: "Waiting on us, later", figure: Figure("2 h 13")),
        Account.Line(sign: .plus, label: "Waiting on the customer", figure: Figure("3 h 22")),
      ],
      total: Account.Line(sign: .none, label: "Until solved", figure: Figure("47 h 39")),
      check: .balances("balances with the first and last message")),
    days: TimelineDay.example,
    contributions: [
      Contribution(
        metric: Explained(.firstResponse), href: "/conversations?metric=M15", value: "42 h 04", credit: "Priya Nair"),
      Contribution(
        metric: Explained(.humanReplies), href: "/conversations?metric=M05", value: "2", credit: "Priya 1, Tomasz 1"),
      Contribution(
        metric: Explained(.conversationsCreated), href: "/conversations?metric=M01", value: "1", credit: "nobody"),
    ],
    waits: [
      Wait(from: "Tue 15:48", to: "Thu 09:52", length: "42 h 04", opening: "2 h 34", who: "us", isOnUs: true),
      Wait(from: "Thu 09:52", to: "Thu 13:14", length: "3 h 22", opening: "3 h 22", who: "the customer", isOnUs: false),
      Wait(from: "Thu 13:14", to: "Thu 15:27", length: "2 h 13", opening: "2 h 13", who: "us", isOnUs: true),
    ],
    facts: [
      Fact(term: "Created", meaning: "Tue 17 Nov 2026, 15:48"),
      Fact(term: "Episode", meaning: "1 of 1"),
      Fact(
        term: "Imported",
        meaning: Sentence(.text("today, 09:05, from "), .link("shop-chat-nov.json", href: "/sources/imports/41"))),
      Fact(term: "Kept as", meaning: "c_47981, 7 messages"),
    ])

  static let ofTest: ConversationPage = {
    var page = example
    page.leftOut = Notice(
      tone: .neutral, title: "Left out of all figures",
      body: Sentence(
        .text("Rule T1 takes it for a test conversation: the customer’s address ends in qa.halden.example. "),
        .link("The rule", href: "/sources#rules")))
    page.contributions = page.contributions.map {
      Contribution(metric: $0.metric, value: "nothing", credit: "left out by rule T1")
    }
    page.clock = nil
    page.account = nil
    page.waits = []
    return page
  }()
}

extension ClockStrip {
  static let example = ClockStrip(days: [
    Day(
      weekday: "Tue", date: "17 Nov",
      stretches: [Stretch(from: 948, to: 1_050, holder: .us), Stretch(from: 1_050, to: 1_440, holder: .closed)],
      marks: [Mark(minute: 948, label: "15:48 asks")], opening: [Span(from: 540, to: 1_050)],
      alternative: "Tuesday: the customer asks at 15:48 and waits for us until midnight"),
    Day(
      weekday: "Wed", date: "18 Nov", stretches: [Stretch(from: 0, to: 1_440, holder: .closed)], marks: [],
      name: "Buß- und Bettag",
      alternative: "Wednesday: the customer waits for us all day"),
    Day(
      weekday: "Thu", date: "19 Nov",
      stretches: [
        Stretch(from: 0, to: 540, holder: .closed), Stretch(from: 540, to: 592, holder: .us),
        Stretch(from: 592, to: 794, holder: .customer),
        Stretch(from: 794, to: 927, holder: .us),
      ],
      marks: [
        Mark(minute: 592, label: "09:52 reply"), Mark(minute: 794, label: "13:14 asks"),
        Mark(minute: 927, label: "15:27 solved"),
      ], opening: [Span(from: 540, to: 1_050)],
      alternative: "Thursday: reply at 09:52, the customer asks again at 13:14, solved at 15:27"),
  ])
}

extension TimelineDay {
  static let example = [
    TimelineDay(
      title: "Tuesday, 17 November",
      entries: [
        entry(
          .customer, "15:48", "17T15:48:00", "Marit Solberg", "customer",
          "Since the 4.2 update the checkout is blank for every visitor.\nWe are losing orders. What can we do?"),
        TimelineEntry(
          kind: .automaticReply, time: "15:48:40", instant: "2026-11-17T15:48:40+01:00", actor: "Shop chat",
          role: "automatic reply", tags: ["rule A1 *977#", "stops no clock"],
          text: FoldedText("We got your message and answer on working days between nine and half past five.")),
        TimelineEntry(
          kind: .event, time: "16:20", instant: "2026-11-17T16:20:00+01:00", actor: "Priya Nair",
          role: "took it, 32 min after the question"),
        entry(
          .note, "16:35", "17T16:35:00", "Priya Nair", "private note, not a reply",
          "Same as c_47955. The block cache keeps the old template; asking Tomasz."),
      ]),
    TimelineDay(
      title: "Thursday, 19 November",
      entries: [
        TimelineEntry(
          kind: .reply, time: "09:52", instant: "2026-11-19T09:52:00+01:00", actor: "Priya Nair",
          role: "first response, after 42 h 04", tags: ["counts for First response"],
          text: FoldedText(
            "Sorry for the wait. Could you switch off the block cache under Settings, Speed and tell me whether the "
              + "checkout returns?")),
        entry(.customer, "13:14", "19T13:14:00", "Marit Solberg", "customer", longReport),
        TimelineEntry(
          kind: .event, time: "14:02", instant: "2026-11-19T14:02:00+01:00",
          role: "Moved from Priya Nair to Tomasz Zieliński. From here he holds it."),
        entry(
          .reply, "15:26", "19T15:26:00", "Tomasz Zieliński", "second reply, after 2 h 12",
          "4.2.1 is out and clears the cache by itself. Please update and switch the cache on again."),
        TimelineEntry(
          kind: .event, time: "15:27", instant: "2026-11-19T15:27:00+01:00", actor: "Tomasz Zieliński",
          role: "solved it"),
        TimelineEntry(
          kind: .customer, time: "15:58", instant: "2026-11-19T15:58:00+01:00", actor: "Marit Solberg",
          role: "customer, after solving", tags: ["thanks only, opens no new wait"],
          text: FoldedText("That fixed it in two minutes, thank you!")),
        TimelineEntry(
          kind: .gap, time: "", instant: "2026-11-20T09:12:00+01:00",
          role: "No message for 17 h. After 26 h the episode ends (inferred)."),
      ]),
  ]

  private static let longReport = """
    It is back, but very slow now. This is what the log says:

    [13:02:11] checkout.render start <template id="blk-77">
    [13:02:19] checkout.render done, 8,112 ms
    [13:02:40] checkout.render start <template id="blk-77">
    [13:02:47] checkout.render done, 7,405 ms

    We have about forty orders an hour on a Thursday, and people leave when the page takes longer than two or three \
    seconds. I have tried the following: switched the block cache off and on, emptied the shop cache, restarted the \
    workers, and moved the template to the second server, which made it slower still. I also noticed that the pictures \
    of the products are fetched again on every step, which they were not before the update; our own monitoring shows \
    four times the traffic since Tuesday morning. Is there a version in which both work? If not, how do we go back to \
    4.1 without losing the orders of this week? We would do it tonight after ten, when the shop is quiet, and can give \
    you access to the staging shop at once.
    """

  private static func entry(
    _ kind: TimelineEntry.Kind, _ time: String, _ instant: String, _ actor: String, _ role: String, _ text: String
  ) -> TimelineEntry {
    TimelineEntry(
      kind: kind, time: time, instant: "2026-11-\(instant)+01:00", actor: actor, role: role, text: FoldedText(text))
  }
}
