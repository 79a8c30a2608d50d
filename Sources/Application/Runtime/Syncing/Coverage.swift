package import CivilTime
package import Metrics
import Warehouse

/// What is known of one local day of a source.
package struct CoverageDay: Equatable, Sendable {
  package enum State: String, Sendable {
    /// It was over when it was last read.
    case complete
    /// It was read before it was over.
    case partly
    /// Nobody read it, or nobody can know: an upload holds what it holds.
    case unknown
  }

  package var day: LocalDay
  package var state: State
  /// Conversations that began on it (M01).
  package var conversations: Int
}

/// Days of a source, and how many conversations began on them.
package struct Coverage: Equatable, Sendable {
  package var days: [CoverageDay]
  /// The conversations of all days together; its receipt has them.
  package var created: Answer

  package func count(_ state: CoverageDay.State) -> Int { days.count { $0.state == state } }
}

extension Installation {
  package func coverage(of source: String, over period: Period) async throws -> Coverage {
    let query = MetricQuery(.conversationsCreated, over: period, zone: zone.name, by: [.day])
    let created = try await analyst.answer(query.narrowed(to: .source, source), asOf: now)
    var counts: [String: Int] = [:]
    for group in created.groups {
      if case .count(let count) = group.value, let day = group.labels.first { counts[day] = count }
    }
    let read = try await ledger.syncDays(of: source, from: period.from, to: period.to)
    let states = Dictionary(read.map { ($0.day, $0.isComplete(in: zone) ? CoverageDay.State.complete : .partly) }) {
      first, _ in first
    }
    let days = (0..<period.days).map { offset in
      let day = period.from + offset
      return CoverageDay(
        day: day, state: states[day] ?? .unknown, conversations: counts[day.iso8601] ?? 0)
    }
    return Coverage(days: days, created: created)
  }
}
