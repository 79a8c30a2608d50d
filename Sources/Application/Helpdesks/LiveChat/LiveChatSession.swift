import CivilTime
import Fetching
import JSONReader
import Support
import Synchronization

/// LiveChat for the time of one run.
final class LiveChatSession: HelpdeskSession {
  let api: LiveChatCalls
  let people: LiveChatPeople
  let records: LiveChatRecord
  let now: Instant
  let directory: [DirectoryEntry]
  let warnings: [String]
  let access: [Supply: SupplyAccess]
  private let memory = Mutex(Memory())

  /// What one walk learns and the next one needs.
  private struct Memory {
    var running: [String: String] = [:]
    var isHiding = false
    /// What begins here or before is hidden by the plan.
    var hiddenUntil: Instant?
  }

  init(of desk: LiveChat, through calls: VendorCalls, at now: Instant) async throws {
    let api = LiveChatCalls(calls)
    async let agents = LiveChatSession.list(of: "names of agents", scope: "agents--all:ro") { try await api.agents() }
    async let bots = LiveChatSession.list(of: "names of bots", scope: "agents-bot--all:ro") { try await api.bots() }
    async let groups = LiveChatSession.list(of: "names of groups", scope: "groups--all:ro") { try await api.groups() }
    async let tags = LiveChatSession.list(of: "list of tags", scope: "tags--all:ro") { try await api.tags() }
    let lists = try await [agents, bots, groups, tags]
    self.api = api
    self.now = now
    // Transfers name people and groups by their names. Bots are known by the form of their ids, whoever lists them.
    let refusals = [lists[0], lists[2]].compactMap(\.refusal)
    people = LiveChatPeople(
      agents: lists[0].json, bots: lists[1].json, groups: lists[2].json, tags: lists[3].json,
      isWithheld: !refusals.isEmpty)
    records = LiveChatRecord(source: desk.source, people: people, observedAt: now)
    directory = people.directory
    warnings = lists.compactMap(\.warning)
    access = [.assignments: refusals.isEmpty ? .granted : .withheld(refusals.joined(separator: "; "))]
  }

  private struct Listed: Sendable {
    var json = JSONValue.null
    var warning: String?
    /// Why it may not be read.
    var refusal: String?
  }

  /// Chats can be told without it, so a token that may not see it costs no more than what needs it.
  private static func list(
    of what: String, scope: String, _ ask: @Sendable () async throws -> VendorAnswer
  ) async throws -> Listed {
    do {
      return Listed(json: try await ask().json)
    } catch let error as VendorError where error.remedy == .skip {
      return Listed(
        warning: "LiveChat shows no \(what): \(error.description); the token needs the scope \(scope)",
        refusal: error.reason(forMissing: what, permission: scope))
    }
  }

  func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
    -> Page
  {
    switch (pass.name, reach) {
    case (LiveChat.archives, .only(let ids)): return try await only(ids)
    case (LiveChat.archives, _): return try await archives(reaching: reach, at: position, begunAt: start)
    case (_, .only), (_, .identities): return Page()
    default: return try await running(reaching: reach, at: position)
    }
  }
}

extension LiveChatSession {
  /// Chats by the running threads that the list showed so far.
  var knownRunning: [String: String] { memory.withLock { $0.running } }

  func note(running rows: [LiveChatSummary]) {
    memory.withLock { memory in
      for row in rows where row.isActive { memory.running[row.threadID] = row.chatID }
    }
  }

  /// The plan shows only a part of the archive: what is not there may be hidden.
  var isHiding: Bool { memory.withLock { $0.isHiding } }

  func noteHiding(from instant: Instant? = nil) {
    memory.withLock { memory in
      memory.isHiding = true
      if let instant { memory.hiddenUntil = max(memory.hiddenUntil ?? instant, instant) }
    }
  }

  func isHidden(_ instant: Instant) -> Bool { memory.withLock { $0.hiddenUntil.map { instant <= $0 } ?? false } }
}

extension Reach {
  /// Nothing for those that name their conversations.
  var livechatBeginning: Instant? {
    switch self {
    case .everything(let since), .changed(let since), .identities(let since): since
    case .window(let from, _): from
    case .only: nil
    }
  }
}
