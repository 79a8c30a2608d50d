/// Who is let in.
package enum Access: Sendable {
  /// Whoever has an account or a token.
  case accounts
  /// Whoever reaches the server is its admin: for a demo on this machine, and for nothing else.
  case everyone
}
