import SQLCore

extension Schema {
  /// What is watched, how it stands, and what was told of it: a message is claimed before it is sent, so none is sent
  /// twice.
  static let alerts = Migration(
    "0010 alerts",
    [
      """
      CREATE TABLE alerts (
        alert_id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, question TEXT NOT NULL, period TEXT NOT NULL,
        side TEXT NOT NULL, threshold_millionths BIGINT NOT NULL, lasting_seconds BIGINT NOT NULL, author TEXT NOT NULL,
        created_at BIGINT NOT NULL, snoozed_until_at BIGINT, state TEXT NOT NULL, since_at BIGINT,
        value_millionths BIGINT, checked_at BIGINT
      )
      """,
      """
      CREATE TABLE alert_messages (
        message_id BIGINT NOT NULL PRIMARY KEY, alert_id BIGINT NOT NULL, event TEXT NOT NULL, body TEXT NOT NULL,
        state TEXT NOT NULL, attempts BIGINT NOT NULL, created_at BIGINT NOT NULL, due_at BIGINT NOT NULL,
        claimed_at BIGINT, ended_at BIGINT, problem TEXT NOT NULL
      )
      """,
      "CREATE INDEX alert_messages_due ON alert_messages (state, due_at)",
    ])
}
