package import CivilTime
internal import Synchronization

/// A clock that goes forward when it is told to.
package final class ManualClock: Sendable {
  private let time: Mutex<Instant>

  package init(_ text: String) { time = Mutex(ManualClock.instant(text)) }

  package var now: Instant { time.withLock { $0 } }

  package func advance(by seconds: Int64) { time.withLock { $0 = $0 + seconds } }
  package func set(to text: String) { time.withLock { $0 = ManualClock.instant(text) } }

  private static func instant(_ text: String) -> Instant { Timestamp(text)?.instant ?? Instant(seconds: 0) }
}
