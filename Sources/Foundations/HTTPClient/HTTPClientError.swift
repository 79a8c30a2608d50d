/// A request that brought no answer: which, why, and whether to try again.
///
/// The description names the method, the host and the path. Query, headers and bodies may hold secrets or a customer's
/// words, so they are not even stored here.
package struct HTTPClientError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: String, Sendable, CaseIterable {
    case timedOut, connectFailed, nameNotFound, tlsFailed, tooLarge, redirectRefused, cancelled, truncated, other
  }

  package var kind: Kind
  package var method: String
  /// Host, port where it is unusual, and path.
  package var target: String
  package var cause: String
  /// Trying again may help and cannot do the work twice: nothing was sent, or the method may be repeated.
  package var isRetrySafe: Bool
  package var hint: String?

  package init(
    _ kind: Kind, method: String, target: String, cause: String, isRetrySafe: Bool = false, hint: String? = nil
  ) {
    self.kind = kind
    self.method = method
    self.target = target
    self.cause = cause
    self.isRetrySafe = isRetrySafe
    self.hint = hint
  }

  package var description: String {
    "\(method) \(target): \(cause)" + (hint.map { " — \($0)" } ?? "")
  }
}
