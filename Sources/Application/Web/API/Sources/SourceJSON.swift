import CivilTime
import Fetching
import Helpdesks
import JSONReader
import Markup
import Metrics
import Runtime
import Support
import Sync
import Warehouse

extension SourceStanding {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.member("kind", kind)
      json.member("configured", isConfigured)
      json.member("syncable", helpdesk != nil)
      json.member("state", state.rawValue)
      json.member("schedule") { schedule.write(to: &$0) }
      json.member("last_sync") { json in if let last = runs.last { last.write(to: &json) } else { json.null() } }
      json.member("complete_to", helpdesk == nil ? nil : completeTo?.iso8601)
      json.member("next_sync_at", nextSync?.iso8601)
      json.member("seconds_left", Int(secondsLeft ?? 0))
      json.member("minutes_left", minutesLeft)
      json.member("today") { writeToday(to: &$0) }
      json.member("totals") { totals.write(to: &$0) }
      json.member("limit") { writeLimit(to: &$0) }
      json.member("progress") { json in if let inWork { inWork.write(to: &json) } else { json.null() } }
      json.strings("warnings", warnings)
      json.strings("lifecycle", lifecycle)
      json.member("capabilities") { writeCapabilities(to: &$0) }
      json.member("connection") { json in if let connection { connection.write(to: &json) } else { json.null() } }
      json.member("webhook", takesWebhooks ? Route.hook(source: id).path : nil)
      json.member("href", Route.sourceState(id).path)
    }
  }

  private func writeToday(to json: inout JSONWriter) {
    json.object { json in
      json.member("syncs", today?.syncs ?? 0)
      json.member("fetched", today?.conversations ?? 0)
      json.member("conversations", createdToday.count ?? 0)
      json.member("receipt", createdToday.receipt.description)
    }
  }

  /// The vendor's own limit, as it was last heard of.
  private func writeLimit(to json: inout JSONWriter) {
    let (limit, left) = (inWork?.progress.limit ?? calls?.limit, inWork?.progress.callsLeft ?? calls?.left)
    guard limit != nil || left != nil else { return json.null() }
    json.object { json in
      json.member("calls", limit)
      json.member("left", left)
      json.member("waits_seconds", inWork.map { Int($0.progress.waiting) } ?? 0)
    }
  }

  private func writeCapabilities(to json: inout JSONWriter) {
    guard helpdesk != nil else { return json.null() }
    json.object { json in
      for supply in Supply.allCases {
        guard let provision = supplies[supply] else { continue }
        json.member(supply.rawValue) { provision.write(to: &$0) }
      }
    }
  }
}

extension SourceConnection {
  /// The settings are for whoever may change them; of secrets nobody learns more than their names.
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("enabled", !isPaused)
      json.member("overruled", isOverruled)
      json.member("problem", problem)
      json.member("connected_by", source.connectedBy)
      json.member("connected_at", source.connectedAt.iso8601)
      json.member("changed_by", source.changedBy)
      json.member("changed_at", source.changedAt.iso8601)
      json.strings("secrets", source.secrets.keys.sorted())
      if Asker.current.may(.connection) { json.member("settings") { $0.raw(source.settings.utf8) } }
    }
  }
}

extension SyncSchedule? {
  fileprivate func write(to json: inout JSONWriter) {
    guard let schedule = self else { return json.null() }
    json.object { json in
      switch schedule {
      case .every(let seconds): json.member("every_seconds", seconds)
      case .cron(let line): json.member("cron", line.description)
      }
    }
  }
}

extension SourceTotals {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("conversations", conversations)
      json.member("messages", messages)
      json.member("from", span?.from.iso8601)
      json.member("to", span?.to.iso8601)
    }
  }
}

extension SyncInWork {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("source", source)
      json.member("run", String(run))
      json.member("mode", mode)
      json.member("label", label)
      json.member("started_at", startedAt.iso8601)
      json.member("seconds", progress.seconds.inTenths)
      json.member("pass", progress.pass)
      json.member("page", progress.page)
      json.member("fetched", progress.fetched)
      json.member("stored", progress.stored)
      json.member("rejected", progress.rejected)
      json.member("total", progress.total)
      json.member("per_second", progress.rate.inTenths)
      json.member("seconds_left", secondsLeft.map { Int($0.rounded()) })
      json.member("calls", progress.tally.calls)
      json.member("repeated", progress.tally.repeated)
      json.member("limit", progress.limit)
      json.member("calls_left", progress.callsLeft)
      json.member("waits_seconds", Int(progress.waiting.rounded(.up)))
      json.member("here", isHere)
    }
  }
}

extension [ConnectionCheck] {
  func writeMembers(to json: inout JSONWriter) {
    json.member("passed", allSatisfy(\.isUsable))
    json.member("checks") { json in json.array { json in for check in self { check.write(to: &json) } } }
  }
}

extension SyncEstimate {
  func writeMembers(to json: inout JSONWriter) {
    json.member("conversations", conversations)
    json.member("calls", calls)
    json.member("calls_per_minute", callsPerMinute)
    json.member("minutes", minutes)
  }
}

extension ConnectionCheck {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("scope", scope)
      switch outcome {
      case .passed: json.member("outcome", "passed")
      case .limited(let why):
        json.member("outcome", "limited")
        json.member("why", why)
      case .failed(let why):
        json.member("outcome", "failed")
        json.member("why", why)
      }
      json.member("request", request)
    }
  }

  /// Whether a sync works at all, with or without this.
  var isUsable: Bool { if case .failed = outcome { false } else { true } }
}

extension DirectoryEntry {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("kind", kind.rawValue)
      json.member("id", id)
      json.member("name", name)
      json.member("email", email)
      json.member("active", isActive)
      json.member("details") { json in
        json.object { json in
          for (name, values) in details.sorted(by: { $0.key < $1.key }) { json.strings(name, values) }
        }
      }
    }
  }
}

extension Coverage {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("complete", count(.complete))
      json.member("partly", count(.partly))
      json.member("unknown", count(.unknown))
      json.member("conversations", created.count ?? 0)
      json.member("receipt", ReceiptID(created.query.whole).description)
      json.member("days") { json in
        json.array { json in
          for day in days {
            json.object { json in
              json.member("day", day.day.iso8601)
              json.member("state", day.state.rawValue)
              json.member("conversations", day.conversations)
            }
          }
        }
      }
    }
  }
}

extension JSONWriter {
  mutating func strings(_ name: String, _ values: [String]) {
    member(name) { json in json.array { json in for value in values { json.value(value) } } }
  }
}

extension Double {
  /// Finer than a tenth nothing is measured here.
  fileprivate var inTenths: Double { (self * 10).rounded() / 10 }
}
