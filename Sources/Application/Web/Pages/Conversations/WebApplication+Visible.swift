import Accounts
import CivilTime
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// A part of the plain list, and how long it is; for somebody narrowed, of what they may see.
  func listed(
    _ filter: ListFilter, limit: Int, offset: Int
  ) async throws -> (rows: [ConversationSummary], total: Int) {
    let ledger = installation.ledger
    guard Asker.current.narrowings.isEmpty else {
      let keys = try await visibleKeys(filter)
      return (try await ledger.summaries(of: Array(keys.dropFirst(offset).prefix(limit))), keys.count)
    }
    let asOf = filter.isWaiting ? installation.now : nil
    return (
      try await ledger.recentConversations(source: filter.source, waitingAsOf: asOf, limit: limit, offset: offset),
      try await ledger.conversationCount(source: filter.source, waitingAsOf: asOf)
    )
  }

  /// The newest first. What counts nowhere, such as spam, is not among them.
  private func visibleKeys(_ filter: ListFilter) async throws -> [String] {
    guard let query = sightings(of: filter.isWaiting ? .waitingOnUs : Asker.current.sighting, source: filter.source)
    else { return [] }
    var seen: Set<String> = []
    return try await installation.analyst.receipt(of: query, asOf: installation.now).reversed().map(\.conversation)
      .filter { seen.insert($0).inserted }
  }

  /// Whether the asker may see a conversation.
  func isVisible(_ key: ConversationKey) async throws -> Bool {
    guard !Asker.current.narrowings.isEmpty else { return true }
    guard let query = sightings(of: Asker.current.sighting, source: nil) else { return false }
    let answer = try await installation.analyst.answers(to: [query], ofAlone: key, asOf: installation.now).first?.answer
    return answer.map { $0.sample > 0 || $0.excluded.contains { $0.count > 0 } } ?? false
  }

  private func sightings(of metric: Metric, source: String?) -> MetricQuery? {
    // As far back as any question may reach; who waits, waits now.
    let end = installation.today + 1
    guard let period = Period(from: end + (metric == .waitingOnUs ? -1 : -36_500), to: end) else { return nil }
    let filters = source.map { [Filter(.source, [$0])] } ?? []
    return Asker.current.narrowed(
      MetricQuery(metric, over: period, zone: installation.zone.name, filters: filters))
  }
}

extension Asker {
  /// The number whose rows are all conversations that one may see: those of a team are the ones that it answered in.
  fileprivate var sighting: Metric { visibility.teams == nil ? .conversationsCreated : .humanReplies }
}
