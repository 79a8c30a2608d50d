import Markup

@testable import Web

extension WaitingList {
  static let example = WaitingList(
    aside: Sentence(
      .text("ten longest of "), .figure("23", href: "/conversations?only=waiting"), .text(", calendar time")),
    shares: StackedBar(
      parts: [
        StackedBar.Part(label: "23 on us", value: 23, colour: .bad, isSubject: true),
        StackedBar.Part(label: "171 on the customer", value: 171, colour: .pale),
        StackedBar.Part(label: "27 quiet for over 24 h", value: 27, colour: .grey),
      ],
      alternative: "Of 221 open conversations 23 wait on us, 171 on the customer and 27 are quiet"),
    rows: [
      row("Export times out for large shops", "Nordhafen Logistik · Shop chat", "Priya Nair", "3 d 4 h", 76, true),
      row("Invoice shows the old VAT number", "Studio Kranich · Shop chat", "Jonas Weiss", "46 h 12", 46.2, true),
      row("Two-factor codes arrive too late", "Bellweather Clinic · Facebook", nil, "28 h 22", 28.4, true),
      row("Webhook fires twice after 4.2 update", "Ostrava Parts · Shop chat", "Tomasz Zieliński", "17 h 11", 17.2),
      row("Cannot add a second warehouse", "Nordhafen Logistik · Shop chat", "Lucía Ferrer", "16 h 42", 16.7),
      row("Images blurred on retina screens", "Fable Press · Facebook", "Jonas Weiss", "14 h 17", 14.3),
      row("Refund for the duplicate licence", "Ida Brekke · Facebook", "Jonas Weiss", "11 h 18", 11.3),
      row("Where did the staging button go?", "Cobalt Nine · Shop chat", "Lucía Ferrer", "4 h 46", 4.8),
      row("Import stops at row 10,000", "Marrow & Sons · Shop chat", nil, "4 h 01", 4),
      row("Ownership change, account 5521", "Tern Foundation · Facebook", "Amara Osei", "52 min", 0.9),
    ],
    hasTargets: true,
    exclusions: Exclusions(
      count: Figure("9 left out", href: "/conversations?only=waiting&left-out=any"),
      reasons: [
        Exclusions.Reason(text: "5 spam", href: "/conversations?only=waiting&left-out=spam"),
        Exclusions.Reason(text: "4 that end with a thank-you", href: "/conversations?only=waiting&left-out=thanks"),
      ]),
    all: Sentence(.link("Show all 23", href: "/conversations?only=waiting")))

  private static func row(
    _ title: String, _ who: String, _ holder: String?, _ waited: String, _ hours: Double, _ isOverdue: Bool = false
  ) -> Row {
    Row(
      title: title, href: "/conversations/c_\(Int(hours * 10))", who: who, holder: holder, waited: waited,
      fraction: hours / 76, isOverdue: isOverdue,
      target: isOverdue
        ? Status(.bad, "over by 20 h 22") : hours > 10 ? Status(.warn, "49 min left") : Status(.neutral, "no target"))
  }
}

extension PeopleTable {
  static let example = PeopleTable(
    aside: "by replies, this month", heads: PeopleTable.heads,
    rows: [
      row("Priya Nair", 402, "26.1 %", "1 h 04", "n 161"),
      row("Tomasz Zieliński", 371, "24.1 %", "1 h 22", "n 149"),
      row("Jonas Weiss", 318, "20.7 %", "1 h 51", "n 128"),
      row("Lucía Ferrer", 246, "16.0 %", "1 h 36", "n 98"),
      row("Amara Osei", 199, "12.9 %", "2 h 10", "n 79"),
      row("Hanna Lindqvist", 3, "0.2 %", "48 min", "n 3, too few to judge", note: "since 19 Nov"),
    ],
    total: Total(
      label: "Team", replies: Figure("1,539", href: "/conversations?metric=M05"), share: "100 %",
      firstResponse: Figure("1 h 29", href: "/conversations?metric=M15"), sample: "n 618"),
    check: .balances("replies add up to the team"))

  private static func row(
    _ name: String, _ replies: Int, _ share: String, _ response: String?, _ sample: String, note: String = ""
  ) -> Row {
    let person = String(name.prefix { $0 != " " }).lowercased()
    return Row(
      name: name, note: note, href: "/conversations?person=\(person)",
      replies: Figure(Figures.count(replies), href: "/conversations?metric=M05&person=\(person)"),
      fraction: Double(replies) / 402, share: share,
      firstResponse: response.map { Figure($0, href: "/conversations?metric=M15&person=\(person)") }, sample: sample,
      isFew: replies < 5)
  }
}

extension TrendSection {
  private static let created = [12, 46, 41, 38, 40, 35, 15, 11, 49, 44, 39, 37, 38, 14, 11, 52, 47, 36, 41, 9]
  private static let replied = [20, 108, 101, 92, 97, 88, 24, 19, 121, 109, 93, 90, 92, 25, 18, 127, 118, 81, 99, 17]
  private static let before = [36, 40, 17, 9, 41, 43, 38, 36, 40, 16, 12, 44, 41, 39, 35, 37, 13, 10, 48, 48]
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

  static let example = TrendSection(
    title: "Day by day", aside: "1 to 20 Nov, grey: conversations 1 to 20 Oct",
    frame: ChartFrame(
      finding: "52 conversations on Mon 16 Nov, the most this month.",
      detail: "Replies kept pace: every working day had at least twice as many. The open dots are today, so far."),
    chart: LineChart(
      days: created.indices.map { day in
        LineChart.Day(
          axis: [1: "2 Nov", 8: "9 Nov", 15: "16 Nov"][day],
          hint: "\(weekdays[day % 7]) \(day + 1) Nov: \(created[day]) conversations, \(replied[day]) replies",
          href: "/?period=2026-11-\(day + 1)")
      },
      lines: [
        LineChart.Line(
          name: "replies", end: "17", values: replied.map(Double.init), style: .series(2), runsFrom: 19, fillsUp: true),
        LineChart.Line(
          name: "conversations", end: "9", values: created.map(Double.init), style: .series(1), runsFrom: 19,
          fillsUp: true),
        LineChart.Line(name: "in October", end: "", values: before.map(Double.init), style: .previous),
      ],
      alternative: "Conversations and replies per day, 1 to 20 November. Working days bring 35 to 52 conversations and "
        + "81 to 127 replies, weekends 11 to 15 and 18 to 25. Today so far: 9 and 17."),
    table: ChartTable(
      title: "Conversations and replies per day", heads: ["Day", "Conversations", "Replies", "Conversations in Oct"],
      rows: created.indices.map { day in
        [
          ChartTable.Cell("\(weekdays[day % 7]) \(day + 1) Nov"),
          ChartTable.Cell("\(created[day])", href: "/conversations?metric=M01&day=2026-11-\(day + 1)"),
          ChartTable.Cell("\(replied[day])", href: "/conversations?metric=M05&day=2026-11-\(day + 1)"),
          ChartTable.Cell("\(before[day])"),
        ]
      }))
}
