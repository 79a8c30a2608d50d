/// What a token is for. One without scopes may do whatever its role may.
package enum TokenScope: String, Sendable, CaseIterable {
  /// Numbers and the rows behind them.
  case numbers
  case conversations
  /// Who is who, and whose clients.
  case people
  /// How sources and syncs stand.
  case sources
  /// Begin, stop and try syncs.
  case sync
  case upload
  /// Accounts, tokens, the audit log, and which sources are connected.
  case accounts
  /// Prometheus.
  case metrics
}
