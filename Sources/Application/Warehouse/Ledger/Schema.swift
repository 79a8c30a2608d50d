package import SQLCore

/// The tables of the ledger. Append only: a released step is never edited, a later one corrects it.
///
/// Every table that grows with conversations begins its key with `conversation_key`, so that it can be distributed by
/// that column; none of them refers to another by a foreign key.
package enum Schema {
  package static let migrations = [
    ledger, facts, runs, helpdesks, packedFacts, accounts, versions, identity, marks, alerts,
    versionsOfDecisions, connecting, nextFacts, setSections,
  ]

  private static let ledger = Migration(
    "0001 ledger",
    [
      """
      CREATE TABLE sources (
        source_id {key} NOT NULL PRIMARY KEY, kind TEXT NOT NULL, created_at BIGINT NOT NULL
      )
      """,
      """
      CREATE TABLE conversations (
        conversation_key {key} NOT NULL PRIMARY KEY, source_id {key} NOT NULL, channel TEXT NOT NULL, subject TEXT,
        customer_id TEXT NOT NULL, customer_name TEXT, inbox TEXT, created_at BIGINT, has_states BIGINT NOT NULL,
        observed_at BIGINT NOT NULL
      ) {clustered}
      """,
      """
      CREATE TABLE events (
        conversation_key {key} NOT NULL, event_id {key} NOT NULL, version BIGINT NOT NULL, occurred_at BIGINT NOT NULL,
        observed_at BIGINT NOT NULL, sequence BIGINT NOT NULL, actor_kind TEXT NOT NULL, actor_id TEXT NOT NULL,
        actor_name TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT,
        PRIMARY KEY (conversation_key, event_id, version)
      ) {clustered}
      """,
      """
      CREATE TABLE message_bodies (
        conversation_key {key} NOT NULL, event_id {key} NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (conversation_key, event_id, version)
      ) {clustered}
      """,
      """
      CREATE TABLE raw_records (
        conversation_key {key} NOT NULL, fingerprint {key} NOT NULL, observed_at BIGINT NOT NULL,
        encoding TEXT NOT NULL, payload {blob} NOT NULL,
        PRIMARY KEY (conversation_key, fingerprint)
      ) {clustered}
      """,
    ])

  private static let facts = Migration(
    "0002 facts",
    [
      """
      CREATE TABLE conversation_facts (
        conversation_key {key} NOT NULL PRIMARY KEY, source_id {key} NOT NULL, change BIGINT NOT NULL, channel TEXT NOT NULL,
        created_at BIGINT NOT NULL, last_message_at BIGINT NOT NULL, standing BIGINT NOT NULL, title TEXT NOT NULL,
        customer_messages BIGINT NOT NULL, replies BIGINT NOT NULL,
        response_kind BIGINT NOT NULL, response_since BIGINT, response_seconds BIGINT, response_person TEXT,
        response_lapses_at BIGINT, waiting_since BIGINT, wait_lapses_at BIGINT
      ) {clustered}
      """,
      "CREATE INDEX conversation_facts_change ON conversation_facts (change)",
      "CREATE INDEX conversation_facts_recent ON conversation_facts (last_message_at, conversation_key)",
      """
      CREATE TABLE message_facts (
        conversation_key {key} NOT NULL, event_id {key} NOT NULL, at BIGINT NOT NULL, person TEXT NOT NULL,
        left_out BIGINT NOT NULL,
        PRIMARY KEY (conversation_key, event_id)
      ) {clustered}
      """,
      """
      CREATE TABLE ledger_state (
        name TEXT NOT NULL PRIMARY KEY, number BIGINT NOT NULL, text TEXT NOT NULL
      )
      """,
      "INSERT INTO ledger_state (name, number, text) VALUES ('change', 0, '')",
    ])

  private static let runs = Migration(
    "0003 runs",
    [
      """
      CREATE TABLE sync_runs (
        run_id BIGINT NOT NULL PRIMARY KEY, source_id {key} NOT NULL, mode TEXT NOT NULL, state TEXT NOT NULL,
        label TEXT NOT NULL, started_at BIGINT NOT NULL, ended_at BIGINT NOT NULL, fetched BIGINT NOT NULL,
        stored BIGINT NOT NULL, rejected BIGINT NOT NULL, message TEXT NOT NULL
      )
      """,
      """
      CREATE TABLE rejected_rows (
        run_id BIGINT NOT NULL, number BIGINT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (run_id, number)
      ) {clustered}
      """,
    ])

  private static let helpdesks = Migration(
    "0004 helpdesks",
    [
      "customer_email", "company_id", "team", "assignee_id", "priority", "type", "category", "pipeline", "tags",
      "fields",
      "link", "initiator", "fingerprint",
    ].map { "ALTER TABLE conversations ADD COLUMN \($0) TEXT" }
      + ["ALTER TABLE events ADD COLUMN inferred BIGINT NOT NULL DEFAULT 0"]
      + ["page", "calls", "repeated", "refused", "waited_seconds"].map {
        "ALTER TABLE sync_runs ADD COLUMN \($0) BIGINT NOT NULL DEFAULT 0"
      }
      + ["total", "call_limit", "calls_left"].map { "ALTER TABLE sync_runs ADD COLUMN \($0) BIGINT" }
      + ["pass", "warnings"].map { "ALTER TABLE sync_runs ADD COLUMN \($0) TEXT NOT NULL DEFAULT ''" }
      + [
        "CREATE INDEX sync_runs_source ON sync_runs (source_id, run_id)",
        """
        CREATE TABLE directory (
          source_id {key} NOT NULL, kind {key} NOT NULL, vendor_id {key} NOT NULL, name TEXT NOT NULL, email TEXT,
          is_active BIGINT NOT NULL, details TEXT, observed_at BIGINT NOT NULL,
          PRIMARY KEY (source_id, kind, vendor_id)
        ) {clustered}
        """,
        """
        CREATE TABLE sync_cursors (
          source_id {key} NOT NULL, pass {key} NOT NULL, cursor_at BIGINT, walk_reach TEXT, walk_begun_at BIGINT,
          walk_position TEXT, walk_page BIGINT NOT NULL, updated_at BIGINT NOT NULL,
          PRIMARY KEY (source_id, pass)
        )
        """,
        """
        CREATE TABLE sync_leases (
          source_id {key} NOT NULL PRIMARY KEY, holder TEXT NOT NULL, taken_at BIGINT NOT NULL, expires_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE sync_days (
          source_id {key} NOT NULL, day BIGINT NOT NULL, verified_at BIGINT NOT NULL, PRIMARY KEY (source_id, day)
        ) {clustered}
        """,
        """
        CREATE TABLE sync_dates (
          source_id {key} NOT NULL, day BIGINT NOT NULL, synced_at BIGINT NOT NULL, syncs BIGINT NOT NULL,
          conversations BIGINT NOT NULL, PRIMARY KEY (source_id, day)
        ) {clustered}
        """,
      ])
  /// Facts lie in one value a conversation; what a list shows of it stays beside them.
  private static let packedFacts = Migration(
    "0005 packed facts",
    [
      """
      CREATE TABLE packed_facts (
        conversation_key {key} NOT NULL PRIMARY KEY, change BIGINT NOT NULL, facts {blob} NOT NULL
      ) {clustered}
      """,
      "CREATE INDEX packed_facts_change ON packed_facts (change)",
      """
      CREATE TABLE merges (
        conversation_key {key} NOT NULL, absorbed {key} NOT NULL, PRIMARY KEY (conversation_key, absorbed)
      ) {clustered}
      """,
      "INSERT INTO ledger_state (name, number, text) VALUES ('directory', 1, '')",
      "DROP TABLE message_facts",
      "DROP INDEX conversation_facts_change",
    ]
      + ["change", "response_kind", "response_since", "response_seconds", "response_person", "response_lapses_at"].map {
        "ALTER TABLE conversation_facts DROP COLUMN \($0)"
      })
}
