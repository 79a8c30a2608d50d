import JSONReader
import Metrics
import Runtime

extension MetricWording {
  static func json(_ replies: [MetricReply]) -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("metrics") { json in
        json.array { json in
          for reply in replies {
            AnswerJSON(reply.answer, rows: reply.rows, compared: reply.compared, standing: reply.standing)
              .write(to: &json)
          }
        }
      }
    }
    return json.take()
  }

  static func json(_ accounts: [ChangeAccount]) -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("changes") { json in
        json.array { json in for account in accounts { ChangeJSON(account).write(to: &json) } }
      }
    }
    return json.take()
  }

  static func list() -> String {
    var table = TextTable([.left("id"), .left("name"), .left("what it counts")])
    for metric in Metric.allCases { table.add([metric.id, metric.name, metric.definition.sentence]) }
    return table.lines.joined(separator: "\n") + "\n"
  }

  static func jsonList() -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("metrics") { json in
        json.array { json in for metric in Metric.allCases { DefinitionJSON(metric.definition).write(to: &json) } }
      }
    }
    return json.take()
  }
}
