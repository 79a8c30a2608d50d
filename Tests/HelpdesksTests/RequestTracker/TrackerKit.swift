import CivilTime
import Support
import VendorDoubles

@testable import Helpdesks

/// Noon of a day on which all of these tests happen.
let trackerNow = Timestamp("2026-03-20T12:00:00Z")?.instant ?? Instant(seconds: 0)

/// A double with two people of the staff, whose clock stands.
func trackerDouble(_ change: (inout RequestTrackerDouble.Manner) -> Void = { _ in }) -> RequestTrackerDouble {
  var manner = RequestTrackerDouble.Manner()
  change(&manner)
  let double = RequestTrackerDouble(clock: DoubleClock(at: trackerNow), manner)
  double.hire("anna", called: "Anna Berg")
  double.hire("bert", called: "Bert Kahn")
  double.introduce("carla@client.example", called: "Carla Customer", of: "Client Ltd")
  return double
}

extension RequestTrackerDouble {
  /// So many tickets of Carla's, one a minute up to an instant.
  func open(_ count: Int, endingAt end: Instant) {
    for number in 0..<count {
      open("Number \(number)", by: "carla@client.example", at: end + -60 * Int64(count - number))
    }
  }
}

extension RequestTracker.Configuration.Login {
  static let right = Self.token(RequestTrackerDouble.token)
}

/// Serves a double, and gives a walk through it.
func servingTracker<T: Sendable>(
  _ double: RequestTrackerDouble, login: RequestTracker.Configuration.Login = .right,
  statuses: [String: ConversationState] = [:], tagFields: [String] = [],
  _ body: (VendorWalk, DoubleServer) async throws -> T
) async throws -> T {
  try await DoubleServer.serve(double) { server, address in
    let configuration = RequestTracker.Configuration(
      baseURL: address + "/REST/2.0", login: login, statuses: statuses, tagFields: tagFields)
    return try await body(try VendorWalk(RequestTracker(source: "rt", configuration)), server)
  }
}

extension Event {
  /// `10:00:05 public_reply by customer Carla`, with a tilde where it is inferred.
  var said: String {
    let clock = occurredAt.iso8601.dropFirst(11).dropLast()
    return "\(isInferred ? "~" : "")\(clock) \(happening.said) by \(actor.kind.rawValue) \(actor.name)"
  }
}

extension Happening {
  fileprivate var said: String {
    switch self {
    case .message(let kind): kind.rawValue
    case .state(let state): "state \(state.rawValue)"
    case .assignment(let person): "assigned to \(person ?? "nobody")"
    case .inbox(let id): "inbox \(id)"
    case .tag(let tag, let isSet): "\(isSet ? "+" : "-")\(tag)"
    case .attribute(let attribute, let value): "\(attribute.rawValue) \(value ?? "none")"
    case .timeEntry(let entry): "\(entry.seconds) s of work"
    case .deleted(let flag): flag ? "deleted" : "restored"
    case .merged(let key): "merged into \(key)"
    default: "\(self)"
    }
  }
}

extension Record {
  var said: [String] { events.map(\.said) }
}
