internal import CSystem
internal import Glibc

/// Wakes the event loop from another thread (an eventfd).
struct Doorbell: ~Copyable, Sendable {
  let descriptor: Int32

  init() throws(SystemError) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    guard descriptor >= 0 else { throw SystemError("eventfd") }
  }

  deinit { close(descriptor) }

  func ring() {
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)  // fails only when the counter is full, and then it has rung
  }

  func silence() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
  }
}
