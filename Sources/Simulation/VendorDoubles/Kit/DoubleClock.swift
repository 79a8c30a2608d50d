package import CivilTime
internal import Files
internal import Synchronization

/// The time on the vendor's side: the real one, or one that stands still until a test moves it.
package final class DoubleClock: Sendable {
  private enum Hands {
    /// Wall-clock milliseconds at a reading of the monotonic clock.
    case running(from: Int64, since: UInt64)
    case standing(Int64)
  }

  private let hands: Mutex<Hands>

  /// Runs in real time.
  package init() {
    hands = Mutex(
      .running(from: SystemClock.seconds() * 1_000, since: SystemClock.monotonicNanoseconds()))
  }

  /// Stands still.
  package init(at instant: Instant) { hands = Mutex(.standing(instant.seconds * 1_000)) }

  package var now: Instant { Instant(seconds: milliseconds.floorDivided(by: 1_000)) }

  /// Since 1970.
  package var milliseconds: Int64 {
    hands.withLock { hands in
      switch hands {
      case .standing(let milliseconds): milliseconds
      case .running(let from, let since):
        from + Int64((SystemClock.monotonicNanoseconds() - since) / 1_000_000)
      }
    }
  }

  /// Sets a clock forward (or back), whether it stands or runs.
  package func advance(by duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let step = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    hands.withLock { hands in
      switch hands {
      case .standing(let milliseconds): hands = .standing(milliseconds + step)
      case .running(let from, let since): hands = .running(from: from + step, since: since)
      }
    }
  }
}
