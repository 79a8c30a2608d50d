package import CivilTime
import Helpdesks

/// What a sync is asked to do.
package struct SyncPlan: Equatable, Sendable {
  package enum Scope: Equatable, Sendable {
    /// All there is, however much of it is known.
    case full
    /// What changed since the last time; all there is the first time.
    case incremental
    /// What changed since an instant, wherever the cursor stands.
    case since(Instant)
    /// What was created or changed on these local days.
    case days(ClosedRange<LocalDay>)
    /// These conversations, by the vendor's ids.
    case conversations([String])
  }

  package var scope: Scope
  /// What began it, for the history: “timetable”, “by hand”.
  package var label: String
  /// How far back “all there is” reaches; nothing for to the beginning.
  package var retention: Int64?
  /// How many days back conversations are read again now and then, for changes that no list tells of.
  package var verifiedDays = 30
  /// Up to so many known conversations, every sync looks whether all of them are still there; beyond, once a day.
  package var sweepsAlwaysUpTo = 1_000

  package init(_ scope: Scope, retention: Int64? = nil, label: String = "") {
    self.scope = scope
    self.label = label
    self.retention = retention
  }

  /// As the history and programs call it.
  package var mode: String {
    switch scope {
    case .full: "full"
    case .incremental: "incremental"
    case .since: "since"
    case .days: "date"
    case .conversations: "webhook"
    }
  }

  /// The beginning of “all there is”.
  func beginning(at now: Instant) -> Instant { retention.map { now + -$0 } ?? SyncPlan.beginning }

  /// Before any help desk.
  static let beginning = Instant(seconds: 946_684_800)
}

extension Reach {
  /// A reach as the ledger keeps it, for walks that go on after a restart; nothing for those that begin anew.
  var stored: String? {
    switch self {
    case .everything(let since): "everything \(since.seconds)"
    case .changed(let since): "changed \(since.seconds)"
    case .window, .only, .identities: nil
    }
  }

  init?(stored text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, let seconds = Int64(words[1]) else { return nil }
    switch words[0] {
    case "everything": self = .everything(since: Instant(seconds: seconds))
    case "changed": self = .changed(since: Instant(seconds: seconds))
    default: return nil
    }
  }
}
