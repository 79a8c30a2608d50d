import CivilTime
import Fetching
import JSONReader
import Support
import Synchronization

/// The page's conversations for the time of one run.
///
/// They are listed by their last message, the newest first, and no time can be asked for: the walk ends after a page that
/// is entirely older than the reach. Nothing is lost when a conversation gets a message while we page: it moves to the
/// front, before our cursor, and its last message is then younger than the beginning of this walk, from which, less the
/// overlap, the next walk looks. A cursor stands behind a conversation and not at a number, so that what moves away leaves
/// no hole; and short pages do not end the list, only the absence of a next one does.
final class MessengerSession: HelpdeskSession {
  private let api: MessengerCalls
  private let records: MessengerRecord
  private let now: Instant
  private let pageName = Mutex("")
  let directory: [DirectoryEntry] = []
  let warnings: [String] = []

  init(of desk: Messenger, through calls: MessengerCalls, at now: Instant) {
    api = calls
    records = MessengerRecord(source: desk.source, page: desk.page, observedAt: now)
    self.now = now
  }

  func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
    -> Page
  {
    let place = try position.map { try MessengerPlace($0) }
    switch reach {
    case .only(let ids):
      return Page(
        items: ids.map { id in Item("conversation \(id)") { [self] in try await look(for: id) } })
    case .identities(let since): return try await identities(since: since, place)
    case .everything(let since), .changed(let since): return try await conversations(since: since, place)
    case .window(let from, _): return try await conversations(since: from, place)
    }
  }

  private func conversations(since: Instant, _ place: MessengerPlace?) async throws -> Page {
    let (answer, place) = try await api.conversations(place ?? MessengerPlace())
    let rows = try answer["data"].list
    let items = rows.filter { ($0.updatedTime ?? since) >= since }.map { row in
      Item("conversation \(row["id"].graphText ?? "without an id")") { [self] in
        try await complete(row, since: since)
      }
    }
    return Page(items: items, next: try next(after: answer, rows, since: since, place)?.position)
  }

  /// The ids alone, more of them at a time where Facebook lets us.
  private func identities(since: Instant, _ place: MessengerPlace?) async throws -> Page {
    let (answer, place) = try await light(place ?? MessengerPlace(limit: 100))
    let rows = try answer["data"].list
    let ids = rows.filter { ($0.updatedTime ?? since) >= since }.compactMap { $0["id"].graphText }
    return Page(next: try next(after: answer, rows, since: since, place)?.position, identities: ids)
  }

  private func light(_ place: MessengerPlace) async throws -> (answer: JSONValue, place: MessengerPlace) {
    do {
      return try await api.identities(place)
    } catch let error as VendorError where error.kind == .refused && place.limit > MessengerPlace.most {
      return try await api.identities(MessengerPlace(after: place.after))
    }
  }

  private func next(after answer: JSONValue, _ rows: [JSONField], since: Instant, _ place: MessengerPlace) throws
    -> MessengerPlace?
  {
    let isPast = !rows.isEmpty && rows.allSatisfy { $0.updatedTime.map { $0 < since } ?? false }
    guard !isPast, let cursor = try answer.root.graphCursor, cursor != place.after else { return nil }
    var next = place
    next.after = cursor
    return next
  }
}

extension MessengerSession {
  private func look(for id: String) async throws -> Delivery {
    do {
      return try await complete(try await api.conversation(id).root, since: nil)
    } catch let error as VendorError where error.kind == .missing {
      return Delivery(notices: [records.gone(id, at: now)])
    }
  }

  /// Reads back until what is known already, by whole pages.
  private func complete(_ row: JSONField, since: Instant?) async throws -> Delivery {
    let id = try row["id"].string
    var talk = MessengerTalk(row["messages"].graphList, in: id)
    var cursor = try row["messages"].graphCursor
    var isMissing = row["messages"].isMissingOrNull && row["message_count"].graphNumber != 0
    var isHidden = false
    while isMissing || cursor != nil, !talk.reaches(since) {
      guard let answer = try await messages(of: id, after: cursor) else {
        isHidden = true
        break
      }
      talk.add(answer.root.graphList)
      let last = cursor
      cursor = try answer.root.graphCursor
      isMissing = false
      guard cursor != last else { break }
    }
    let extent: MessengerTalk.Extent = isHidden ? .shown : cursor == nil ? .whole : .newest
    var delivery = Delivery(records: [records.record(of: row, talk, extent)], rejected: talk.rejected)
    if isHidden { delivery.warnings.append(MessengerSession.hidden) }
    if let name = records.pageName(in: row), isNew(name) {
      delivery.directory = [DirectoryEntry(.inbox, id: api.page, name: name)]
    }
    return delivery
  }

  /// “Only the newest ~20 messages are guaranteed to be readable; older ids may answer error 100/33”: nothing then, and
  /// what came with the conversation is what there is. Where nothing came with it, it is the conversation that is gone.
  private func messages(of id: String, after cursor: String?) async throws -> JSONValue? {
    do {
      return try await api.messages(of: id, after: cursor)
    } catch let error as VendorError where error.kind == .missing && cursor != nil {
      return nil
    }
  }

  private static let hidden = "Facebook does not show older messages of some conversations any more"

  private func isNew(_ name: String) -> Bool {
    pageName.withLock { known in
      defer { known = name }
      return known != name
    }
  }
}

extension JSONField {
  fileprivate var updatedTime: Instant? { self["updated_time"].graphText.flatMap { Timestamp($0) }?.instant }
}
