import CivilTime
import Fetching
import JSONReader
import Support

/// The walk through conversations: those without a ticket become conversations of their own, and tickets whose
/// conversations went on without HubSpot calling the ticket changed are read again.
///
/// All of them come by id. Active ones come by the time of their last message: one that goes on while we page moves to
/// the end and lets others move up, so each page is asked for anew from the last row's millisecond on. The parameter says
/// “after”, so a millisecond less is asked for, and that row comes once more. Only where all rows of a page share one time
/// the vendor's mark is followed.
struct HubSpotThreadWalk: Sendable {
  private let session: HubSpotSession
  private let reach: Reach
  private let start: Instant
  private static let recent: Int64 = 60 * 86_400

  init(_ session: HubSpotSession, _ reach: Reach, _ start: Instant) {
    self.session = session
    self.reach = reach
    self.start = start
  }

  func page(at position: Position?) async throws -> Page {
    if let refusal = session.conversationsRefusal { throw refusal }
    guard let place = HubSpotThreadPlace(position) ?? first else { return Page() }
    let answer = try await session.calls.send(place.request).json.root
    var page = Page()
    let threads = threads(in: try answer["results"].list, &page.delivery)
    page.next = place.next(after: threads, following: answer.pagingAfter)?.position
    let wanted = threads.filter(isWanted)
    page.items = alone(wanted) + ofTickets(wanted)
    return page
  }

  private var first: HubSpotThreadPlace? {
    switch reach {
    case .only, .identities: nil
    case .everything(let since) where start - since > HubSpotThreadWalk.recent: .all(after: nil)
    case .everything(let since), .changed(let since), .window(let since, _):
      .active(from: HubSpotTime(since), after: nil)
    }
  }

  private func threads(in rows: [JSONField], _ delivery: inout Delivery) -> [HubSpotThread] {
    var threads: [HubSpotThread] = []
    for row in rows {
      do throws(JSONMismatch) {
        threads.append(try HubSpotThread(row))
      } catch {
        delivery.rejected.append(
          RejectedRow(where: "conversation \(row["id"].idText ?? "without an id")", why: "\(error)"))
      }
    }
    return threads
  }

  private func isWanted(_ thread: HubSpotThread) -> Bool {
    let times = [thread.createdAt, thread.latestMessageAt, thread.closedAt].compactMap { $0?.instant }
    switch reach {
    case .only, .identities: return false
    case .everything(let since), .changed(let since): return times.contains { $0 >= since }
    case .window(let from, let to): return times.contains { $0 >= from && $0 < to }
    }
  }

  private func alone(_ threads: [HubSpotThread]) -> [Item] {
    threads.filter { $0.ticketID == nil && !$0.isArchived }.pieces(of: 25).map { threads in
      Item("conversations \(threads[0].id) to \(threads[threads.count - 1].id)", holds: threads.count) {
        [reading = session.reading] in
        try await reading.records(ofThreads: threads)
      }
    }
  }

  /// A walk through everything has just read every ticket with its conversations; not so when they may be read only
  /// since now.
  private func ofTickets(_ threads: [HubSpotThread]) -> [Item] {
    let tickets = Set(threads.compactMap(\.ticketID)).filter { !session.reading.hasRead($0) }
    return tickets.sorted().pieces(of: 50).map { ids in
      Item("tickets \(ids[0]) to \(ids[ids.count - 1])", holds: ids.count) { [reading = session.reading] in
        try await reading.records(ofTickets: ids, many: ids.count > 20)
      }
    }
  }
}

/// Where the walk through conversations stands.
enum HubSpotThreadPlace: Equatable, Sendable {
  case all(after: String?)
  case active(from: HubSpotTime, after: String?)

  var request: VendorRequest {
    switch self {
    case .all(let after): HubSpotRequest.threads(after: after)
    case .active(let from, let after):
      HubSpotRequest.threads(activeAfter: HubSpotTime(milliseconds: from.milliseconds - 1), after: after)
    }
  }

  func next(after threads: [HubSpotThread], following after: String?) -> HubSpotThreadPlace? {
    guard let after else { return nil }
    guard case .active(let from, _) = self else { return .all(after: after) }
    if let last = threads.map(\.latestMessageAt).whereTheyEnd, last > from { return .active(from: last, after: nil) }
    return .active(from: from, after: after)
  }

  init?(_ position: Position?) {
    guard let (name, rest) = position?.text.cutAtSpace else { return nil }
    switch name {
    case "all": self = .all(after: rest)
    case "active":
      guard let (time, after) = rest?.cutAtSpace, let from = Int64(time) else { return nil }
      self = .active(from: HubSpotTime(milliseconds: from), after: after)
    default: return nil
    }
  }

  var position: Position {
    switch self {
    case .all(let after): Position(after.map { "all \($0)" } ?? "all")
    case .active(let from, let after):
      Position("active \(from.milliseconds)" + (after.map { " \($0)" } ?? ""))
    }
  }
}
