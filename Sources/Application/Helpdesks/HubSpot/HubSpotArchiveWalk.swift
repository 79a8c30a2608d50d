import CivilTime
import Fetching
import JSONReader
import Support

/// The walk through what was archived, which neither lists nor searches show.
///
/// Archiving a ticket does not change it in HubSpot's eyes, and the archive is listed by id: it is walked as a whole each
/// time. What joins it behind the mark was archived after the walk began, and the next walk reports it.
struct HubSpotArchiveWalk: Sendable {
  private let session: HubSpotSession
  private let reach: Reach

  init(_ session: HubSpotSession, _ reach: Reach) {
    self.session = session
    self.reach = reach
  }

  func page(at position: Position?) async throws -> Page {
    switch reach {
    case .only, .identities: return Page()
    case .everything, .changed, .window: break
    }
    let (name, after) = position?.text.cutAtSpace ?? ("tickets", nil)
    return name == "threads" ? try await threads(after) : try await tickets(after)
  }

  private func tickets(_ after: String?) async throws -> Page {
    let answer = try await session.calls.send(HubSpotRequest.archivedTickets(after: after)).json.root
    var page = Page()
    let tickets = HubSpotReading.tickets(in: try answer["results"].list, &page.delivery)
    page.delivery.notices = tickets.filter { isWanted($0.archivedAt) }.map { session.decoder.archived($0) }
    let next = answer.pagingAfter.map { "tickets \($0)" } ?? (session.conversationsRefusal == nil ? "threads" : nil)
    page.next = next.map { Position($0) }
    return page
  }

  private func threads(_ after: String?) async throws -> Page {
    let answer = try await session.calls.send(HubSpotRequest.threads(after: after, archived: true)).json.root
    let threads = try answer["results"].list.compactMap { try? HubSpotThread($0) }  // listed before, and set aside
    let notices = threads.filter { $0.isArchived && $0.ticketID == nil }.map { session.decoder.archived($0) }
    return Page(
      next: answer.pagingAfter.map { Position("threads \($0)") }, delivery: Delivery(notices: notices))
  }

  private func isWanted(_ time: HubSpotTime?) -> Bool {
    guard let instant = time?.instant else { return true }
    switch reach {
    case .everything(let since), .changed(let since): return instant >= since
    case .window(let from, let to): return instant >= from && instant < to
    case .only, .identities: return false
    }
  }
}
