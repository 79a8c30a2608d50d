package import Fetching
package import Warehouse

/// What a sync of one source came to, for the terminal, the page and the API alike.
package struct SyncReport: Equatable, Sendable {
  package enum State: String, Sendable {
    case done, failed
    /// Ended from outside; the next sync goes on where it was.
    case stopped
    /// Another process is at it.
    case busy
    /// The minimum interval since the last sync is not over.
    case early
  }

  package var run: Int64
  package var source: String
  package var mode: String
  package var state: State
  /// Conversations and contacts that the vendor showed.
  package var fetched = 0
  /// Those that were new or had changed.
  package var stored = 0
  package var rejected = 0
  package var seconds = 0.0
  package var warnings: [String] = []
  /// Why it did not end well; nothing when it did.
  package var problem: String?
  /// Nobody answered at the vendor's address.
  package var isUnreachable = false
  package var tally = CallTally()
  package var outcome = RecordingOutcome()

  package init(run: Int64, source: String, mode: String, state: State) {
    self.run = run
    self.source = source
    self.mode = mode
    self.state = state
  }

  /// One sentence for the history.
  package var summary: String {
    if let problem { return problem }
    if stored == 0 { return "nothing new" }
    return "\(outcome.added) new, \(outcome.changed) changed"
  }
}

/// How far a sync is.
package struct SyncProgress: Equatable, Sendable {
  package var source: String
  package var pass: String
  /// Pages booked.
  package var page: Int
  package var fetched: Int
  package var stored: Int
  package var rejected: Int
  package var total: Int?
  package var seconds: Double
  package var tally: CallTally
  package var limit: Int?
  package var callsLeft: Int?
  /// Seconds until the vendor's limit lets calls through again; 0 while it does.
  package var waiting: Double

  /// Conversations a second, so far.
  package var rate: Double { seconds > 0 ? Double(fetched) / seconds : 0 }
}
