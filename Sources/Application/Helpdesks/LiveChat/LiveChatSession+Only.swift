import CivilTime
import Fetching
import JSONReader
import Support

/// Threads by their ids: in the archive, else among the running ones, else gone.
extension LiveChatSession {
  func only(_ ids: [String]) async throws -> Page {
    let groups = stride(from: 0, to: ids.count, by: 20).map { Array(ids[$0..<min($0 + 20, ids.count)]) }
    let chats = try await api.calls.each(groups) { group in try await self.archived(group) }.flatMap { $0 }
    var page = Page()
    var missing = Set(ids)
    for chat in chats {
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

  private func archived(_ threads: [String]) async throws -> [JSONField] {
    var chats: [JSONField] = []
    var page: String?
    repeat {
      let answer = try await api.archives(of: threads, page: page).json
      guard LiveChatProblem(answer) == nil else {
        noteHiding()
        return chats
      }
      chats += answer["chats"].livechatList
      let next = answer["next_page_id"].livechatText
      page = next == page ? nil : next
    } while page != nil
    return chats
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
    }
    // Hidden is not deleted: what the plan does not show stays as it is.
    if !delivery.notices.isEmpty, isHiding {
      delivery.notices = []
      delivery.warnings.append(LiveChatSession.cannotTell)
    }
    return delivery
  }

  private static let cannotTell =
    "the plan of this LiveChat account hides older chats, so deleted ones cannot be told from hidden ones"

  private func runningChats(among threads: Set<String>) async throws -> [String: String] {
    var found = knownRunning.filter { threads.contains($0.key) }
    var page: String?
    while found.count < threads.count {
      let answer = try await api.chats(page: page).json
      for row in answer["chats_summary"].livechatList.compactMap({ LiveChatSummary($0) })
      where row.isActive && threads.contains(row.threadID) {
        found[row.threadID] = row.chatID
      }
      let next = answer["next_page_id"].livechatText
      guard let next, next != page else { break }
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
