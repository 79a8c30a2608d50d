import CivilTime
import Fetching
import JSONReader
import Support

/// Chats that are under way count from their creation; the archive has them later, under the same key.
///
/// The list also holds chats that are over, and no filter leaves them out. Where it turns out to be ordered by when
/// threads began, a whole page in which nothing runs and all is older than the reach, or than a month, ends the walk;
/// where it is not, the walk goes to its end. A chat that moves up between two pages is listed twice, never skipped: the
/// vendor's mark says where the list goes on.
extension LiveChatSession {
  func running(reaching reach: Reach, at position: Position?) async throws -> Page {
    let place = try position.map { try LiveChatPlace($0) } ?? LiveChatPlace()
    let answer = try await api.chats(page: place.page)
    let rows = answer.json["chats_summary"].livechatList.compactMap { LiveChatSummary($0) }
    let since = reach.livechatBeginning ?? now
    let past = max(since, now + -30 * 86_400)
    note(running: rows)
    let wanted = rows.filter { $0.isWanted(since: since) }
    return Page(
      items: wanted.map { row in Item("chat \(row.threadID)") { [self] in try await bring(row.chatID, row.threadID) } },
      next: place.next(after: answer.json["next_page_id"].livechatText, rows, since: since, pastFrom: past)?.position)
  }

  /// A chat that is gone by now is nobody's matter here: the archive tells of it, or the next sweep.
  func bring(_ chat: String, _ thread: String) async throws -> Delivery {
    do {
      let answer = try await api.chat(chat, thread: thread).json
      let shell = answer["chat"].isMissingOrNull ? answer.root : answer["chat"]
      return try LiveChatThread.all(of: shell).reduce(into: Delivery()) { delivery, thread in
        let more = try records.delivery(of: thread, in: shell)
        delivery.records += more.records
        delivery.directory += more.directory
        delivery.warnings += more.warnings
      }
    } catch let error as VendorError where error.kind == .missing {
      return Delivery()
    }
  }
}

/// A chat with its last thread, without what was said.
struct LiveChatSummary: Sendable {
  var chatID: String
  var threadID: String
  var isActive: Bool
  var createdAt: Instant
  /// When anything was last written, as far as the summary tells.
  var lastEventAt: Instant?

  init?(_ row: JSONField) {
    let thread = row["last_thread_summary"]
    guard let chat = row["id"].livechatText, let id = thread["id"].livechatText,
      let created = thread["created_at"].livechatText.flatMap({ Timestamp($0) })
    else { return nil }
    chatID = chat
    threadID = id
    isActive = thread["active"].isTrue
    createdAt = created.instant
    lastEventAt =
      row["last_event_per_type"].livechatMembers
      .compactMap { $0.field["event"]["created_at"].livechatText.flatMap { Timestamp($0) }?.instant }.max()
  }

  /// It runs, or it began before the archive was asked for and ended after: the overlap was too short for it.
  func isWanted(since: Instant) -> Bool {
    isActive || (createdAt < since && (lastEventAt ?? createdAt) >= since)
  }
}

/// How far the list of chats is read.
private struct LiveChatPlace {
  var page: String?
  /// When the last thread of the page before began.
  var last: Instant?
  /// Each thread so far began before the one above it.
  var isOrdered = true

  init() {}

  init(_ position: Position) throws {
    let json = try JSONValue(position.text)
    page = try json["page"].string
    last = try json["last"].ifPresent.map { Instant(seconds: Int64(try $0.int)) }
    isOrdered = try json["ordered"].bool
  }

  var position: Position {
    var json = JSONWriter()
    json.object { json in
      json.member("page", page)
      json.member("last", last.map { Int($0.seconds) })
      json.member("ordered", isOrdered)
    }
    return Position(String(decoding: json.bytes, as: UTF8.self))
  }

  func next(after nextPage: String?, _ rows: [LiveChatSummary], since: Instant, pastFrom past: Instant)
    -> LiveChatPlace?
  {
    guard let nextPage, nextPage != page else { return nil }
    var place = LiveChatPlace()
    place.page = nextPage
    let times = [last].compactMap { $0 } + rows.map(\.createdAt)
    place.isOrdered = isOrdered && zip(times, times.dropFirst()).allSatisfy { $0 >= $1 }
    place.last = times.last
    let isPast = !rows.isEmpty && rows.allSatisfy { $0.createdAt < past && !$0.isWanted(since: since) }
    return place.isOrdered && isPast ? nil : place
  }
}
