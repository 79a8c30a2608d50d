import Markup
import Metrics

extension PeopleTable {
  /// Replies and first responses of each person; whoever gave no name is work that counts, and comes last.
  init(_ facts: TodayFacts, _ words: DayWords) {
    let replies = facts.repliesByPerson
    let responses = facts.responseByPerson
    let given = Dictionary(responses.groups.map { ($0.labels.first ?? "", $0) }) { first, _ in first }
    let counted = replies.groups.map { (name: $0.labels.first ?? "", replies: $0.sample) }
    // A reply may lie outside the period in which its conversation was created.
    let others = responses.groups.map { $0.labels.first ?? "" }
      .filter { name in !counted.contains { $0.name == name } }.map { (name: $0, replies: 0) }
    let most = counted.map(\.replies).max() ?? 1
    let rows = (counted + others).map { person in
      Row(person.name, person.replies, of: replies, most: most, given[person.name], responses)
    }
    let isNamed = { (row: Row) in row.name != unnamed }
    self.init(
      aside: Sentence(.text("by replies, \(words.span(facts.period))")),
      heads: PeopleTable.heads, rows: rows.filter(isNamed) + rows.filter { !isNamed($0) },
      total: Total(
        label: "Team", replies: Figure(Figures.count(replies.sample), href: Route.rows(behind: replies.query.whole)),
        share: replies.sample > 0 ? "100 %" : "",
        firstResponse: facts.response.summary.map { Figure($0.half, href: Route.rows(behind: facts.response.query)) },
        sample: facts.response.summary.map(\.sampleWords) ?? ""),
      check: AddsUp(replies))
  }
}

extension PeopleTable {
  static let heads = [
    Explained(.humanReplies, named: "Replies"), Explained(.firstResponse, named: "First response, half within"),
  ]
}

private let unnamed = "Unnamed agent"

extension AddsUp {
  /// The answer was checked when it was made; only what it found earns the double rule.
  fileprivate init(_ replies: Answer) {
    let rows = replies.groups.reduce(0) { $0 + $1.sample }
    self =
      replies.addsUp == true
      ? .balances("replies add up to the team")
      : .differs("the rows hold \(Figures.count(rows)), the team \(Figures.count(replies.sample))")
  }
}

extension PeopleTable.Row {
  fileprivate init(
    _ name: String, _ count: Int, of replies: Answer, most: Int, _ response: Answer.Group?, _ responses: Answer
  ) {
    let opened = Route.rows(behind: replies.query.narrowed(toPerson: name))
    let summary: DurationSummary? = if case .durations(let found)? = response?.value { found } else { nil }
    self.init(
      name: name, note: name == unnamed ? "answers without a name; not ranked" : "", href: opened,
      replies: Figure(Figures.count(count), href: opened), fraction: Double(count) / Double(max(most, 1)),
      share: replies.sample > 0 ? Figures.share(Double(count) / Double(replies.sample), digits: 1) : "",
      firstResponse: summary.map {
        Figure($0.half, href: Route.rows(behind: responses.query.narrowed(toPerson: name)))
      },
      sample: summary?.sampleWords ?? "", isFew: (summary?.n ?? Answer.fewest) < Answer.fewest)
  }
}

extension DurationSummary {
  fileprivate var sampleWords: String { "n \(Figures.count(n))" + (n < Answer.fewest ? ", too few to judge" : "") }
}
