import CivilTime
import Markup
import Metrics
import Support
import Warehouse

extension WaitingConversation {
  var key: ConversationKey { ConversationKey(text: conversation) }
}

extension WaitingList {
  init(_ facts: TodayFacts, _ words: DayWords) { self.init(facts.waiting, facts.longest, words) }

  /// - Parameters:
  ///   - waiting: everybody who waits, the longest first.
  ///   - shown: the first of them.
  init(_ waiting: [WaitingConversation], _ shown: [ConversationSummary], _ words: DayWords) {
    let longest = max(1, waiting.first.map { words.now - $0.since } ?? 1)
    let since = Dictionary(waiting.prefix(10).map { ($0.conversation, $0.since) }) { first, _ in first }
    let rows = shown.map { one in
      let waited = words.now - (since[one.key.text] ?? words.now)
      return Row(
        title: one.title, href: Route.conversation(one.key).path, who: one.origin,
        waited: Figures.duration(seconds: Int(waited)), fraction: Double(waited) / Double(longest))
    }
    let count = waiting.count
    let aside =
      count > rows.count
      ? Sentence(
        .text("\(rows.count) longest of "), .figure(Figures.count(count), href: Route.waiting),
        .text(", calendar time"))
      : Sentence(.text("longest first, calendar time"))
    self.init(
      aside: count == 0 ? Sentence() : aside, rows: rows, namesHolders: false,
      all: count == 0 ? nil : Sentence(.link("Show all \(Figures.count(count))", href: Route.waiting)))
  }
}
