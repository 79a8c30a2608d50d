package import CivilTime
import SQLCore

/// A message about an alert, on its way.
package struct AlertMessage: Sendable, Equatable {
  package enum State: String, Sendable {
    case queued
    /// Somebody is sending it. Where that took too long nobody knows whether it arrived, and it is not sent again.
    case claimed
    case sent, failed, unknown
  }

  package var id: Int64
  package var alert: Int64
  package var event: String
  package var body: String
  package var state: State
  package var attempts: Int
  package var createdAt: Instant
  package var dueAt: Instant
  package var problem: String

  package static let mostAttempts = 6
  /// A claim that is older is nobody's.
  package static let longestClaim: Int64 = 600

  /// How long to wait after so many attempts: half a minute, then four times as long each time, an hour at most.
  package static func pause(after attempts: Int) -> Int64 {
    var pause: Int64 = 30
    for _ in 1..<max(attempts, 1) { pause = min(pause * 4, 3_600) }
    return pause
  }
}

extension AccountBook {
  /// Takes the next message that is due, for whoever sends it; nobody else gets it.
  package func claimMessage() async throws -> AlertMessage? {
    let now = clock()
    return try await store.write { db in
      try db.run(
        """
        UPDATE alert_messages SET state = 'unknown', ended_at = \(now.seconds),
          problem = 'the program ended while it was sent'
        WHERE state = 'claimed' AND claimed_at < \(now.seconds - AlertMessage.longestClaim)
        """)
      let due = try db.first(
        """
        SELECT \(AlertMessage.columns) FROM alert_messages WHERE state = 'queued' AND due_at <= \(now.seconds)
        ORDER BY message_id LIMIT 1
        """, AlertMessage.read)
      guard var message = due else { return nil }
      message.state = .claimed
      message.attempts += 1
      let isOurs =
        try db.run(
          """
          UPDATE alert_messages SET state = 'claimed', claimed_at = \(now.seconds),
            attempts = \(Int64(message.attempts))
          WHERE message_id = \(message.id) AND state = 'queued'
          """) > 0
      return isOurs ? message : nil
    }
  }

  /// - Parameter problem: why it was certainly not taken; nothing where it was.
  package func ended(_ message: AlertMessage, problem: String?, mayHaveArrived: Bool = false) async throws {
    let now = clock()
    let isOver = problem == nil || mayHaveArrived || message.attempts >= AlertMessage.mostAttempts
    let state: AlertMessage.State =
      problem == nil ? .sent : mayHaveArrived ? .unknown : isOver ? .failed : .queued
    let due = now.seconds + AlertMessage.pause(after: message.attempts)
    let end = isOver ? now.seconds : nil
    try await store.write { db in
      try db.run(
        """
        UPDATE alert_messages SET state = \(state.rawValue), due_at = \(due), ended_at = \(end),
          problem = \(problem ?? "")
        WHERE message_id = \(message.id) AND state = 'claimed'
        """)
    }
  }

  /// The newest first.
  package func alertMessages(limit: Int) async throws -> [AlertMessage] {
    try await store.read { db in
      try db.all(
        "SELECT \(AlertMessage.columns) FROM alert_messages ORDER BY message_id DESC LIMIT \(Int64(limit))",
        AlertMessage.read)
    }
  }
}

extension AlertMessage {
  fileprivate static let columns: SQL = """
    message_id, alert_id, event, body, state, attempts, created_at, due_at, problem
    """

  fileprivate static func read(_ row: borrowing Row) throws -> AlertMessage {
    AlertMessage(
      id: try row.integer(0), alert: try row.integer(1), event: try row.text(2), body: try row.text(3),
      state: State(rawValue: try row.text(4)) ?? .unknown, attempts: Int(try row.integer(5)),
      createdAt: Instant(seconds: try row.integer(6)), dueAt: Instant(seconds: try row.integer(7)),
      problem: try row.text(8))
  }
}
