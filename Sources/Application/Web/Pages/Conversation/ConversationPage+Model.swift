import CivilTime
import Markup
import Metrics
import Support
import Warehouse

extension ConversationPage {
  init(_ frame: PageFrame, _ evidence: Evidence, _ part: EventPart) {
    let route = Route.conversation(evidence.key)
    let moments = evidence.moments
    self.init(
      frame: frame, status: evidence.summary.status(asOf: evidence.words.now),
      origin: "\(evidence.summary.origin) · \(evidence.key.vendorID)", chips: evidence.chips,
      previousHref: part.number > 1 ? route.href([("page", String(part.number - 1))]) : nil,
      nextHref: part.hasMore(than: moments.count) ? route.href([("page", String(part.number + 1))]) : nil,
      days: evidence.days(of: part.of(moments)), contributions: evidence.contributions, leftOut: evidence.leftOut,
      waits: evidence.waits, facts: evidence.properties)
  }
}

extension Evidence {
  fileprivate var chips: [FilterChip] {
    let customer = history.conversation.customerName.map {
      [FilterChip(what: "customer", value: $0, removeHref: Route.conversation(key).path)]
    }
    return (customer ?? []) + [
      FilterChip(what: "source", value: key.source, removeHref: ListFilter(source: key.source, isWaiting: false).href())
    ]
  }

  fileprivate var leftOut: Notice? {
    guard facts.standing != .counted else { return nil }
    return Notice(
      tone: .warn, title: "Left out of all figures: \(facts.standing.words)",
      body: "It stays in the ledger and in this list, but no number counts it.")
  }

  fileprivate var waits: [ConversationPage.Wait] {
    facts.waits.map { wait in
      let (end, ending): (Instant, String) =
        switch wait.end {
        case .answered(let at, _): (at, words.moment(at))
        case .unanswered(let at): (at, "\(words.moment(at)), then silence")
        case .open(let lapses):
          if let lapses, lapses <= words.now {
            (lapses, "\(words.moment(lapses)), then silence")
          } else {
            (words.now, "now")
          }
        }
      return ConversationPage.Wait(
        from: words.moment(wait.since), to: ending, length: Figures.duration(seconds: Int(end - wait.since)),
        who: "us", isOnUs: true)
    }
  }

  fileprivate var properties: [ConversationPage.Fact] {
    var properties = [
      ConversationPage.Fact(term: "Key", meaning: Sentence(.text(key.text))),
      ConversationPage.Fact(term: "Created", meaning: Sentence(.text(words.moment(summary.createdAt)))),
      ConversationPage.Fact(term: "Last message", meaning: Sentence(.text(words.moment(summary.lastMessageAt)))),
      ConversationPage.Fact(term: "Begun by", meaning: Sentence(.text(facts.initiator.words))),
      ConversationPage.Fact(term: "Episodes", meaning: Sentence(.text(Figures.count(facts.episodes.count)))),
    ]
    if !history.conversation.hasStates {
      properties.append(
        ConversationPage.Fact(
          term: "Episodes end",
          meaning: Sentence(
            .text("by silence of more than \(Figures.duration(seconds: Int(gap))): the source knows no states"))))
    }
    return properties
  }
}

extension Initiator {
  fileprivate var words: String {
    switch self {
    case .customer: "the customer"
    case .agent: "us"
    case .bot: "a bot"
    case .unknown: "nobody can tell"
    }
  }
}
