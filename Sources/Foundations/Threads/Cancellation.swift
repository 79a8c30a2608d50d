import Synchronization

/// Set once when the task that asked for the work is cancelled.
final class CancellationFlag: Sendable {
  private let value = Atomic<Bool>(false)

  var isSet: Bool { value.load(ordering: .acquiring) }

  func set() { value.store(true, ordering: .releasing) }

  /// Runs `work` so that `CancelledWork.check()` inside it looks at this flag.
  func whileWorking<T>(_ work: () throws -> T) throws -> T {
    if isSet { throw CancellationError() }
    return try CancelledWork.$flag.withValue(self) { try work() }
  }
}

/// What long work on a `WorkThread` asks from time to time.
package enum CancelledWork {
  @TaskLocal static var flag: CancellationFlag?

  package static var isCancelled: Bool { flag?.isSet ?? false }

  package static func check() throws {
    if isCancelled { throw CancellationError() }
  }
}
