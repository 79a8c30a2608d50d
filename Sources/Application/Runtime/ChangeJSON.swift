import CivilTime
package import JSONReader
package import Metrics

/// A change and its parts as JSON, in the one shape that the command line and the API share.
package struct ChangeJSON: Sendable {
  private let account: ChangeAccount

  package init(_ account: ChangeAccount) { self.account = account }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", account.now.metric.id)
      json.member("name", account.now.metric.name)
      json.member("version", account.now.version)
      writeMembers(to: &json)
    }
  }

  /// Everything but what names the metric.
  package func writeMembers(to json: inout JSONWriter) {
    json.member("query") { QueryJSON(account.now).write(to: &$0) }
    json.member("with", account.comparison.rawValue)
    json.member("statistic", account.statistic?.rawValue)
    json.member("value", account.valueNow)
    json.member("before") { json in
      json.object { json in
        json.member("from", account.before.period.from.iso8601)
        json.member("to", account.before.period.to.iso8601)
        if let until = account.before.until { json.member("until", until.iso8601) }
        json.member("value", account.valueBefore)
      }
    }
    json.member("change", account.change)
    json.member("parts") { json in
      json.array { json in for part in account.parts { write(part, to: &json) } }
    }
    json.member("residual", account.residual)
  }

  private func write(_ part: ChangeAccount.Part, to json: inout JSONWriter) {
    let behind = account.queries(behind: part)
    json.object { json in
      if part.isPooled {
        json.member("others", part.segments.count)
      } else {
        for (dimension, label) in zip(account.now.by, part.segments[0]) { json.member(dimension.rawValue, label) }
      }
      json.member("contribution", part.contribution)
      if part.mix != nil { json.member("mix", part.mix) }
      if part.within != nil { json.member("within", part.within) }
      json.member("now") { write(part.now, behind?.now, to: &$0) }
      json.member("before") { write(part.before, behind?.before, to: &$0) }
    }
  }

  private func write(_ side: ChangeAccount.Side, _ query: MetricQuery?, to json: inout JSONWriter) {
    json.object { json in
      json.member("value", side.value)
      json.member("weight", side.weight)
      json.member("sample", side.sample)
      json.member("receipt", query.map { ReceiptID($0).description })
    }
  }
}
