package import Support

/// Everything that is counted of one conversation, in few bytes: what the store keeps, and what columns are filled from.
///
/// One value a conversation instead of a row a message: a million conversations are written and loaded several times
/// faster, and a conversation's facts change as one. `FactPacker` writes it, `FactColumns` reads it; both follow
/// `FactSection` in its order.
package struct PackedFacts: Equatable, Sendable {
  /// Raise it whenever the form or the meaning of what is packed changes: facts of another version are derived anew.
  package static let version: UInt8 = 5

  package var bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// Nothing for a conversation that no instant is known of: there is no period it could belong to.
  package init?(_ conversation: Conversation, _ facts: Facts, under rules: Rules) {
    guard let createdAt = facts.createdAt else { return nil }
    bytes = FactPacker(conversation, facts, createdAt: createdAt).pack(under: rules)
  }
}

/// What lies in packed facts one after the other, each to be loaded or passed over.
package enum FactSection: CaseIterable, Sendable {
  case conversation, customers, participants, starts, messages, customerWords, openWaits, waits, closings, counts,
    times, reopens
  case stations, handOffs, queue, transfers, touches, activity, logged, ratings, surveys, decisions
}
