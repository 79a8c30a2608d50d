import CivilTime
package import JSONReader
package import Metrics

/// An answer as JSON, in the one shape that the command line and the API share.
///
/// It writes members into an object that the caller has opened, so that either may name the metric in its own way.
package struct AnswerJSON: Sendable {
  private let answer: Answer
  private let rows: [ReceiptRow]?
  private let compared: ComparedAnswer?
  private let standing: DataStanding?

  /// - Parameters:
  ///   - rows: the receipt, where the asker wants it with the answer.
  ///   - compared: the same answer beside that of an earlier period.
  ///   - standing: how far that is known on which it rests.
  package init(
    _ answer: Answer, rows: [ReceiptRow]? = nil, compared: ComparedAnswer? = nil, standing: DataStanding? = nil
  ) {
    self.answer = answer
    self.rows = rows
    self.compared = compared
    self.standing = standing
  }

  /// The whole object: `{"id", "name", "version", "query", "value", …}`.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", answer.query.metric.id)
      json.member("name", answer.query.metric.name)
      json.member("version", answer.query.version)
      writeMembers(to: &json)
    }
  }

  /// Everything but what names the metric.
  package func writeMembers(to json: inout JSONWriter) {
    json.member("query") { QueryJSON(answer.query).write(to: &$0) }
    json.member("value") { $0.value(answer.value) }
    json.member("groups") { json in
      json.array { json in for group in answer.groups { write(group, to: &json) } }
    }
    json.member("adds_up") { json in if let addsUp = answer.addsUp { json.value(addsUp) } else { json.null() } }
    json.member("sample", answer.sample)
    json.members(of: answer.estimate, few: answer.restsOnFew)
    writeLeftOut(to: &json)
    writeEstimates(to: &json)
    if let waits = answer.openWaits { json.member("open_waits") { write(waits, to: &$0) } }
    if let compared { json.member("comparison") { ComparisonJSON(compared).write(to: &$0) } }
    if let standing { json.member("data") { DataStandingJSON(standing).write(to: &$0) } }
    json.member("receipt", answer.receipt.description)
    if let rows { json.member("rows") { json in json.array { json in for row in rows { json.value(row) } } } }
  }

  private func write(_ group: Answer.Group, to json: inout JSONWriter) {
    json.object { json in
      for (dimension, label) in zip(answer.by, group.labels) { json.member(dimension.rawValue, label) }
      json.member("value") { $0.value(group.value) }
      json.member("sample", group.sample)
      json.members(of: group.value.estimate(of: answer.query.metric.definition.kind), few: group.restsOnFew)
    }
  }

  private func write(_ waits: Answer.OpenWaits, to json: inout JSONWriter) {
    json.object { json in
      json.member("count", waits.count)
      json.member("longest", waits.longest)
      for (name, bound) in [("p50", waits.p50), ("p90", waits.p90)] {
        json.member(name) { json in
          json.object { json in
            json.member("at_least", bound.atLeast)
            json.member("at_most") { json in if let most = bound.atMost { json.value(most) } else { json.null() } }
          }
        }
      }
    }
  }

  /// What is counted although something stands in for what the source does not tell.
  private func writeEstimates(to json: inout JSONWriter) {
    guard !answer.estimates.isEmpty else { return }
    json.member("estimated") { json in
      json.array { json in
        for estimate in answer.estimates {
          json.object { json in
            json.member("rule", estimate.rule.rawValue)
            json.member("count", estimate.count)
            json.member("why", "\(estimate.count) \(estimate.rule.words(for: estimate.count))")
          }
        }
      }
    }
  }

  private func writeLeftOut(to json: inout JSONWriter) {
    json.member("excluded") { json in
      json.array { json in
        for left in answer.excluded {
          json.object { json in
            json.member("rule", left.rule.id)
            json.member("count", left.count)
          }
        }
      }
    }
    json.member("not_available") { json in
      json.array { json in
        for source in answer.notAvailable {
          json.object { json in
            json.member("source", source.source)
            json.member("why", source.why)
          }
        }
      }
    }
  }
}

/// The question as an answer repeats it.
package struct QueryJSON: Sendable {
  private let query: MetricQuery

  package init(_ query: MetricQuery) { self.query = query }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("from", query.period.from.iso8601)
      json.member("to", query.period.to.iso8601)
      json.member("zone", query.zone)
      if let until = query.until { json.member("until", until.iso8601) }
      json.member("clock", query.effectiveClock.rawValue)
      json.member("attribution", query.effectiveAttribution.rawValue)
      json.member("by") { json in json.array { json in for dimension in query.by { json.value(dimension.rawValue) } } }
      json.member("where") { json in
        json.object { json in for filter in query.filters { write(filter, to: &json) } }
      }
    }
  }

  /// One value stands alone, several stand in an array.
  private func write(_ filter: Filter, to json: inout JSONWriter) {
    json.member(filter.dimension.rawValue) { json in
      if filter.values.count == 1, let only = filter.values.first { return json.value(only) }
      json.array { json in for value in filter.values { json.value(value) } }
    }
  }
}

extension JSONWriter {
  /// Between what the value lies, at 95 %, and whether it rests on too few to be judged.
  mutating func members(of estimate: Estimate?, few: Bool) {
    if let estimate {
      member("range") { json in
        json.object { json in
          json.member("low", estimate.low)
          json.member("high", estimate.high)
        }
      }
    }
    if few { member("few", true) }
  }

  /// A number for counts, amounts, scores and shares (these as a fraction of 1), a summary for durations (in seconds) and
  /// distributions, null when there is nothing to say.
  package mutating func value(_ value: MetricValue) {
    switch value {
    case .none: null()
    case .count(let count): self.value(count)
    case .amount(let amount): self.value(amount)
    case .score(let score, _): self.value(score)
    case .share(let share): if let fraction = share.value { self.value(fraction) } else { null() }
    case .range(let range):
      object { json in
        json.member("n", range.n)
        json.member("share", range.share)
        json.member("low", range.low)
        json.member("high", range.high)
      }
    case .durations(let summary):
      object { json in
        json.member("n", summary.n)
        json.member("p50", summary.p50)
        json.member("p90", summary.p90)
        json.member("mean", summary.mean)
        json.member("min", summary.min)
        json.member("max", summary.max)
      }
    }
  }

  /// One row of a receipt; `left_out` names the rule where the row does not count.
  package mutating func value(_ row: ReceiptRow) {
    object { json in
      json.member("conversation", row.conversation)
      json.member("at", row.at.iso8601)
      json.member("value") { json in if let value = row.value { json.value(value) } else { json.null() } }
      json.member("person") { json in if let person = row.person { json.value(person) } else { json.null() } }
      if let rule = row.leftOut { json.member("left_out", rule.id) }
    }
  }
}
