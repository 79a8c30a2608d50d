import CivilTime
import HTTPServer
import JSONReader
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  func closureMappings() async throws -> HTTPResponse {
    let (mappings, people) = (try await userMappings(), try await closureUsers())
    return .object { json in
      json.member("success", true)
      json.member("mappings") { json in
        json.array { json in for mapping in mappings { mapping.write(to: &json, people) } }
      }
      json.member("total", mappings.count)
    }
  }

  func closureUnmapped() async throws -> HTTPResponse {
    let (unmapped, people) = (try await userMappings().filter { $0.person == nil }, try await closureUsers())
    return .object { json in
      json.member("success", true)
      json.member("unmapped_users") { json in
        json.array { json in for mapping in unmapped { mapping.write(to: &json, people) } }
      }
      json.member("total", unmapped.count)
    }
  }

  func closureMappingSync() async throws -> HTTPResponse {
    let count = try await userMappings().count
    return .object { json in
      json.member("success", true)
      json.member("message", "Mappings follow the settings, what was decided, and every sync by themselves")
      json.member("mappings", count)
    }
  }

  func closureCache() async throws -> HTTPResponse {
    try await installation.analyst.follow()
    return .object { json in
      json.member("success", true)
      json.member("message", "The figures are those of the ledger")
    }
  }

  func closureSyncEvent() -> HTTPResponse {
    .object { json in
      json.member("success", true)
      json.member("message", "Whoever listens is told of each sync that ends")
    }
  }

  func closureStoreTest() async throws -> HTTPResponse {
    let syncs = try await installation.ledger.syncCount()
    let size = await installation.analyst.size
    return .object { json in
      json.member("success", true)
      json.member("message", "The store answers")
      json.member("conversations", size.conversations)
      json.member("messages", size.messages)
      json.member("syncs", syncs)
    }
  }
}

extension WebApplication {
  func closureAdminStats() async throws -> HTTPResponse {
    let (clearance, board) = (try await closureClearance(of: nil), try await closureBoardOfToday())
    let (mappings, people) = (try await userMappings(), try await closureUsers())
    let standing = try await closureStanding(mappings)
    let activity = try await installation.ledger.syncDates(since: installation.today + -6, limit: 10)
    let now = installation.now
    return .object { json in
      json.member("success", true)
      json.member("current_time", now.iso8601)
      json.member("sync_info") { json in
        json.object { json in
          clearance.writeMembers(to: &json, counting: "today")
          json.member("next_sync_time", clearance.nextSync?.iso8601)
        }
      }
      json.member("database_stats") { standing.write(to: &$0) }
      json.member("recent_activity") { json in
        json.array { json in for sync in activity { sync.write(to: &json, installation.zone, now) } }
      }
      json.member("top_performers_today") { json in
        json.array { json in for row in board.performers.prefix(5) { row.write(to: &json) } }
      }
      json.member("unmapped_users") { json in
        json.array { json in for mapping in mappings where mapping.person == nil { mapping.write(to: &json, people) } }
      }
    }
  }

  private func closureBoardOfToday() async throws -> ClosureBoard {
    ClosureBoard(try await closures(.day(installation.today), of: nil, by: [.person]), try await closureUsers())
  }

  func closureStanding(_ mappings: [UserMapping]) async throws -> ClosureStanding {
    let days = try await closures(.everything(to: installation.today), of: nil, by: [.day])
    let linked = mappings.compactMap(\.person)
    return ClosureStanding(
      closures: days.count ?? 0, people: Set(linked).count, linked: linked.count,
      unmapped: mappings.count - linked.count, days: days.groups.count,
      syncs: try await installation.ledger.syncCount())
  }
}

/// What the store holds.
struct ClosureStanding {
  var closures, people, linked, unmapped, days, syncs: Int

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("total_closure_records", closures)
      json.member("mapped_users_count", people)
      json.member("linked_mappings_count", linked)
      json.member("unmapped_mappings_count", unmapped)
      json.member("days_with_data", days)
      json.member("total_syncs", syncs)
    }
  }
}

extension SyncDate {
  fileprivate func write(to json: inout JSONWriter, _ zone: Zone, _ now: Instant) {
    json.object { json in
      json.member("date", day.iso8601)
      json.member("time", clock(zone.secondOfDay(of: syncedAt)))
      json.member("tickets_processed", conversations)
      json.member("sync_count", syncs)
      json.member("time_ago", ago(now - syncedAt))
    }
  }

  private func ago(_ seconds: Int64) -> String {
    let (count, unit): (Int64, String) =
      switch seconds {
      case ..<60: (0, "")
      case ..<3_600: (seconds / 60, "minute")
      case ..<86_400: (seconds / 3_600, "hour")
      default: (seconds / 86_400, "day")
      }
    return count == 0 ? "just now" : "\(count) \(unit)\(count == 1 ? "" : "s") ago"
  }
}
