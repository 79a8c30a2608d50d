import Markup
import Metrics

extension FigureTile {
  static func created(_ facts: TodayFacts, _ words: DayWords) -> FigureTile {
    tile(facts.created, facts, words)
  }

  static func replies(_ facts: TodayFacts, _ words: DayWords) -> FigureTile {
    var tile = tile(facts.replies, facts, words)
    let left = facts.replies.excluded
    if !left.isEmpty {
      var line = Sentence(.text("not counted: "))
      for (position, left) in left.enumerated() {
        if position > 0 { line.parts.append(.text(", ")) }
        line.parts.append(.leftOut(left, of: facts.replies))
      }
      tile.lines.append(line)
    }
    return tile
  }

  static func firstResponse(_ facts: TodayFacts, _ words: DayWords) -> FigureTile {
    let answer = facts.response
    var tile = tile(answer, facts, words, named: "First response, half within", opensLeft: true)
    if let summary = answer.summary {
      tile.lines.append(
        Sentence(
          .text("90 % within "), .figure(summary.ninety, href: Route.rows(behind: answer.query)),
          .text(", n \(Figures.count(summary.n))")))
    }
    for left in answer.excluded where Exclusion.ofResponses.contains(left.rule) {
      var line = Sentence(.leftOut(left, of: answer))
      if left.rule == .waiting, let waits = answer.openWaits {
        line.parts.append(.text(", longest \(Figures.duration(seconds: Int(waits.longest)))"))
      }
      tile.lines.append(line)
    }
    return tile
  }

  private static func tile(
    _ answer: Answer, _ facts: TodayFacts, _ words: DayWords, named name: String? = nil, opensLeft: Bool = false
  ) -> FigureTile {
    let metric = answer.query.metric
    return FigureTile(
      definition: metric.definition.card(named: name, opensLeft: opensLeft),
      value: answer.value(opening: Route.rows(behind: answer.query)),
      comparison: facts.changes[metric]?.sentence(words))
  }
}

extension Exclusion {
  /// What keeps a conversation out of the first responses only; the rest is said once for all figures.
  fileprivate static let ofResponses: [Exclusion] = [.waiting, .closedWithoutReply, .noCustomerMessage]
}

extension Sentence.Part {
  fileprivate static func leftOut(_ left: Answer.LeftOut, of answer: Answer) -> Sentence.Part {
    .figure(
      "\(Figures.count(left.count)) \(left.rule.words(for: left.count))",
      href: Route.rows(behind: answer.query.whole, leftOut: left.rule))
  }
}
