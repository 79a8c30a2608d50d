import CivilTime
import Files
import Glibc
import JSONReader
import Metrics
import Runtime

/// Reads questions in the form of an address, `metric=M05&from=…`, and answers each with one line of JSON and the time
/// that the answer took, so that a driver can take turns with the peers.
struct Answering {
  let columns: FactColumns
  private let zones = ZoneLibrary()
  /// After all that the made-up desk knows.
  private let now = Instant(seconds: 1_780_000_000)

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
    let pairs = line.split(separator: "&").map { pair -> (name: String, value: String) in
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts[1])
    }
    let query = try MetricQuery(pairs: pairs)
    let zone = try zones.zone(named: query.zone)
    let start = SystemClock.monotonicNanoseconds()
    let answer = columns.answer(query, in: zone, asOf: now)
    let nanoseconds = SystemClock.monotonicNanoseconds() - start
    return text(of: answer, took: nanoseconds)
  }

  private func text(of answer: Answer, took nanoseconds: UInt64) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("ns", Int(nanoseconds))
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
    return String(decoding: json.bytes, as: UTF8.self)
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
