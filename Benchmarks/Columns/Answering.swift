import CivilTime
import Files
import Glibc
import JSONReader
import Metrics
import Runtime

/// Reads lines of questions, all that a page asks, each in the form of an address, `metric=M05&from=…`, and answers with
/// one line of JSON and the time that the answers took, so that a driver can take turns with the peers.
struct Answering {
  let columns: FactColumns
  private let zones = ZoneLibrary()

  init(from columns: FactColumns) { self.columns = columns }

  func run() throws {
    tell()
    while let line = readLine() {
      print(try answer(line))
      tell()
    }
  }

  /// A pipe would keep the line until there are many.
  private func tell() { fflush(nil) }

  private func answer(_ line: String) throws -> String {
    let asked = try line.split(separator: "\t").map { text in
      let isList = text.hasPrefix(Answering.longest)
      let query = try MetricQuery(pairs: Answering.pairs(isList ? text.dropFirst(Answering.longest.count) : text))
      return (query: query, zone: try zones.zone(named: query.zone), isList: isList)
    }
    let start = SystemClock.monotonicNanoseconds()
    var answers: [Answer] = []
    var rows: [ReceiptRow]?
    for (query, zone, isList) in asked {
      if isList {
        rows = columns.longest(10, of: query, in: zone, asOf: MadeUpDesk.now)
      } else {
        answers.append(columns.answer(query, in: zone, asOf: MadeUpDesk.now))
      }
    }
    let nanoseconds = SystemClock.monotonicNanoseconds() - start
    return text(of: answers, rows, took: nanoseconds)
  }

  /// The one thing that a page asks for besides numbers: the longest ten of the rows behind one.
  private static let longest = "longest "

  private static func pairs(_ text: Substring) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts[1])
    }
  }

  private func text(of answers: [Answer], _ longest: [ReceiptRow]?, took nanoseconds: UInt64) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("ns", Int(nanoseconds))
      json.member("answers") { json in json.array { json in for answer in answers { write(answer, to: &json) } } }
      if let longest {
        json.member("longest") { json in json.array { json in for row in longest { json.value(Int(row.value ?? 0)) } } }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func write(_ answer: Answer, to json: inout JSONWriter) {
    json.object { json in
      json.member("value") { write(answer.value, to: &$0) }
      json.member("groups") { json in
        json.array { json in
          for group in answer.groups {
            json.object { json in
              json.member("labels") { json in json.array { json in for label in group.labels { json.value(label) } } }
              json.member("value") { write(group.value, to: &$0) }
            }
          }
        }
      }
      json.member("excluded") { json in
        json.object { json in for left in answer.excluded { json.member(left.rule.id, left.count) } }
      }
    }
  }

  private func write(_ value: MetricValue, to json: inout JSONWriter) {
    switch value {
    case .none: json.null()
    case .count(let count): json.value(count)
    case .amount(let amount), .score(let amount, _): json.value(amount)
    case .share(let share): if let fraction = share.value { json.value(fraction) } else { json.null() }
    case .range(let range): json.value(range.share)
    case .durations(let summary):
      json.object { json in
        json.member("n", summary.n)
        json.member("p50", summary.p50)
        json.member("p90", summary.p90)
        json.member("mean", summary.mean)
        json.member("min", summary.min)
        json.member("max", summary.max)
      }
    }
  }
}
