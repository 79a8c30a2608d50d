import Markup
import Metrics

/// The figures of one line, looked up by its label.
private struct Lines {
  let facts: TeamFacts
  private let byName: [Metric: [String: Answer.Group]]

  init(_ facts: TeamFacts) {
    self.facts = facts
    let answers = [facts.net, facts.closed, facts.replies, facts.response, facts.satisfaction, facts.waiting]
    byName = Dictionary(
      answers.map { answer in
        let groups = answer.groups.map { ($0.labels.first ?? "", $0) }
        return (answer.query.metric, Dictionary(groups) { first, _ in first })
      }
    ) { first, _ in first }
  }

  func group(_ name: String, of answer: Answer) -> Answer.Group? { byName[answer.query.metric]?[name] }

  func value(_ name: String, of answer: Answer) -> Double { group(name, of: answer)?.value.plain ?? 0 }

  /// Whoever did anything, the most net closures first; those who are nobody come last.
  var names: [String] {
    let all = Set(byName.values.flatMap(\.keys))
    return all.sorted { left, right in
      if left.isNobody != right.isNobody { return right.isNobody }
      let (mine, theirs) = (value(left, of: facts.net), value(right, of: facts.net))
      if mine != theirs { return mine > theirs }
      let (replies, others) = (value(left, of: facts.replies), value(right, of: facts.replies))
      return replies != others ? replies > others : left < right
    }
  }
}

extension String {
  /// Labels of work that no person of ours is credited with.
  fileprivate var isNobody: Bool { noteOfNobody != nil }

  /// What stands under such a label; nothing under the name of a person.
  fileprivate var noteOfNobody: String? {
    switch self {
    case "Unassigned": "nobody is in charge"
    case "Unnamed agent": "answers without a name"
    case Uncredited.unknown: "the closer is not told, or it ended by silence"
    case Uncredited.automation: "closed by a program"
    case Uncredited.customer: "closed by the customer"
    default: nil
    }
  }
}

extension Board {
  init(_ facts: TeamFacts, _ view: BoardView, own: String?, _ desk: FigureDesk) {
    let lines = Lines(facts)
    let ranks = Board.ranks(lines)
    let most = lines.names.filter { !$0.isNobody }.map { lines.value($0, of: facts.net) }.max() ?? 1
    var rows = lines.names.map { Row($0, lines, rank: ranks[$0], most: most, desk) }
    let ranked = ranks.count
    switch view {
    case .all: break
    case .team: rows = []
    case .own:
      rows = rows.filter { $0.name == own }.map { row in
        var row = row
        row.isOwn = true
        row.note = row.rank.map { "you, rank \($0) of \(ranked)" } ?? "you; too few closures for a rank"
        row.rank = nil
        return row
      }
      if let mine = rows.first { rows.append(Row(othersThan: mine.name, lines)) }
    }
    self.init(
      aside: Sentence(.text("by net closures, \(desk.words.span(desk.state.period))")), heads: Board.heads, rows: rows,
      total: Row(totalOf: facts), check: AddsUp(facts.net, isWhole: view != .team), exclusions: Exclusions(facts.net),
      remarks: view == .all ? Board.remarks(facts, lines) : [])
  }

  static let heads = [
    Explained(.netClosures), Explained(.closuresPerPersonAndDay, named: "Closed"),
    Explained(.humanReplies, named: "Replies"), Explained(.waitingOnUs, named: "Waiting now"),
    Explained(.firstResponse, named: "First response, half within"), Explained(.satisfaction, named: "Satisfied"),
  ]

  /// Places by net closures among those who have enough of them; the same figure is the same place.
  private static func ranks(_ lines: Lines) -> [String: Int] {
    var ranks: [String: Int] = [:]
    var last: (value: Double, rank: Int)?
    var place = 0
    for name in lines.names where !name.isNobody {
      let value = lines.value(name, of: lines.facts.net)
      guard value >= Double(Answer.fewest) else { continue }
      place += 1
      let rank = last.map { $0.value == value ? $0.rank : place } ?? place
      ranks[name] = rank
      last = (value, rank)
    }
    return ranks
  }

  /// How the work is spread, and whether satisfaction tells people apart.
  private static func remarks(_ facts: TeamFacts, _ lines: Lines) -> [Sentence] {
    var remarks: [Sentence] = []
    if let three = facts.concentration.groups.first(where: { $0.labels == ["top_3"] }),
      case .share(let share) = three.value,
      let part = share.value, share.denominator >= Double(Answer.fewest)
    {
      remarks.append(
        Sentence(
          .text("The three busiest people wrote "),
          .figure(Figures.share(part), href: Route.rows(behind: facts.concentration.query)),
          .text(" of all replies.")))
    }
    let ranges = lines.names.compactMap { lines.group($0, of: facts.satisfaction)?.value.wilson }
      .filter { $0.n >= Answer.fewest }
    if ranges.count > 1, let highest = ranges.map(\.low).max(), let lowest = ranges.map(\.high).min(),
      highest <= lowest
    {
      remarks.append(
        Sentence(.text("The ranges of all \(ranges.count) people overlap: satisfaction gives no order in these days.")))
    }
    return remarks
  }
}

