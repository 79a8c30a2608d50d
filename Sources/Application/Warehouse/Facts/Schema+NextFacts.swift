import SQLCore

extension Schema {
  /// Room for facts that are derived under other rules while everybody counts those of before. The columns are those of
  /// `packed_facts` and `conversation_facts` as they are now: the tables change their names with them,
  /// and their indexes do not.
  static let nextFacts = Migration(
    "0013 next facts",
    [
      """
      CREATE TABLE next_packed_facts (
        conversation_key {key} NOT NULL PRIMARY KEY, change BIGINT NOT NULL, facts {blob} NOT NULL
      ) {clustered}
      """,
      "CREATE INDEX next_packed_facts_change ON next_packed_facts (change)",
      """
      CREATE TABLE next_conversation_facts (
        conversation_key {key} NOT NULL PRIMARY KEY, source_id {key} NOT NULL, channel TEXT NOT NULL,
        created_at BIGINT NOT NULL, last_message_at BIGINT NOT NULL, standing BIGINT NOT NULL, title TEXT NOT NULL,
        customer_messages BIGINT NOT NULL, replies BIGINT NOT NULL, waiting_since BIGINT, wait_lapses_at BIGINT
      ) {clustered}
      """,
      "CREATE INDEX next_conversation_facts_recent ON next_conversation_facts (last_message_at, conversation_key)",
      "INSERT INTO ledger_state (name, number, text) VALUES ('facts', 0, '')",
    ])
}
