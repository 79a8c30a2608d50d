import Glibc

/// Starts a detached thread of the operating system that runs `body` once.
///
/// - Parameter niceness: 0 is ordinary; a higher number leaves the processor to others first.
package func startThread(named name: String, niceness: Int32 = 0, _ body: @escaping @Sendable () -> Void) {
  let start = ThreadStart(name: name, niceness: niceness, body: body)
  var thread = pthread_t()
  let context = Unmanaged.passRetained(start).toOpaque()
  let status = pthread_create(&thread, nil, threadMain, context)
  // Without its thread a store or a queue can never answer: nothing could be reported later than here.
  precondition(status == 0, "the system refused the thread “\(name)” (error \(status)): raise the limit of processes")
  pthread_detach(thread)
}

private final class ThreadStart: Sendable {
  let name: String
  let niceness: Int32
  let body: @Sendable () -> Void

  init(name: String, niceness: Int32, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.niceness = niceness
    self.body = body
  }

  func run() {
    nameCurrentThread(name)
    // On Linux “process 0” is the calling thread; a refusal only costs politeness.
    if niceness != 0 { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
    body()
  }
}

private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue().run()
  return nil
}

/// The kernel keeps 15 bytes of a thread's name; `pthread_setname_np` refuses more and is not in Swift's Glibc.
private func nameCurrentThread(_ name: String) {
  let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
  guard file >= 0 else { return }
  _ = Array(name.utf8.prefix(15)).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
  close(file)
}