extension MetricValue {
  fileprivate var wilson: WilsonRange? { if case .share(let share) = self { WilsonRange(share) } else { nil } }
}

extension AddsUp {
  fileprivate init(_ net: Answer, isWhole: Bool) {
    let rows = net.groups.reduce(0) { $0 + $1.value.plain }
    if net.addsUp == true || net.groups.isEmpty {
      self = .balances(isWhole ? "column adds up to the team" : "the people add up to this")
    } else if net.query.effectiveAttribution.addsUp {
      self = .differs("the rows hold \(Figures.decimal(rows)), the team \(Figures.decimal(net.value.plain))")
    } else {
      self = .overlaps("counts once per person")
    }
  }
}

// MARK: - Lines

extension Board.Row {
  fileprivate init(_ name: String, _ lines: Lines, rank: Int?, most: Double, _ desk: FigureDesk) {
    let facts = lines.facts
    let net = lines.value(name, of: facts.net)
    self.init(
      rank: rank, name: name,
      note: name.noteOfNobody ?? (rank == nil ? "too few closures for a rank" : ""),
      href: desk.state.narrowed(to: .person, name).with { $0.others = [] }.at(.oneNumber(id: Metric.netClosures.id))
        .href,
      isPerson: !name.isNobody, net: Board.Row.count(name, lines, facts.net),
      fraction: name.isNobody ? 0 : net / max(most, 1),
      closed: Board.Row.count(name, lines, facts.closed), replies: Board.Row.count(name, lines, facts.replies),
      waiting: Board.Row.count(name, lines, facts.waiting))
    let rows = { (answer: Answer) in Route.rows(behind: answer.query.narrowed(toPerson: name)) }
    set(
      response: lines.group(name, of: facts.response)?.value ?? .none, rows(facts.response),
      satisfaction: lines.group(name, of: facts.satisfaction)?.value ?? .none, rows(facts.satisfaction),
      team: facts.satisfaction.value.plain)
  }

  fileprivate init(totalOf facts: TeamFacts) {
    self.init(
      name: "Team", isPerson: false, net: Figure(totalOf: facts.net), closed: Figure(totalOf: facts.closed),
      replies: Figure(totalOf: facts.replies), waiting: Figure(totalOf: facts.waiting))
    let rows = { (answer: Answer) in Route.rows(behind: answer.query.whole) }
    set(
      response: facts.response.value, rows(facts.response), satisfaction: facts.satisfaction.value,
      rows(facts.satisfaction), team: facts.satisfaction.value.plain)
  }

  /// What is left of the team without one person: no name, and nothing that opens one.
  fileprivate init(othersThan name: String, _ lines: Lines) {
    func rest(_ answer: Answer) -> Figure {
      Figure(answer.query.metric.definition.words(of: answer.value.plain - lines.value(name, of: answer)))
    }
    let facts = lines.facts
    self.init(
      name: "Everybody else", isPerson: false, net: rest(facts.net), closed: rest(facts.closed),
      replies: rest(facts.replies), waiting: rest(facts.waiting))
  }

  private static func count(_ name: String, _ lines: Lines, _ answer: Answer) -> Figure? {
    guard let group = lines.group(name, of: answer), group.sample > 0 else { return nil }
    return answer.query.metric.definition.words(of: group.value).map {
      Figure($0, href: Route.rows(behind: answer.query.narrowed(toPerson: name)))
    }
  }

  private mutating func set(
    response: MetricValue, _ responseRows: String, satisfaction: MetricValue, _ ratingRows: String, team: Double
  ) {
    if case .durations(let summary) = response {
      self.response = Figure(summary.half, href: responseRows)
      isFewResponses = summary.n < Answer.fewest
      responseNote = "n \(Figures.count(summary.n))" + (isFewResponses ? ", too few to judge" : "")
    }
    guard case .share(let share) = satisfaction, let range = WilsonRange(share) else { return }
    isFewRatings = range.n < Answer.fewest
    if isFewRatings {
      self.satisfaction = Figure(
        "\(Figures.decimal(share.numerator)) of \(Figures.decimal(share.denominator))", href: ratingRows)
      satisfactionNote = "too few to judge"
    } else {
      self.satisfaction = Figure(Figures.share(range.share), href: ratingRows)
      satisfactionNote =
        "\(Int((range.low * 100).rounded())) to \(Int((range.high * 100).rounded())), n \(Figures.count(range.n))"
      self.range = RangeBar(low: range.low, high: range.high, value: range.share, reference: team)
    }
  }
}

extension Figure {
  fileprivate init(totalOf answer: Answer) {
    self.init(
      answer.query.metric.definition.words(of: answer.value) ?? "0", href: Route.rows(behind: answer.query.whole))
  }
}
