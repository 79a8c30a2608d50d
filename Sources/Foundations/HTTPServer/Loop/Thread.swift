internal import CSystem
internal import Glibc

/// The work of a thread, on its way through C.
private final class ThreadBody: Sendable {
  let name: String
  let work: @Sendable () -> Void

  init(name: String, work: @escaping @Sendable () -> Void) {
    self.name = name
    self.work = work
  }
}

/// Starts a detached thread; the system is out of memory when it cannot.
func startThread(name: String, _ work: @escaping @Sendable () -> Void) {
  let body = Unmanaged.passRetained(ThreadBody(name: name, work: work))
  var thread = pthread_t()
  let code = pthread_create(&thread, nil, threadMain, body.toOpaque())
  precondition(code == 0, "\(SystemError("pthread_create", code: code))")
  pthread_detach(thread)
}

/// Identifies the calling thread.
func currentThread() -> UInt { UInt(pthread_self()) }

private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  let body = Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue()
  csystem_name_thread(body.name)
  body.work()
  return nil
}
