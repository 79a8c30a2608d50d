import Glibc

/// The command `replyledger`.
package enum Tool {
  package static let version = "0.1.0"

  /// Does what the process was started for, and ends it.
  package static func main() -> Never {
    Signals.hold()
    let console = Console.ofProcess()
    let work = Task.detached {
      // Threads of stores and of transfers may still be ending: libraries that `exit` takes down under them have ended the
      // program by a signal. What was written is with the system, so nothing has to be flushed.
      _exit(await run(Array(CommandLine.arguments.dropFirst()), in: console).rawValue)
    }
    Signals.waitForStop()
    work.cancel()
    Signals.waitForStop()
    // Asked twice: whoever asks does not want to wait for an orderly end.
    _exit(ExitStatus.stopped.rawValue)
  }

  /// Runs one command line.
  package static func run(_ words: [String], in console: Console) async -> ExitStatus {
    do {
      return try await perform(Invocation(words), in: console)
    } catch {
      return Failure(error, of: CommandTable.name(in: words)).report(to: console.talk)
    }
  }

  private static func perform(_ invocation: Invocation, in console: Console) async throws -> ExitStatus {
    switch invocation {
    case .command(let command, let arguments):
      return try await command.init(arguments).run(in: console)
    case .help(let form):
      try console.output.write(form.map { HelpText.of($0) } ?? HelpText.ofProgram())
    case .version:
      try console.output.line("replyledger \(version)")
    }
    return .done
  }
}
