package import CivilTime

/// Somebody on our side whose work is left out, between two instants if the rule says so.
package struct ExcludedPerson: Hashable, Sendable {
  package enum Drop: String, Sendable, CaseIterable {
    /// What they hold when it is done, else at the end of the period that is asked about (METRICS §10).
    case conversations
    /// What they write is no human reply: it answers nothing and counts for nobody.
    case replies
  }

  /// The name, mail address or vendor's id.
  package var person: String
  package var drop: Drop
  /// The first instant at which the rule holds, and the first at which it does not any more.
  package var from: Instant?
  package var to: Instant?

  package init(person: String, drop: Drop, from: Instant? = nil, to: Instant? = nil) {
    self.person = person
    self.drop = drop
    self.from = from
    self.to = to
  }

  func covers(_ actor: Actor, at instant: Instant) -> Bool {
    if let from, instant < from { return false }
    if let to, instant >= to { return false }
    let wanted = person.lowercased()
    return actor.name.lowercased() == wanted || actor.id.lowercased() == wanted
  }
}

extension Rules {
  /// Whether what this person writes at that moment is left out.
  func dropsReply(by actor: Actor, at instant: Instant) -> Bool {
    !excluded.isEmpty && excluded.contains { $0.drop == .replies && $0.covers(actor, at: instant) }
  }

  /// Whether what this person holds at that moment is left out.
  func dropsConversation(of holder: Actor?, at instant: Instant) -> Bool {
    guard let holder else { return false }
    return excluded.contains { $0.drop == .conversations && $0.covers(holder, at: instant) }
  }
}
