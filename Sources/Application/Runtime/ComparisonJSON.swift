import CivilTime
import JSONReader
import Metrics

/// What an answer is compared with, and how it stands against it.
struct ComparisonJSON {
  private let compared: ComparedAnswer

  init(_ compared: ComparedAnswer) { self.compared = compared }

  func write(to json: inout JSONWriter) {
    let before = compared.before
    json.object { json in
      json.member("with", compared.comparison.rawValue)
      json.member("from", before.query.period.from.iso8601)
      json.member("to", before.query.period.to.iso8601)
      if let until = before.query.until { json.member("until", until.iso8601) }
      json.member("value") { $0.value(before.value) }
      json.member("sample", before.sample)
      json.members(of: before.estimate, few: before.restsOnFew)
      json.member("change") { write(compared.change, to: &$0) }
      json.member("groups") { json in
        json.array { json in for group in compared.groups { write(group, to: &json) } }
      }
      json.member("receipt", before.receipt.description)
    }
  }

  private func write(_ group: ComparedAnswer.Group, to json: inout JSONWriter) {
    json.object { json in
      for (dimension, label) in zip(compared.now.by, group.labels) { json.member(dimension.rawValue, label) }
      json.member("value") { $0.value(group.before) }
      json.member("sample", group.sample)
      json.member("change") { write(group.change, to: &$0) }
    }
  }

  private func write(_ change: ValueChange, to json: inout JSONWriter) {
    json.object { json in
      json.member("absolute", change.absolute)
      json.member("relative", change.relative)
      if change.points != nil { json.member("points", change.points) }
      if change.p90 != nil { json.member("p90", change.p90) }
      json.member("beyond_noise") { json in
        if let isBeyond = change.isBeyondNoise { json.value(isBeyond) } else { json.null() }
      }
    }
  }
}
