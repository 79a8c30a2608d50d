internal import CSystem
internal import Glibc

/// Runs blocking work on a thread of its own. The pool that runs tests has as many threads as the machine has cores;
/// two blocked tests would stop everything else that awaits.
package func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    startThread { continuation.resume(with: Swift.Result { try work() }) }
  }
}

private final class ThreadWork: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private func startThread(_ run: @escaping @Sendable () -> Void) {
  let work = Unmanaged.passRetained(ThreadWork(run: run))
  var thread = pthread_t()
  let code = pthread_create(&thread, nil, threadMain, work.toOpaque())
  precondition(code == 0, "no thread: error \(code)")
  pthread_detach(thread)
}

private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
