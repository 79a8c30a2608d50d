/// How often and how long something that fails is tried again: exponential backoff with full jitter.
package struct Patience: Sendable, Equatable {
  package var attempts = 12
  /// Nothing listens at the address: that seldom mends itself.
  package var attemptsToConnect = 6
  package var firstPause = 0.25
  package var longestPause = 30.0
  /// A vendor that wants a longer rest than this is asked again in the next run.
  package var longestRest = 900.0

  package init() {}

  /// For a person who waits for a yes or no.
  package static let short: Patience = {
    var patience = Patience()
    patience.attempts = 3
    patience.attemptsToConnect = 2
    patience.longestRest = 60
    return patience
  }()

  /// Seconds before the next attempt, `attempt` of them having failed.
  func pause(after attempt: Int, chance: Double) -> Double {
    let most = min(longestPause, firstPause * Double(1 << min(attempt - 1, 20)))
    return most * chance
  }
}
