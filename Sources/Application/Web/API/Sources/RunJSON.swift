import CivilTime
import JSONReader
import Warehouse

extension Run {
  /// As the API shows runs. `ended_at` is null while it runs.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("run", String(id))
      json.member("source", source)
      json.member("mode", mode)
      json.member("state", state.rawValue)
      json.member("label", label)
      json.member("started_at", startedAt.iso8601)
      json.member("ended_at", state == .running ? nil : endedAt.iso8601)
      json.member("seconds", endedAt - startedAt)
      json.member("fetched", fetched)
      json.member("stored", stored)
      json.member("rejected", rejected)
      json.member("message", message)
      json.strings("warnings", warnings)
      json.member("pass", calls.pass)
      json.member("page", calls.page)
      json.member("total", calls.total)
      json.member("calls") { json in
        json.object { json in
          json.member("made", calls.made)
          json.member("repeated", calls.repeated)
          json.member("refused", calls.refused)
          json.member("waited_seconds", calls.waitedSeconds)
          json.member("limit", calls.limit)
          json.member("left", calls.left)
        }
      }
      json.member("href", Route.runState(id).path)
    }
  }
}
