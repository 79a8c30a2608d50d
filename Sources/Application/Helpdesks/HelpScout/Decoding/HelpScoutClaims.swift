import CivilTime
import Support

/// What an entry says about how the conversation stood from then on. Most say the same as the one before.
struct HelpScoutClaim<Value: Equatable>: Equatable {
  /// Where it was found. Ids are made of it for the few claims that say something new.
  enum Source: Equatable {
    case thread(Int)
    /// It follows from the conversation as it stands; so it is named.
    case conversation(String)
  }

  var source: Source
  var at: Instant
  var sequence: Int
  var actor: Actor
  var value: Value

  /// The entry that says so.
  var thread: Int? { if case .thread(let id) = source { id } else { nil } }
  var isInferred: Bool { thread == nil }
}

/// Claims by time, and what comes of them.
struct HelpScoutClaims<Value: Equatable> {
  let initial: Value
  private(set) var claims: [HelpScoutClaim<Value>]

  init(from initial: Value, _ claims: [HelpScoutClaim<Value>]) {
    self.initial = initial
    self.claims = claims
    sort()
  }

  mutating func add(_ claim: HelpScoutClaim<Value>) {
    claims.append(claim)
    sort()
  }

  var last: Value { claims.last?.value ?? initial }

  /// Those that say something new, each with what was before.
  var changes: [(claim: HelpScoutClaim<Value>, from: Value)] {
    var current = initial
    var changes: [(HelpScoutClaim<Value>, Value)] = []
    for claim in claims where claim.value != current {
      changes.append((claim, current))
      current = claim.value
    }
    return changes
  }

  private mutating func sort() { claims.sort { ($0.at, $0.sequence) < ($1.at, $1.sequence) } }
}

/// Who holds a conversation: a person or a team, never both.
struct HelpScoutHolder: Equatable {
  var person: String?
  var team: String?

  static let nobody = HelpScoutHolder()
}
