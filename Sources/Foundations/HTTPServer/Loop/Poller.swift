internal import CSystem
internal import Glibc

/// What happened on a descriptor.
struct Readiness: OptionSet, Sendable {
  let rawValue: UInt8

  static let readable = Readiness(rawValue: 1)
  static let writable = Readiness(rawValue: 2)
  /// The other side sends no more; what it sent before may still be unread.
  static let ended = Readiness(rawValue: 4)
  /// Both directions are gone.
  static let failed = Readiness(rawValue: 8)
}

/// The kernel's list of descriptors that are worth looking at (epoll).
final class Poller {
  private static let batch = 256

  private let descriptor: Int32
  private let events: UnsafeMutablePointer<epoll_event>

  init() throws(SystemError) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { throw SystemError("epoll_create1") }
    events = .allocate(capacity: Self.batch)
    events.initialize(repeating: epoll_event(), count: Self.batch)
  }

  deinit {
    events.deallocate()
    close(descriptor)
  }

  /// Reports every change of the descriptor (edge-triggered), or its state for as long as it lasts.
  func watch(_ watched: Int32, token: UInt64, changesOnly: Bool) throws(SystemError) {
    var event = epoll_event()
    event.events = EPOLLIN.rawValue
    if changesOnly { event.events |= EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue }
    event.data.u64 = token
    guard epoll_ctl(descriptor, EPOLL_CTL_ADD, watched, &event) == 0 else { throw SystemError("epoll_ctl") }
  }

  func forget(_ watched: Int32) {
    var unused = epoll_event()  // kernels before 2.6.9 looked at it; epoll_ctl(2), BUGS
    epoll_ctl(descriptor, EPOLL_CTL_DEL, watched, &unused)
  }

  /// Waits, without end when `milliseconds` is negative, and hands on what happened.
  func wait(milliseconds: Int32) -> [(token: UInt64, readiness: Readiness)] {
    let count = epoll_wait(descriptor, events, Int32(Self.batch), milliseconds)
    guard count > 0 else { return [] }  // nothing, or a signal
    return (0..<Int(count)).map { (events[$0].data.u64, Readiness(epoll: events[$0].events)) }
  }
}

extension Readiness {
  fileprivate init(epoll events: UInt32) {
    self = []
    if events & EPOLLIN.rawValue != 0 { insert(.readable) }
    if events & EPOLLOUT.rawValue != 0 { insert(.writable) }
    if events & EPOLLRDHUP.rawValue != 0 { insert(.ended) }
    if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { insert(.failed) }
  }
}
