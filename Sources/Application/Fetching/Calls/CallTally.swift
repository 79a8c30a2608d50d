/// What the calls of a run came to.
package struct CallTally: Sendable, Equatable {
  /// Requests that were sent, repetitions too.
  package var calls = 0
  /// Of these, those that a server answered, whatever it said.
  package var answered = 0
  package var repeated = 0
  /// Refused because of the vendor's limit.
  package var refused = 0
  package var waitedSeconds = 0.0
  package var bytes = 0
  /// What vendors say of the end of a version or a product, once each.
  package var lifecycle: [String] = []

  package init() {}
}
