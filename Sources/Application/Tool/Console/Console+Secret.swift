import Glibc

extension Console {
  /// Asks on the terminal of this process, without showing what is typed; nothing where there is none.
  static func secretAsker() -> (@Sendable (String) throws -> String)? {
    guard isatty(0) == 1 else { return nil }
    return { question in
      var before = termios()
      guard tcgetattr(0, &before) == 0 else { throw StreamError("could not ask for a password", errno) }
      var silent = before
      silent.c_lflag &= ~tcflag_t(ECHO)
      silent.c_lflag |= tcflag_t(ECHONL)
      tcsetattr(0, TCSAFLUSH, &silent)
      defer { tcsetattr(0, TCSAFLUSH, &before) }
      let words = Array(question.utf8)
      _ = words.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
      guard let line = readLine(strippingNewline: true) else { throw CancellationError() }
      return line
    }
  }
}
