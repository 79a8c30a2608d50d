import SQLCore

extension Schema {
  /// Sources that were connected on a page. What may not be read lies beside them, sealed under a key that is elsewhere.
  static let connecting = Migration(
    "0012 connected sources",
    [
      """
      CREATE TABLE connected_sources (
        source_id {key} NOT NULL PRIMARY KEY, kind TEXT NOT NULL, settings TEXT NOT NULL, state TEXT NOT NULL,
        connected_by TEXT NOT NULL, connected_at BIGINT NOT NULL, changed_by TEXT NOT NULL, changed_at BIGINT NOT NULL
      )
      """,
      """
      CREATE TABLE connected_secrets (
        source_id {key} NOT NULL, setting {key} NOT NULL, sealed TEXT NOT NULL, PRIMARY KEY (source_id, setting)
      )
      """,
      "INSERT INTO ledger_state (name, number, text) VALUES ('connected', 1, '')",
    ])

  /// Sections of the settings that were set on a page.
  static let setSections = Migration(
    "0014 set sections",
    [
      """
      CREATE TABLE set_sections (
        section {key} NOT NULL PRIMARY KEY, text TEXT NOT NULL, set_by TEXT NOT NULL, set_at BIGINT NOT NULL
      )
      """
    ])
}
