import CivilTime
import Markup
import Metrics
import Support
import Warehouse

extension Evidence {
  /// What each number takes from this conversation; a value opens the number of its day.
  var contributions: [ConversationPage.Contribution] {
    guard facts.standing == .counted else {
      return [Metric.conversationsCreated, .humanReplies, .firstResponse].map {
        ConversationPage.Contribution(metric: $0.name, value: "nothing", credit: "left out: \(facts.standing.words)")
      }
    }
    return [created, replies, firstResponse]
  }

  private var created: ConversationPage.Contribution {
    ConversationPage.Contribution(
      metric: Metric.conversationsCreated.name, href: rows(.conversationsCreated, facts.createdAt, facts.createdAt),
      value: "1", credit: "nobody")
  }

  private var replies: ConversationPage.Contribution {
    let replies = facts.messages.filter { $0.role == .reply }
    var people: [String: Int] = [:]
    for reply in replies { people[reply.actor.name, default: 0] += 1 }
    let credit = people.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      "\($0.key) \(Figures.count($0.value))"
    }
    return ConversationPage.Contribution(
      metric: Metric.humanReplies.name,
      href: replies.isEmpty ? nil : rows(.humanReplies, replies.first?.at, replies.last?.at),
      value: Figures.count(replies.count), credit: credit.isEmpty ? "nobody" : credit.joined(separator: ", "))
  }

  private var firstResponse: ConversationPage.Contribution {
    let name = Metric.firstResponse.name
    switch facts.firstResponse {
    case .answered(let from, let to, let actor):
      return ConversationPage.Contribution(
        metric: name, href: rows(.firstResponse, facts.createdAt, facts.createdAt),
        value: Figures.duration(seconds: Int(to - from)), credit: actor.name)
    case .closedWithoutReply: return nothing(name, "closed without reply")
    case .waiting(_, let lapses):
      let isOver = lapses.map { $0 <= words.now } ?? false
      return nothing(name, isOver ? "closed without reply" : "still waiting")
    case .noCustomerMessage: return nothing(name, "the customer has not written")
    }
  }

  private func nothing(_ metric: String, _ why: String) -> ConversationPage.Contribution {
    ConversationPage.Contribution(metric: metric, value: "nothing", credit: why)
  }

  private func rows(_ metric: Metric, _ first: Instant?, _ last: Instant?) -> String? {
    guard let first, let last,
      let period = Period(from: words.zone.day(of: first), to: words.zone.day(of: last) + 1)
    else { return nil }
    return Route.rows(behind: MetricQuery(metric, over: period, zone: words.zone.name))
  }
}
