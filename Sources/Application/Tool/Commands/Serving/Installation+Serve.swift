import Runtime
import Web

extension Installation {
  /// Serves until the task is cancelled, and then until the answers in flight are sent.
  ///
  /// - Parameter logging: which lines of the log are shown.
  func serve(
    port: Int? = nil, to console: Console, logging: @escaping @Sendable (LogLine) -> Bool = { _ in true }
  ) async throws {
    try await WebServer.run(
      self, port: port,
      log: { line in if logging(line) { console.talk.say(String(decoding: line.json, as: UTF8.self)) } },
      onReady: { address in
        // The address is the result: a script reads it from the first line.
        try? console.output.line(address)  // nobody has to read it
      },
      until: untilCancelled)
    console.talk.say("Stopped.")
  }
}

@Sendable private func untilCancelled() async {
  // Cancellation ends the pause early, and then the loop.
  while !Task.isCancelled { try? await Task.sleep(for: .seconds(86_400)) }
}
