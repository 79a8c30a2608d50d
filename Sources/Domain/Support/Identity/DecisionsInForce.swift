/// Which of the decisions about who is who count.
package enum DecisionsInForce: Sendable {
  /// All that were made.
  case all
  /// Those up to a number, as they were then.
  case upTo(Int64)
  /// All, and some that nobody has made yet, to see what they would do.
  case with([IdentityDecision])
}

extension IdentityBook {
  package func holding(_ decisions: DecisionsInForce) -> IdentityBook {
    switch decisions {
    case .all: self
    case .upTo(let number): IdentityBook(self.decisions.filter { $0.number <= number })
    case .with(let wishes): adding(wishes)
    }
  }
}

extension IdentityDecision.Kind {
  /// Whether figures can say something else after such a decision.
  package var changesFigures: Bool {
    switch self {
    case .person, .alias, .reject, .merge, .team, .role, .left, .company, .domain, .tag, .undo: true
    case .passOver, .contact, .notContact: false
    }
  }
}
