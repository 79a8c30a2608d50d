import Helpdesks
import Sync
import Synchronization

/// The ids that webhooks named, in their order, each of them once.
struct ToldConversations {
  private(set) var ids: [String] = []
  private var known: Set<String> = []

  mutating func add(_ more: [String]) {
    for id in more where known.insert(id).inserted { ids.append(id) }
  }
}

extension SyncDispatcher {
  /// One run fetches no more; what is beyond comes with the next.
  private static let mostAtOnce = 200

  /// Fetches conversations soon. Ids that come within a few seconds go together, and one that comes twice is fetched once.
  package func fetch(_ ids: [String], of source: String) {
    guard !ids.isEmpty else { return }
    let isFirst = state.withLock { state in
      guard !state.isStopping else { return false }
      defer { state.told[source, default: ToldConversations()].add(ids) }
      return state.told[source] == nil
    }
    if isFirst { Task { await fetchWhatWasTold(of: source) } }
  }

  private func fetchWhatWasTold(of source: String) async {
    await pause(gathering)
    while let ids = takeTold(of: source) {
      guard let helpdesk = installation.helpdesk(source) else { return }
      for start in stride(from: 0, to: ids.count, by: SyncDispatcher.mostAtOnce) {
        let part = Array(ids[start..<min(start + SyncDispatcher.mostAtOnce, ids.count)])
        guard await fetch(part, from: helpdesk) else { return }
      }
    }
  }

  /// Waits for a sync under way: it may have passed these conversations before they changed. False when the process ends.
  private func fetch(_ ids: [String], from helpdesk: any Helpdesk) async -> Bool {
    while true {
      do throws(SyncRefusal) {
        _ = try await start(helpdesk, .conversations(ids), "webhook")
        return true
      } catch {
        switch error {
        case .busy: await pause(whileBusy)
        // The next sync by the timetable brings what could not be fetched now.
        case .failed, .early, .unknownSource, .notSyncable: return true
        case .stopping: return false
        }
      }
    }
  }

  /// Nothing when there is none: then the next that comes begins anew.
  private func takeTold(of source: String) -> [String]? {
    state.withLock { state in
      guard let told = state.told[source] else { return nil }
      guard !told.ids.isEmpty else {
        state.told[source] = nil
        return nil
      }
      state.told[source] = ToldConversations()
      return told.ids
    }
  }
}
