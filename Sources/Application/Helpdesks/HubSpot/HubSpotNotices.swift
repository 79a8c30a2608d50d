import CivilTime
import Support

// What is learnt of other conversations, or of ones that are gone.
extension HubSpotDecoder {
  /// The tickets that this one won in merges, and the conversations that became part of it.
  func notices(of told: TicketCase) -> [Notice] {
    let ticket = told.ticket
    let key = places.key(ofTicket: ticket.id)
    let losers = ticket.mergedIDs.map { loser in
      merged(places.key(ofTicket: loser), into: key, at: mergeTime(of: loser, into: ticket))
    }
    // A conversation that stood alone may have been given a ticket.
    let threads = (told.talks ?? []).map { talk in
      merged(places.key(ofThread: talk.thread.id), into: key, at: ticket.createdAt ?? talk.thread.createdAt)
    }
    return losers + threads
  }

  /// When the loser's id first stood among the merged ones; records that were made for a merge are as old as it.
  private func mergeTime(of loser: String, into ticket: HubSpotTicket) -> HubSpotTime {
    let change = ticket.history(of: "hs_merged_object_ids").first { change in
      (change.value ?? "").split(separator: ";").contains { String($0).stripped == loser }
    }
    return change?.at ?? ticket.createdAt ?? HubSpotTime(observedAt)
  }

  func merged(_ loser: ConversationKey, into winner: ConversationKey, at time: HubSpotTime) -> Notice {
    Notice(loser, event("merged", time.instant, .merged(into: winner)))
  }

  /// A ticket in the archive, from where it may be restored for some ninety days.
  func archived(_ ticket: HubSpotTicket) -> Notice {
    let time = (ticket.archivedAt ?? HubSpotTime(observedAt)).instant
    return Notice(places.key(ofTicket: ticket.id), event("archived@\(time.iso8601)", time, .deleted(true)))
  }

  /// HubSpot does not tell when a conversation was archived; it was not before its end.
  func archived(_ thread: HubSpotThread) -> Notice {
    let time = (thread.closedAt ?? thread.latestMessageAt ?? thread.createdAt).instant
    return Notice(places.key(ofThread: thread.id), event("archived@\(time.iso8601)", time, .deleted(true)))
  }

  /// Nobody at HubSpot knows it any more.
  func gone(_ key: ConversationKey) -> Notice { Notice(key, event("gone", observedAt, .deleted(true))) }

  private func event(_ id: String, _ time: Instant, _ happening: Happening) -> Event {
    Event(id: id, occurredAt: time, observedAt: observedAt, sequence: 0, actor: .untold, happening: happening)
  }
}
