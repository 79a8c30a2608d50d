import CivilTime
package import JSONReader
import Metrics
import Support
import Warehouse

extension DecisionEffect {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("decision") { decision.write(to: &$0) }
      json.member("mentions") { json in
        json.array { json in
          for mention in mentions {
            json.object { json in
              json.member("name", mention.name)
              json.member("source", mention.source)
              json.member("messages", mention.messages)
              json.member("first_seen", mention.first.iso8601)
              json.member("last_seen", mention.last.iso8601)
            }
          }
        }
      }
      json.member("is_too_large", isTooLarge)
      json.member("changes") { json in
        json.array { json in
          for move in moves { json.change(move.metric, move.period, move.label, move.before, move.after) }
        }
      }
      json.member("totals") { json in
        json.array { json in
          for total in totals { json.change(total.metric, total.period, nil, total.before, total.after) }
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func change(
    _ metric: Metric, _ period: NamedPeriod, _ label: String?, _ before: MetricValue, _ after: MetricValue
  ) {
    object { json in
      json.member("metric", metric.id)
      json.member("period", period.rawValue)
      if let label { json.member("label", label) }
      json.member("before") { $0.value(before) }
      json.member("after") { $0.value(after) }
    }
  }
}
