import CivilTime
import Markup
import Metrics
import Support
import Warehouse

extension Waiting {
  var key: ConversationKey { ConversationKey(text: conversation) }
}

extension WaitingList {
  init(_ facts: WaitingFacts, _ words: DayWords) {
    let longest = max(1, facts.longest.first.map { words.now - $0.since } ?? 1)
    let known = Dictionary(facts.longest.map { ($0.conversation, $0) }) { first, _ in first }
    let rows = facts.conversations.map { one in
      let waited = known[one.key.text].map { words.now - $0.since } ?? 0
      let promise = facts.promises[one.key.text]
      return Row(
        title: one.title, href: Route.conversation(one.key).path, who: one.origin,
        holder: known[one.key.text]?.holder, waited: Figures.duration(seconds: Int(waited)),
        fraction: Double(waited) / Double(longest), isOverdue: promise?.isOverdue(at: words.now) ?? false,
        target: facts.hasTargets ? promise?.due(at: words.now) ?? Status(.neutral, "no target") : nil)
    }
    let count = facts.count
    let aside =
      count > rows.count
      ? Sentence(
        .text("\(rows.count) longest of "), .figure(Figures.count(count), href: Route.waiting),
        .text(", calendar time"))
      : Sentence(.text("longest first, calendar time"))
    self.init(
      aside: count == 0 ? Sentence() : aside, shares: StackedBar(facts), rows: rows,
      namesHolders: rows.contains { $0.holder != nil }, hasTargets: facts.hasTargets,
      all: count == 0 ? nil : Sentence(.link("Show all \(Figures.count(count))", href: Route.waiting)))
  }
}

extension StackedBar {
  /// Of all that is open, what waits for us; nothing where nothing is open.
  fileprivate init?(_ facts: WaitingFacts) {
    guard let open = facts.backlog.count, open > 0 else { return nil }
    let us = min(facts.count, open)
    self.init(
      parts: [
        Part(label: "\(Figures.count(us)) on us", value: Double(us), colour: .bad, isSubject: true),
        Part(label: "\(Figures.count(open - us)) on the customer or on hold", value: Double(open - us), colour: .pale),
      ], alternative: "Of \(Figures.count(open)) open conversations \(Figures.count(us)) wait on us")
  }
}

extension Decision {
  fileprivate func isOverdue(at now: Instant) -> Bool { dueAt.map { $0 < now } ?? false }

  /// “over by 20 h 22”, “49 min left”; nothing while its clock stands still.
  fileprivate func due(at now: Instant) -> Status? {
    guard let dueAt else { return nil }
    if dueAt < now { return Status(.bad, "over by \(Figures.duration(seconds: Int(now - dueAt)))") }
    return Status(isAtRisk(at: now) ? .warn : .neutral, "\(Figures.duration(seconds: Int(dueAt - now))) left")
  }
}
