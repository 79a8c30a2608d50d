import Markup
import Support
import Warehouse

extension ConversationsPage {
  /// The plain list.
  init(
    _ frame: PageFrame, _ filter: ListFilter, _ rows: [ConversationSummary], total: Int, _ part: PagePart,
    sources: [String], _ words: DayWords
  ) {
    self.init(
      frame: frame, chips: filter.chips, clearHref: filter.chips.isEmpty ? nil : Route.conversations.path,
      filters: total == 0 && filter.chips.isEmpty ? nil : filter.form(sources),
      count: Sentence(
        .text("\(Figures.count(total, "conversation", "conversations")), the most recently active first")),
      whenHead: "Last message",
      rows: rows.map { one in
        var row = Row(one, words)
        row.when = words.moment(one.lastMessageAt)
        return row
      },
      namesHolders: false,
      paging: Paging(part, of: total) { filter.href(page: $0) },
      empty: .noneFits(filter))
  }
}

extension ConversationsPage.Row {
  init(_ one: ConversationSummary, _ words: DayWords) {
    self.init(
      title: one.title, href: Route.conversation(one.key).path, who: one.origin, when: words.moment(one.createdAt),
      status: one.status(asOf: words.now), replies: Figures.count(one.replies))
  }
}

extension Paging {
  /// Nothing when all rows are on one page.
  init?(_ part: PagePart, of total: Int, href: (Int) -> String) {
    guard total > PagePart.size || part.number > 1 else { return nil }
    let last = min(part.offset + PagePart.size, total)
    let span = part.offset < last ? "\(Figures.count(part.offset + 1)) to \(Figures.count(last))" : "none"
    self.init(
      position: "\(span) of \(Figures.count(total))", previousHref: part.number > 1 ? href(part.number - 1) : nil,
      nextHref: last < total ? href(part.number + 1) : nil)
  }
}

extension ListFilter {
  var chips: [FilterChip] {
    var chips: [FilterChip] = []
    if let source {
      chips.append(
        FilterChip(what: "source", value: source, removeHref: ListFilter(source: nil, isWaiting: isWaiting).href()))
    }
    if isWaiting {
      chips.append(
        FilterChip(
          what: "only", value: "waiting on us", removeHref: ListFilter(source: source, isWaiting: false).href()))
    }
    return chips
  }

  func form(_ sources: [String]) -> FilterForm {
    let all = FilterForm.Choice.Option(value: "", title: "All")
    return FilterForm(
      action: Route.conversations.path,
      choices: [
        FilterForm.Choice(
          name: "source", title: "Source",
          options: [all] + sources.map { FilterForm.Choice.Option(value: $0, title: $0) }, chosen: source ?? "")
      ],
      ticks: [FilterForm.Tick(name: "waiting", value: "1", title: "Only those waiting on us", isOn: isWaiting)])
  }
}

extension EmptyState {
  fileprivate static func noneFits(_ filter: ListFilter) -> EmptyState {
    if filter.chips.isEmpty {
      return Asker.current.narrowings.isEmpty
        ? .beforeTheFirst("No conversations yet", "all of them are listed here")
        : EmptyState(title: "Nothing to see yet", body: "None of the conversations is among those that you may see.")
    }
    return EmptyState(
      title: "No conversation fits", body: "Nothing in the ledger has all of these properties.",
      mainWay: Way(text: "Show all conversations", href: Route.conversations.path))
  }
}
