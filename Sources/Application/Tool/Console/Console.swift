package import CivilTime
import Files

/// The world as a command sees it: where results and talk go, what comes in, and what time it is.
///
/// Everything is a value, so that a command is tested without a process.
package struct Console: Sendable {
  /// Results, and nothing else: what the next program in a pipe reads.
  package var output: Outlet
  /// What is said to the person in front of it: progress, notes, errors, what to type next.
  package var talk: Outlet
  /// The next bytes that come in, or nil at the end.
  package var input: @Sendable () throws -> [UInt8]?
  package var environment: [String: String]
  /// Where relative names begin; empty for the working directory.
  package var folder: String
  package var clock: @Sendable () -> Instant
  /// For rates; it never goes backwards.
  package var nanoseconds: @Sendable () -> UInt64
  /// Asks the person in front of it something that nobody else may read; nothing where no person is there.
  package var askSecret: (@Sendable (String) throws -> String)?

  package init(
    output: Outlet, talk: Outlet, input: @escaping @Sendable () throws -> [UInt8]? = { nil },
    environment: [String: String] = [:], folder: String = "",
    clock: @escaping @Sendable () -> Instant = { Instant(seconds: SystemClock.seconds()) },
    nanoseconds: @escaping @Sendable () -> UInt64 = SystemClock.monotonicNanoseconds,
    askSecret: (@Sendable (String) throws -> String)? = nil
  ) {
    self.output = output
    self.talk = talk
    self.input = input
    self.environment = environment
    self.folder = folder
    self.clock = clock
    self.nanoseconds = nanoseconds
    self.askSecret = askSecret
  }

  /// A file's name as it was typed, seen from where the command runs.
  func path(_ name: String) -> String { folder.isEmpty || name.hasPrefix("/") ? name : "\(folder)/\(name)" }
}

extension Console {
  /// The console of this process.
  package static func ofProcess() -> Console {
    let environment = ProcessEnvironment.all()
    return Console(
      output: .descriptor(1, environment: environment), talk: .descriptor(2, environment: environment),
      input: StandardInput.next, environment: environment, askSecret: secretAsker())
  }
}
