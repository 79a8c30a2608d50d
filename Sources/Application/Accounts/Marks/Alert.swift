package import CivilTime
import SQLCore

/// A number that is watched.
package struct Alert: Sendable, Equatable {
  package var id: Int64
  package var name: String
  /// The question without its days, as an address writes it.
  package var question: String
  /// A named period, seen from the day of each check.
  package var period: String
  package var watch: AlertWatch
  package var author: String
  package var createdAt: Instant
  package var snoozedUntil: Instant?
  package var value: Double?
  package var checkedAt: Instant?

  package func isSnoozed(at now: Instant) -> Bool { snoozedUntil.map { $0 > now } ?? false }
}

/// What an alert is made of.
package struct AlertOrder: Sendable {
  package var name: String
  package var question: String
  package var period: String
  package var watch: AlertWatch

  package init(name: String, question: String, period: String, watch: AlertWatch) {
    self.name = name
    self.question = question
    self.period = period
    self.watch = watch
  }
}

extension AccountBook {
  private static let mostAlerts = 200

  package func alerts() async throws -> [Alert] {
    try await store.read { db in try db.all("SELECT \(Alert.columns) FROM alerts ORDER BY name, alert_id", Alert.read) }
  }

  package func addAlert(_ order: AlertOrder, by actor: Actor) async throws -> Alert {
    let name = try MarkWords.line(order.name, longest: AccountBook.longestName, of: "the name")
    let now = clock()
    return try await store.write { db in
      let count: Int64 = try db.scalar("SELECT count(*) FROM alerts") ?? 0
      guard count < AccountBook.mostAlerts else { throw AccountError.tooManyMarks("alerts") }
      let id: Int64 = (try db.scalar("SELECT max(alert_id) FROM alerts") ?? 0) + 1
      let watch = order.watch
      try db.run(
        """
        INSERT INTO alerts (alert_id, name, question, period, side, threshold_millionths, lasting_seconds, author,
          created_at, state)
        VALUES (\(id), \(name), \(order.question), \(order.period), \(watch.side.rawValue),
          \(Alert.millionths(watch.threshold)), \(watch.lasting), \(actor.name), \(now.seconds), \(watch.state.rawValue))
        """)
      try db.audit(.alertAdded, by: actor, on: name, at: now)
      return Alert(
        id: id, name: name, question: order.question, period: order.period, watch: watch, author: actor.name,
        createdAt: now)
    }
  }

  package func removeAlert(_ id: Int64, by actor: Actor) async throws {
    try await change(alert: id, .alertRemoved, by: actor) { db, _ in
      try db.run("DELETE FROM alerts WHERE alert_id = \(id)")
      // Nobody wants to hear any more of what is watched no longer.
      try db.run("DELETE FROM alert_messages WHERE alert_id = \(id) AND state = 'queued'")
    }
  }

  /// Nothing is told of it until then; nothing wakes it at once.
  package func snoozeAlert(_ id: Int64, until: Instant?, by actor: Actor) async throws {
    try await change(alert: id, .alertSnoozed, by: actor) { db, _ in
      try db.run("UPDATE alerts SET snoozed_until_at = \(until?.seconds) WHERE alert_id = \(id)")
    }
  }

  private func change(
    alert id: Int64, _ action: AuditAction, by actor: Actor,
    _ work: @escaping @Sendable (any SQLConnection, Alert) throws -> Void
  ) async throws {
    let now = clock()
    try await store.write { db in
      guard let alert = try db.first("SELECT \(Alert.columns) FROM alerts WHERE alert_id = \(id)", Alert.read) else {
        throw AccountError.noMark("alert")
      }
      try work(db, alert)
      try db.audit(action, by: actor, on: alert.name, at: now)
    }
  }
}

extension AccountBook {
  /// Notes what a check found, and queues what is to be told, in one transaction: of two processes that check at once
  /// only the first tells.
  ///
  /// - Parameter body: the message of an event, by the alert as it then stands; nothing where nobody is to be told.
  package func note(
    _ value: Double?, of id: Int64, body: @escaping @Sendable (Alert, AlertWatch.Event) -> String?
  ) async throws {
    let now = clock()
    try await store.write { db in
      guard var alert = try db.first("SELECT \(Alert.columns) FROM alerts WHERE alert_id = \(id)", Alert.read) else {
        return
      }
      let before = alert.watch.state
      let event = alert.watch.see(value, at: now)
      alert.value = value
      alert.checkedAt = now
      // The condition decides for a process that read the same state at the same time.
      let isFirst =
        try db.run(
          """
          UPDATE alerts SET state = \(alert.watch.state.rawValue), since_at = \(alert.watch.since?.seconds),
            value_millionths = \(value.map(Alert.millionths)), checked_at = \(now.seconds)
          WHERE alert_id = \(id) AND state = \(before.rawValue)
          """) > 0
      guard isFirst, let event, !alert.isSnoozed(at: now), let body = body(alert, event) else { return }
      let message: Int64 = (try db.scalar("SELECT max(message_id) FROM alert_messages") ?? 0) + 1
      try db.run(
        """
        INSERT INTO alert_messages (message_id, alert_id, event, body, state, attempts, created_at, due_at, problem)
        VALUES (\(message), \(id), \(event.rawValue), \(body), 'queued', 0, \(now.seconds), \(now.seconds), '')
        """)
    }
  }
}

extension Alert {
  fileprivate static let columns: SQL = """
    alert_id, name, question, period, side, threshold_millionths, lasting_seconds, author, created_at,
    snoozed_until_at, state, since_at, value_millionths, checked_at
    """

  fileprivate static func read(_ row: borrowing Row) throws -> Alert {
    var watch = AlertWatch(
      AlertWatch.Side(rawValue: try row.text(4)) ?? .above, Double(try row.integer(5)) / 1_000_000,
      lasting: try row.integer(6))
    watch.state = AlertWatch.State(rawValue: try row.text(10)) ?? .unknown
    watch.since = try row.integerOrNull(11).map(Instant.init(seconds:))
    return Alert(
      id: try row.integer(0), name: try row.text(1), question: try row.text(2), period: try row.text(3), watch: watch,
      author: try row.text(7), createdAt: Instant(seconds: try row.integer(8)),
      snoozedUntil: try row.integerOrNull(9).map(Instant.init(seconds:)),
      value: try row.integerOrNull(12).map { Double($0) / 1_000_000 },
      checkedAt: try row.integerOrNull(13).map(Instant.init(seconds:)))
  }

  fileprivate static func millionths(_ value: Double) -> Int64 {
    Int64((min(max(value, -9e12), 9e12) * 1_000_000).rounded())
  }
}
