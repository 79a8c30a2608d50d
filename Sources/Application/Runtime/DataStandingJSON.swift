import CivilTime
import JSONReader
import Metrics

/// How far that is known on which an answer rests.
struct DataStandingJSON {
  private let standing: DataStanding

  init(_ standing: DataStanding) { self.standing = standing }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("as_of", standing.asOf.iso8601)
      json.member("period", standing.isRunning ? "running" : "over")
      json.member("complete", standing.isComplete)
      json.member("sources") { json in
        json.array { json in for source in standing.sources { write(source, to: &json) } }
      }
    }
  }

  private func write(_ source: DataStanding.Source, to json: inout JSONWriter) {
    json.object { json in
      json.member("source", source.source)
      json.member("fresh_to", source.freshTo?.iso8601)
      json.member("verified_days", source.isByHand ? nil : source.verifiedDays)
      json.member("days", source.days)
      if source.isByHand { json.member("by_upload", true) }
    }
  }
}
