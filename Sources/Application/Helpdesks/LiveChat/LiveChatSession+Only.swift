import CivilTime
import Fetching
import JSONReader
import Support

/// Threads by their ids: in the archive, else among the running ones, else gone.
extension LiveChatSession {
  func only(_ ids: [String]) async throws -> Page {
    let chats = try await api.calls.each(ids.pieces(of: 20)) { group in try await self.archived(group) }
    var page = Page()
    var missing = Set(ids)
    for chat in chats.joined() {
      for thread in LiveChatThread.all(of: chat) {
        let id = thread["id"].livechatText
        if let id { missing.remove(id) }
        page.items.append(item(id, thread, in: chat))
      }
    }
    if !missing.isEmpty {
      let rest = ids.filter(missing.contains)
      page.items.append(Item("chats that are in no archive") { [self] in try await lookFor(rest) })
    }
    return page
  }

  /// What the archive shows of some threads. How many it tells in one answer it does not say: as long as an answer brings
  /// some of those that were asked for, the others are asked for again.
  private func archived(_ threads: [String]) async throws -> [JSONField] {
    var chats: [JSONField] = []
    var missing = threads
    repeat {
      let more = try await lookUp(missing)
      let found = Set(more.flatMap { LiveChatThread.all(of: $0) }.compactMap { $0["id"].livechatText })
      guard missing.contains(where: found.contains) else { break }
      chats += more
      missing.removeAll(where: found.contains)
    } while !missing.isEmpty
    return chats
  }

  private func lookUp(_ threads: [String]) async throws -> [JSONField] {
    var chats: [JSONField] = []
    var page: String?
    repeat {
      let answer = try await patiently(isNoPlans: page != nil) { try await api.archives(of: threads, page: page) }.json
      if let problem = LiveChatProblem(answer) { return try await chats + lookUp(threads, insteadOf: problem) }
      chats += try answer["chats"].list
      let next = answer["next_page_id"].livechatText
      if let next, next == page { throw LiveChatSession.circle(at: next, in: "single chats") }
      page = next
    } while page != nil
    return chats
  }

  /// Of several, one may be what the vendor minds: of both halves the archive shows what it shows. A single one that is
  /// refused is hidden by the plan.
  private func lookUp(_ threads: [String], insteadOf problem: LiveChatProblem) async throws -> [JSONField] {
    guard threads.count == 1 else {
      let half = (threads.count + 1) / 2
      return try await lookUp(Array(threads[..<half])) + lookUp(Array(threads[half...]))
    }
    guard problem.type == "limit_reached" else {
      let kind: VendorError.Kind = problem.type == "request_timeout" ? .unreachable : .refused
      throw trouble(kind, "does not show chat \(threads[0])", problem)
    }
    noteHiding()
    return []
  }

  private func lookFor(_ threads: [String]) async throws -> Delivery {
    let running = try await runningChats(among: Set(threads))
    var delivery = Delivery()
    for thread in threads {
      guard let chat = running[thread] else {
        delivery.notices.append(gone(thread))
        continue
      }
      let more = try await bring(chat, thread)
      delivery.records += more.records
      delivery.directory += more.directory
      delivery.warnings += more.warnings
    }
    // Hidden is not deleted: what the plan does not show stays as it is.
    if !delivery.notices.isEmpty, try await isPlanHiding() {
      delivery.notices = []
      delivery.warnings.append(LiveChatSession.cannotTell)
    }
    return delivery
  }

  /// Who asks for single chats has not seen how far back the plan goes: a day long ago shows whether it ends anywhere.
  private func isPlanHiding() async throws -> Bool {
    if isHiding { return true }
    let longAgo = Instant(seconds: 946_684_800)
    let answer = try await patiently(isNoPlans: false) {
      try await api.archives(of: LiveChatLane(from: longAgo, until: longAgo + 86_400))
    }
    if LiveChatProblem(answer.json) != nil { noteHiding() }
    return isHiding
  }

  private static let cannotTell =
    "the plan of this LiveChat account hides older chats, so deleted ones cannot be told from hidden ones"

  private func runningChats(among threads: Set<String>) async throws -> [String: String] {
    var found = knownRunning.filter { threads.contains($0.key) }
    var page: String?
    while found.count < threads.count {
      let answer = try await api.chats(page: page).json
      for row in try answer["chats_summary"].list.compactMap({ LiveChatSummary($0) })
      where row.isActive && threads.contains(row.threadID) {
        found[row.threadID] = row.chatID
      }
      let next = answer["next_page_id"].livechatText
      if let next, next == page { throw LiveChatSession.circle(at: next, in: "the running chats") }
      guard next != nil else { break }
      page = next
    }
    return found
  }

  private func gone(_ thread: String) -> Notice {
    Notice(
      ConversationKey(source: records.source, vendorID: thread),
      Event(
        id: "deleted", occurredAt: now, observedAt: now, sequence: 0, actor: LiveChatCast.system,
        happening: .deleted(true), isInferred: true))
  }
}
