import Glibc

/// A lock with a wake-up call, at an address that never moves.
///
/// A pthread pair rather than `Mutex`: a condition needs one, and the thread sanitizer understands it.
final class Signal: @unchecked Sendable {
  // Sendable: the two pointers are set once, and pthreads allow their use from every thread.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    lock.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(lock, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(lock)
    condition.deallocate()
    lock.deallocate()
  }

  func locked<T>(_ body: () throws -> T) rethrows -> T {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try body()
  }

  /// Sleeps until `wake`; only inside `locked`, and in a loop that looks again (wake-ups may be spurious).
  func wait() { pthread_cond_wait(condition, lock) }

  func wake() { pthread_cond_signal(condition) }
}
