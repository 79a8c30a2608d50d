import CivilTime
import Markup
import Metrics
import Support
import Warehouse

extension ConversationPage {
  init(_ frame: PageFrame, _ evidence: Evidence, _ part: EventPart) {
    let route = Route.conversation(evidence.key)
    let moments = evidence.moments
    let life = LifeLine(evidence.facts, evidence.rules.clock, days: evidence.words.zone, asOf: evidence.words.now)
    self.init(
      frame: frame, status: evidence.status,
      origin: "\(evidence.summary.origin) · \(evidence.key.vendorID)", chips: evidence.chips,
      previousHref: part.number > 1 ? route.href([("page", String(part.number - 1))]) : nil,
      nextHref: part.hasMore(than: moments.count) ? route.href([("page", String(part.number + 1))]) : nil,
      vendorHref: evidence.history.conversation.link, vendor: evidence.key.source,
      clock: life.flatMap { Clock($0, evidence) }, account: life.flatMap { Account($0, evidence) },
      days: evidence.days(of: part.of(moments)), contributions: evidence.contributions, leftOut: evidence.leftOut,
      waits: evidence.waits, facts: evidence.properties)
  }
}

extension Evidence {
  /// Each opens what else was created in those thirty days under the same name.
  fileprivate var chips: [FilterChip] {
    let conversation = history.conversation
    var chips: [FilterChip] = []
    if let name = conversation.customerName {
      chips.append(FilterChip(what: "customer", value: name, removeHref: Route.conversation(key).path))
    }
    chips.append(
      FilterChip(
        what: "source", value: source, removeHref: ListFilter(source: source, isWaiting: false).href()))
    chips += labels(.client).filter { $0 != ClientRules.none }.map { chip(.client, $0) }
    chips += labels(.product).filter { $0 != ProductRules.unmapped }.map { chip(.product, $0) }
    if let inbox = conversation.inbox { chips.append(chip(.inbox, name(of: inbox, as: .inbox))) }
    if let priority = conversation.priority { chips.append(chip(.priority, priority)) }
    if let type = conversation.type { chips.append(chip(.type, type)) }
    return chips + conversation.tags.map { chip(.tag, $0) }
  }

  private func chip(_ dimension: Dimension, _ value: String) -> FilterChip {
    let day = words.zone.day(of: summary.createdAt)
    guard let days = Period(from: day + -29, to: day + 1) else {
      return FilterChip(what: dimension.rawValue, value: value, removeHref: Route.conversations.path)
    }
    let query = MetricQuery(
      .conversationsCreated, over: days, zone: words.zone.name, filters: [Filter(dimension, [value])])
    return FilterChip(what: dimension.rawValue, value: value, removeHref: Route.rows(behind: query))
  }

  fileprivate var leftOut: Notice? {
    guard facts.standing != .counted else { return nil }
    return Notice(
      tone: .warn, title: "Left out of all figures: \(facts.standing.words)",
      body: "It stays in the ledger and in this list, but no number counts it.")
  }

  fileprivate var waits: [ConversationPage.Wait] {
    let line = BusinessLine(facts.stays, by: rules.clock)
    return facts.waits.map { wait in
      let (end, ending): (Instant, String) =
        switch wait.end {
        case .answered(let at, _): (at, ending(at, after: wait.since))
        case .unanswered(let at):
          (
            at,
            "\(ending(at, after: wait.since)), \(history.conversation.hasStates ? "done unanswered" : "then silence")"
          )
        case .open(let lapses):
          if let lapses, lapses <= words.now {
            (lapses, "\(ending(lapses, after: wait.since)), then silence")
          } else {
            (words.now, "now")
          }
        }
      let length = line.length(from: wait.since, to: end)
      return ConversationPage.Wait(
        from: words.moment(wait.since), to: ending, length: Figures.duration(seconds: Int(length.calendar)),
        opening: length.business.map { Figures.duration(seconds: Int($0)) }, who: "us", isOnUs: true)
    }
  }

  /// On the same day the time is enough.
  private func ending(_ end: Instant, after start: Instant) -> String {
    words.zone.day(of: start) == words.zone.day(of: end) ? words.time(end) : words.moment(end)
  }

  /// Done, and when; else what a list says of it.
  fileprivate var status: Status {
    guard facts.standing == .counted, let closing = facts.episodes.last?.closing, closing.at <= words.now else {
      return summary.status(asOf: words.now)
    }
    return Status(
      .good, "\(closing.state?.words ?? "ended by silence") \(words.moment(closing.at))")
  }

  fileprivate var properties: [ConversationPage.Fact] {
    func fact(_ term: String, _ meaning: String?) -> ConversationPage.Fact? {
      meaning.map { ConversationPage.Fact(term: term, meaning: Sentence(.text($0))) }
    }
    let conversation = history.conversation
    let silence =
      conversation.hasStates
      ? nil : "by silence of more than \(Figures.duration(seconds: Int(gap))): the source knows no states"
    return [
      fact("Key", key.text), fact("Created", words.moment(summary.createdAt)),
      fact("Last message", words.moment(summary.lastMessageAt)), fact("Begun by", facts.initiator.words),
      fact("Held by", holder), fact("Team", conversation.team.map { name(of: $0, as: .team) }),
      fact("Category", conversation.category), fact("Pipeline", conversation.pipeline),
      fact("Episodes", Figures.count(facts.episodes.count)), fact("Episodes end", silence),
      fact("Rated", facts.ratings.last.map { "\($0.score) of \($0.scale)\($0.creditWords)" }),
    ].compactMap { $0 } + conversation.fields.sorted { $0.key < $1.key }.compactMap { fact($0.key, $0.value) }
  }

  /// Nothing where the source tells no holders.
  private var holder: String? {
    guard !facts.stations.isEmpty else { return nil }
    return facts.circumstances.holder.value(at: words.now).map(\.name) ?? "nobody"
  }
}

extension RatingFact {
  var creditWords: String {
    switch credit {
    case .told(let actor): ", for \(actor.name)"
    case .lastReplyBeforeSurvey(let actor): ", credited to \(actor.name), who replied last before the survey"
    case .lastReplyBeforeRating(let actor): ", credited to \(actor.name), who replied last before the rating"
    case .nobody: ", credited to nobody"
    }
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
