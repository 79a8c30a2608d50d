import SQLCore

extension Schema {
  /// Under which rules figures were made, what months that are over said, and what moved in them since.
  static let versions = Migration(
    "0007 versions",
    [
      """
      CREATE TABLE rule_versions (
        version BIGINT NOT NULL PRIMARY KEY, fingerprint {key} NOT NULL, settings TEXT NOT NULL, applied_at BIGINT NOT NULL
      )
      """,
      """
      CREATE TABLE month_figures (
        month {key} NOT NULL, metric {key} NOT NULL, value TEXT NOT NULL, definition BIGINT NOT NULL,
        rules BIGINT NOT NULL, stated_at BIGINT NOT NULL, PRIMARY KEY (month, metric)
      )
      """,
      """
      CREATE TABLE restatements (
        restatement_id BIGINT NOT NULL PRIMARY KEY, month TEXT NOT NULL, metric TEXT NOT NULL, value_before TEXT NOT NULL,
        value_after TEXT NOT NULL, rules_before BIGINT NOT NULL, rules_after BIGINT NOT NULL, at BIGINT NOT NULL,
        cause TEXT NOT NULL
      )
      """,
    ])

  /// Decisions make versions as settings do. What was decided before that belongs to the settings that were in force then.
  static let versionsOfDecisions = Migration(
    "0011 versions of decisions",
    [
      "ALTER TABLE rule_versions ADD COLUMN decisions BIGINT NOT NULL DEFAULT 0",
      """
      UPDATE rule_versions SET decisions = (
        SELECT coalesce(max(decision_id), 0) FROM identity_decisions
        WHERE NOT EXISTS (
          SELECT 1 FROM rule_versions later
          WHERE later.version > rule_versions.version AND later.applied_at <= identity_decisions.decided_at))
      """,
    ])
}
