/// One thing that a connection needs, tried.
package struct ConnectionCheck: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case passed
    /// The sync works, and this is what it will not have.
    case limited(String)
    case failed(String)
  }

  /// “Sign in”, “Read tickets”.
  package var name: String
  /// The vendor's name for the permission, where it has one: `crm.objects.owners.read`.
  package var scope: String?
  package var outcome: Outcome
  /// What to write to the vendor's administrator; nothing when the check passed.
  package var request: String?
  /// No server answered any call.
  package var isUnanswered = false

  package init(_ name: String, scope: String? = nil, _ outcome: Outcome, request: String? = nil) {
    self.name = name
    self.scope = scope
    self.outcome = outcome
    self.request = request
  }
}

extension [ConnectionCheck] {
  /// What to write to the vendor's administrator, each wish once, also where several checks lead to it.
  package var requests: [String] {
    var said: Set<String> = []
    return compactMap(\.request).filter { said.insert($0).inserted }
  }
}

/// What a first sync would take.
package struct SyncEstimate: Sendable, Equatable {
  package var conversations: Int?
  package var calls: Int?
  /// Calls that the vendor allows in a minute.
  package var callsPerMinute: Int?

  package init(conversations: Int?, calls: Int?, callsPerMinute: Int?) {
    self.conversations = conversations
    self.calls = calls
    self.callsPerMinute = callsPerMinute
  }

  /// At the vendor's limit; at least one.
  package var minutes: Int? {
    guard let calls, let callsPerMinute, callsPerMinute > 0 else { return nil }
    return max(1, (calls + callsPerMinute - 1) / callsPerMinute)
  }
}
