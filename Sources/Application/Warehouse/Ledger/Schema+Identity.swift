import SQLCore

extension Schema {
  /// Who is who: people, aliases, memberships and roles are what all decisions come to, so each of them can be undone.
  static let identity = Migration(
    "0008 identity",
    [
      """
      CREATE TABLE identity_decisions (
        decision_id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, source_id TEXT,
        vendor_id TEXT, calling TEXT, other TEXT, email TEXT, match_kind TEXT, confidence_millionths BIGINT,
        undoes BIGINT, from_at BIGINT, to_at BIGINT, decided_by TEXT NOT NULL, decided_at BIGINT NOT NULL
      )
      """,
      """
      CREATE TABLE former_names (
        source_id {key} NOT NULL, vendor_id {key} NOT NULL, name {key} NOT NULL, until_at BIGINT NOT NULL,
        PRIMARY KEY (source_id, vendor_id, name)
      )
      """,
      """
      CREATE TABLE unlinked_clients (
        client {key} NOT NULL PRIMARY KEY, state TEXT NOT NULL, why TEXT NOT NULL, first_seen_at BIGINT NOT NULL,
        last_seen_at BIGINT NOT NULL
      )
      """,
      "INSERT INTO ledger_state (name, number, text) VALUES ('identity', 1, '')",
    ])
}
