package import CivilTime

extension FactColumns {
  /// The rows behind a number, or those that one rule left out of it, ordered by time and then by conversation.
  package func receipt(
    of query: MetricQuery, leftOut rule: Exclusion? = nil, in zone: Zone, asOf: Instant
  ) -> [ReceiptRow] {
    guard query.effectiveClock == .calendar else { return [] }
    switch query.metric {
    case .conversationsCreated:
      return rows(query, ConversationTable(columns: conversations), rule, zone) { _ in (1, nil) }
    case .humanReplies:
      return rows(query, MessageTable(columns: messages), rule, zone) { row in
        (1, people[messages.person[row]])
      }
    case .firstResponse:
      return rows(query, ResponseTable(columns: conversations, asOf: seconds(asOf)), rule, zone) { row in
        let answered = conversations.responseKind[row] == ResponseFact.Kind.answered.rawValue
        return (Int64(conversations.responseSeconds[row]), answered ? people[conversations.responsePerson[row]] : nil)
      }
    default: return []
    }
  }

  private func rows(
    _ query: MetricQuery, _ table: some RowTable, _ rule: Exclusion?, _ zone: Zone,
    _ detail: (Int) -> (value: Int64, person: String?)
  ) -> [ReceiptRow] {
    Selection(of: scan(query, table, zone), wanted: rule?.rawValue ?? 0).rows
      .map { row -> ReceiptRow in
        let (value, person) = detail(Int(row))
        return ReceiptRow(
          conversation: key(of: table.conversation(Int(row))), at: Instant(seconds: Int64(table.at(Int(row)))),
          value: rule == nil ? value : nil, person: person, leftOut: rule)
      }
      .sorted { ($0.at, $0.conversation, $0.person ?? "") < ($1.at, $1.conversation, $1.person ?? "") }
  }
}

/// A conversation in which the customer waits for us.
package struct WaitingConversation: Equatable, Sendable {
  package var conversation: String
  package var since: Instant
}

extension FactColumns {
  /// Who waits on us at a moment, the longest wait first.
  package func waiting(asOf: Instant) -> [WaitingConversation] {
    let now = seconds(asOf)
    return conversations.waitingSince.indices
      .filter { row in
        let since = conversations.waitingSince[row]
        return since != ConversationColumns.never && since <= now && conversations.waitLapses[row] > now
          && conversations.standing[row] == 0
      }
      .map {
        WaitingConversation(conversation: key(of: $0), since: Instant(seconds: Int64(conversations.waitingSince[$0])))
      }
      .sorted { $0.since != $1.since ? $0.since < $1.since : $0.conversation < $1.conversation }
  }
}
