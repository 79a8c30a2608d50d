import CivilTime
import Support

extension FactPacker {
  func ratings(_ writer: inout PackWriter) {
    rows(facts.ratings, &writer) { rating, writer in
      instant(rating.at, &writer)
      person(rating.person, &writer)
      writer.unsigned(max(0, rating.score))
      writer.unsigned(max(1, rating.scale))
      writer.byte(rating.verdict == .positive ? 2 : rating.verdict == .neutral ? 1 : 0)
    }
  }

  func surveys(_ writer: inout PackWriter) {
    rows(facts.surveys, &writer) { survey, writer in
      instant(survey.sentAt, &writer)
      person(survey.lastReply?.by, &writer)
      writer.byte(survey.isRated ? 1 : 0)
    }
  }

  func decisions(_ writer: inout PackWriter, under rules: Rules) {
    rows(facts.decisions(under: rules), &writer) { decision, writer in
      writer.byte(decision.kind.rawValue)
      writer.byte(decision.outcome == .met ? 0 : decision.outcome == .missed ? 1 : 2)
      instant(decision.decidedAt, &writer)
      instant(decision.startedAt, &writer)
      instant(decision.atRiskAt, &writer)
      instant(decision.dueAt, &writer)
      instant(decision.endedAt, &writer)
      writer.optional(decision.overrun)
      person(decision.holder, &writer)
    }
  }
}
