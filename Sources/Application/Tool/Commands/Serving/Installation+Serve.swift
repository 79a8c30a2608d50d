import Accounts
import Runtime
import Web

extension Installation {
  /// Serves until the task is cancelled, and then until the answers in flight are sent.
  ///
  /// - Parameter logging: which lines of the log are shown.
  func serve(
    port: Int? = nil, to console: Console, access: Access,
    logging: @escaping @Sendable (LogLine) -> Bool = { _ in true }
  ) async throws {
    let code = access == .accounts ? try await accounts.makeSetupCode() : nil
    try await WebServer.run(
      self, access: access, port: port,
      log: { line in if logging(line) { console.talk.say(String(decoding: line.json, as: UTF8.self)) } },
      onReady: { address in
        // The address is the result: a script reads it from the first line.
        try? console.output.line(address)  // nobody has to read it
        if let code { console.talk.say(ServeWording.firstAdmin(by: code, at: address)) }
      },
      until: untilCancelled)
    console.talk.say("Stopped.")
  }
}

@Sendable private func untilCancelled() async {
  // Cancellation ends the pause early, and then the loop.
  while !Task.isCancelled { try? await Task.sleep(for: .seconds(86_400)) }
}

extension Installation {
  /// Who may come in.
  var accounts: AccountBook { AccountBook(of: ledger, clock: { self.now }) }
}

enum ServeWording {
  /// - Parameter address: of the first page, with a slash at its end.
  static func firstAdmin(by code: String, at address: String) -> String {
    """
    Nobody has an account yet. Open \(address)setup and make the first admin with this code, within a day:
      \(code)
    """
  }
}
