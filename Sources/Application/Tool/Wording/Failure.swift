import Files
import Metrics
import Runtime
import SQLCore

/// Why a command did not do its work, in words and as an exit status: the one place where errors become either.
struct Failure {
  let status: ExitStatus
  /// Nothing is said when there is nobody to hear it.
  let message: String?

  /// - Parameter command: the name of what was tried; empty when no command was recognised.
  init(_ error: any Error, of command: String) {
    let name = command.isEmpty ? "replyledger" : "replyledger \(command)"
    switch error {
    case let error as UsageError:
      status = .misused
      message =
        "\(name): \(error)\n"
        + "Type “replyledger help\(command.isEmpty ? "" : " \(command)")” to see what \(command.isEmpty ? "there is" : "it takes")."
    case let problems as SettingsProblems:
      status = .failed
      message = Failure.wording(of: problems)
    case let error as QueryProblem:
      status = .misused
      message = "\(name): \(error.parameter) \(error.why)"
    case is OutputClosed:
      status = .done
      message = nil
    case is CancellationError:
      status = .stopped
      message = "\(name): stopped before the end; nothing was changed"
    case let error as SQLStoreError where error.kind == .connectionLost || error.kind == .timeout:
      status = .unreachable
      message = "\(name): \(error)"
    case let error as StoreUnreachable:
      status = .unreachable
      message = "\(name): \(error)"
    default:
      status = .failed
      message = "\(name): \(Failure.words(for: error, during: command))"
    }
  }

  func report(to outlet: Outlet) -> ExitStatus {
    if let message { outlet.say(message) }
    return status
  }

  /// An error's own words. One without words is told by what was tried: its inside means nothing to a reader.
  static func words(for error: any Error, during what: String) -> String {
    if let error = error as? any CustomStringConvertible { return error.description }
    return "could not finish\(what.isEmpty ? "" : " “\(what)”"): an unexpected error (\(type(of: error)))"
  }

  private static func wording(of problems: SettingsProblems) -> String {
    let count = problems.problems.count
    let lines = problems.problems.map { "  \($0)" }.joined(separator: "\n")
    return """
      The settings have \(count == 1 ? "a problem" : "\(count) problems"); nothing was started:
      \(lines)
      Mend \(count == 1 ? "it" : "them"), then type “replyledger doctor”.
      """
  }
}

/// A store on a server that does not let us in now.
struct StoreUnreachable: Error, CustomStringConvertible {
  let cause: SQLStoreError

  var description: String { cause.description }
}
