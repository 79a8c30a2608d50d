import CivilTime
import Fetching
import JSONReader
import Support

extension TrackerSession {
  /// A ticket with all that happened to it: one call for the ticket, one or more for its history, one for each text, and
  /// one for each person who was not met before.
  func bring(_ id: String) async throws -> Delivery {
    guard let body = try await lists.ticket(id) else { return Delivery(notices: [gone(id)]) }
    let ticket = try TrackerTicket(body)
    guard ticket.isConversation else { return Delivery() }
    // Servers answer with the ticket that a merged one became; should one not, it says at least which that is.
    if let survivor = ticket.effectiveID, survivor != ticket.id {
      return Delivery(notices: [merged(id, into: survivor, at: ticket.lastUpdatedAt)])
    }
    var material = TrackerMaterial(ticket: body)
    material.history = try await lists.history(of: ticket).filter {
      !TrackerTransaction.copies.contains(TrackerValue($0["Type"]).text ?? "")
    }
    let transactions = try material.history.map { row throws(JSONMismatch) in try TrackerTransaction(row) }
    let saying = transactions.filter { $0.saying != nil }.map(\.id)
    let parts = try await lists.calls.each(saying) { [lists] in try await lists.parts(of: $0) }
    material.parts = Dictionary(zip(saying, parts)) { first, _ in first }
    material.crowd = try await people.crowd(
      names: TrackerSession.names(in: ticket, transactions), numbers: TrackerSession.numbers(in: transactions))
    let story = TrackerStory(ticket, transactions, material, of: desk, at: now)
    var delivery = story.delivery
    if ticket.id != id, !delivery.notices.contains(where: { $0.key == story.key(id) }) {
      delivery.notices.append(merged(id, into: ticket.id, at: ticket.lastUpdatedAt))
    }
    return delivery
  }

  private static func names(in ticket: TrackerTicket, _ transactions: [TrackerTransaction]) -> Set<String> {
    var names = Set(transactions.compactMap(\.creator) + ticket.requestors)
    names.formUnion([ticket.owner, ticket.creator].compactMap { $0 })
    names.remove(TrackerPerson.nobodyName)
    return names
  }

  private static func numbers(in transactions: [TrackerTransaction]) -> Set<String> {
    Set(
      transactions.flatMap { transaction -> [String?] in
        switch transaction.change {
        case .owner, .requestor: [transaction.old, transaction.new]
        default: []
        }
      }.compactMap { $0 })
  }

  private var server: Actor { Actor(kind: .system, id: "", name: desk.manners.vendor) }

  private func gone(_ id: String) -> Notice {
    Notice(
      ConversationKey(source: desk.source, vendorID: id),
      Event(
        id: "gone", occurredAt: now, observedAt: now, sequence: 0, actor: server, happening: .deleted(true),
        isInferred: true))
  }

  /// For one whose merging the account may not read of.
  private func merged(_ id: String, into survivor: String, at instant: Instant?) -> Notice {
    Notice(
      ConversationKey(source: desk.source, vendorID: id),
      Event(
        id: "merged", occurredAt: instant ?? now, observedAt: now, sequence: 0, actor: server,
        happening: .merged(into: ConversationKey(source: desk.source, vendorID: survivor)), isInferred: true))
  }
}
