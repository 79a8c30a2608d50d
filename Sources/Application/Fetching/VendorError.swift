/// A call to a vendor that came to nothing: what was attempted, why it failed, and what should happen next.
///
/// It holds no token, no query and no body: those may be secrets or a customer's words.
package struct VendorError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// The vendor does not know the credentials, or knows them no more.
    case credentials
    /// The credentials are good, but this is not theirs to see, or not part of the plan.
    case forbidden
    /// What was asked for is not there (any more).
    case missing
    /// The vendor says that the request is wrong.
    case refused
    /// The vendor's limit, and waiting for it would take too long.
    case exhausted
    /// No answer could be had, however often it was tried.
    case unreachable
    /// Answers came, and none could be understood.
    case broken
    case cancelled
  }

  package enum Remedy: Sendable, Equatable {
    /// The same may work in the next run.
    case later
    /// Leave this out, count it, go on.
    case skip
    /// Nothing will work before somebody acts.
    case stop
  }

  package var kind: Kind
  /// “list the tickets of Freshservice”
  package var operation: String
  package var cause: String
  package var hint: String?
  package var status: Int?

  package init(_ kind: Kind, _ operation: String, cause: String, hint: String? = nil, status: Int? = nil) {
    self.kind = kind
    self.operation = operation
    self.cause = cause
    self.hint = hint
    self.status = status
  }

  package var remedy: Remedy {
    switch kind {
    case .credentials: .stop
    case .forbidden, .missing, .refused: .skip
    case .exhausted, .unreachable, .broken, .cancelled: .later
    }
  }

  package var description: String { "could not \(operation): \(cause)" + (hint.map { " — \($0)" } ?? "") }
}
