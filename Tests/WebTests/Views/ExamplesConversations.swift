import Markup

@testable import Web

extension ConversationsPage {
  /// The receipt of “1 h 29” on Today, slowest first.
  static let explaining = ConversationsPage(
    frame: .example("Conversations", at: "/conversations"), period: .example,
    share: LinkMenu(
      sharing: "/conversations?receipt=r_1", csv: "/conversations?receipt=r_1&format=csv", api: "/api/v1/receipts/r_1"),
    receipt: ReceiptHead(
      definition: FigureTile.firstResponse.definition,
      value: .figure(Figure("1 h 29"), small: "90 % within 9 h 40, n 618"),
      meaning: "Conversations created 1 to 20 Nov 2026 with a human reply. Half of them were answered within 1 h 29.",
      check: .balances("618 here, 23 waiting and 14 closed unanswered make the 655 created")),
    chips: [
      FilterChip(what: "metric", value: "First response", removeHref: "/conversations?period=this-month"),
      FilterChip(what: "source", value: "Shop chat", removeHref: "/conversations?metric=M15&period=this-month"),
    ],
    clearHref: "/conversations", filters: .example,
    count: "618 conversations, slowest first",
    exclusions: Exclusions(
      count: Figure("68 left out", href: "/conversations?metric=M15&left-out=any"),
      reasons: [
        Exclusions.Reason(text: "23 still waiting", href: "/conversations?metric=M15&left-out=waiting"),
        Exclusions.Reason(text: "14 closed unanswered", href: "/conversations?metric=M15&left-out=unanswered"),
        Exclusions.Reason(text: "17 spam", href: "/conversations?metric=M15&left-out=spam"),
        Exclusions.Reason(text: "8 test conversations", href: "/conversations?metric=M15&left-out=test"),
        Exclusions.Reason(text: "6 merged into others", href: "/conversations?metric=M15&left-out=merged"),
      ]),
    valueHead: "First response",
    rows: [
      row(
        "Checkout is blank after the 4.2 update", "Nordhafen Logistik", "Tue 17 Nov, 15:48", .solved, "Priya Nair", 2,
        "42 h 04", 1),
      row(
        "Licence key not accepted on staging", "Cobalt Nine", "Fri 13 Nov, 18:20", .solved, "Lucía Ferrer", 3,
        "38 h 51", 0.923),
      row(
        "رسالة حول الفاتورة رقم ٥٥٢١", "Dar Al Kutub", "Sat 7 Nov, 11:02", .solved, "Amara Osei", 2, "31 h 40", 0.753),
      row(
        "Can we pay by bank transfer?", "Studio Kranich", "Sun 15 Nov, 09:33", .customer, "Jonas Weiss", 1, "22 h 15",
        0.529),
      row(
        "<b>Discount</b> for schools & libraries", "Fable Press", "Thu 12 Nov, 20:05", .solved, "Jonas Weiss", 4,
        "13 h 28", 0.32),
      row(
        "Stock is off by one after a return", "Ostrava Parts", "Mon 16 Nov, 21:47", .us, "Tomasz Zieliński", 2,
        "11 h 36", 0.276),
      row("Two invoices for October", "Marrow & Sons", "Wed 4 Nov, 22:10", .solved, nil, 1, "10 h 52", 0.258),
      row(
        "Newsletter arrives twice", "Tern Foundation", "Wed 11 Nov, 23:41", .solved, "Priya Nair", 1, "9 h 44", 0.231),
    ],
    paging: Paging(position: "1 to 8 of 618", nextHref: "/conversations?metric=M15&page=2"))

  static let plain: ConversationsPage = {
    var page = explaining
    page.receipt = nil
    page.chips = [FilterChip(what: "only", value: "waiting on us", removeHref: "/conversations")]
    page.valueHead = nil
    page.count = "23 conversations, longest wait first"
    page.exclusions = nil
    page.paging = Paging(position: "1 to 8 of 23", previousHref: nil, nextHref: "/conversations?page=2")
    return page
  }()

  static let none: ConversationsPage = {
    var page = plain
    page.rows = []
    page.count = "0 conversations"
    page.empty = EmptyState(
      title: "No conversation fits", body: "Nothing in this period waits on us in Shop chat.",
      mainWay: EmptyState.Way(text: "Show all conversations", href: "/conversations"),
      otherWay: EmptyState.Way(text: "Last month", href: "/conversations?period=last-month"))
    return page
  }()

  private static func row(
    _ title: String, _ customer: String, _ created: String, _ status: Status, _ holder: String?, _ replies: Int,
    _ value: String, _ fraction: Double
  ) -> Row {
    Row(
      title: title, href: "/conversations/c_47981", who: "\(customer) · Shop chat", when: created, status: status,
      holder: holder, replies: "\(replies)", value: value, fraction: fraction, valueNote: holder ?? "Amara Osei")
  }
}

extension Status {
  fileprivate static let solved = Status(.good, "solved")
  fileprivate static let customer = Status(.neutral, "waiting on the customer")
  fileprivate static let us = Status(.warn, "waiting on us")
}

extension FilterForm {
  static let example = FilterForm(
    action: "/conversations", kept: [PeriodPicker.Kept(name: "period", value: "this-month")],
    choices: [
      Choice(
        name: "state", title: "State",
        options: [
          Choice.Option(value: "", title: "Any"), Choice.Option(value: "us", title: "Waiting on us"),
          Choice.Option(value: "customer", title: "Waiting on the customer"),
          Choice.Option(value: "solved", title: "Solved"),
        ], chosen: ""),
      Choice(
        name: "person", title: "Person",
        options: [
          Choice.Option(value: "", title: "Anyone"), Choice.Option(value: "priya", title: "Priya Nair"),
          Choice.Option(value: "tomasz", title: "Tomasz Zieliński"),
        ], chosen: ""),
      Choice(
        name: "source", title: "Source",
        options: [
          Choice.Option(value: "", title: "All"), Choice.Option(value: "shop", title: "Shop chat"),
          Choice.Option(value: "facebook", title: "Facebook messages"),
        ], chosen: "shop"),
    ],
    ticks: [Tick(name: "only", value: "waiting", title: "Only those waiting on us", isOn: false)])
}
