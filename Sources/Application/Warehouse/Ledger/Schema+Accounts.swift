import SQLCore

extension Schema {
  /// Who may come in, and what was done. Secrets are here as hashes alone.
  static let accounts = Migration(
    "0006 accounts",
    [
      """
      CREATE TABLE accounts (
        account_id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, name_key {key} NOT NULL UNIQUE, role TEXT NOT NULL,
        visibility TEXT, person TEXT, password TEXT, invitation_hash {key} UNIQUE, invitation_expires_at BIGINT,
        created_at BIGINT NOT NULL, disabled_at BIGINT, signed_in_at BIGINT
      )
      """,
      """
      CREATE TABLE sessions (
        session_hash {key} NOT NULL PRIMARY KEY, session_id BIGINT NOT NULL UNIQUE, account_id BIGINT NOT NULL,
        created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, address TEXT NOT NULL,
        agent TEXT NOT NULL
      )
      """,
      "CREATE INDEX sessions_account ON sessions (account_id)",
      """
      CREATE TABLE tokens (
        token_id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, name_key {key} NOT NULL, token_hash {key} NOT NULL UNIQUE,
        account_id BIGINT, role TEXT NOT NULL, scopes TEXT NOT NULL, visibility TEXT, created_at BIGINT NOT NULL,
        expires_at BIGINT, revoked_at BIGINT, used_at BIGINT
      )
      """,
      "CREATE TABLE setup_codes (code_hash {key} NOT NULL PRIMARY KEY, expires_at BIGINT NOT NULL)",
      """
      CREATE TABLE sign_in_attempts (
        kind {key} NOT NULL, subject {key} NOT NULL, began_at BIGINT NOT NULL, attempts BIGINT NOT NULL,
        PRIMARY KEY (kind, subject)
      )
      """,
      """
      CREATE TABLE audit (
        audit_id BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, address TEXT NOT NULL,
        action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL
      )
      """,
    ])
}
