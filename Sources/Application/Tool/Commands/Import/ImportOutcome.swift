import Files
import Sync

/// How the import of one file ended.
struct ImportOutcome: Sendable {
  /// As it was typed: `import messenger`.
  let command: String
  let file: String
  let result: Result<ImportReport, any Error>
  let seconds: Double

  var isDone: Bool { failure == nil }

  /// Which file is broken, where and how.
  var failure: String? {
    guard case .failure(let error) = result else { return nil }
    let words = Failure.words(for: error, during: command)
    return error is FileError || error is UnusableFolder
      ? words : "could not import “\(file)”: \(words); nothing of it was kept"
  }

  /// Failures to whoever watches, results to the output.
  static func show(_ outcomes: [ImportOutcome], asJSON: Bool, in console: Console) throws -> ExitStatus {
    for outcome in outcomes {
      if let failure = outcome.failure { console.talk.say("replyledger \(outcome.command): \(failure)") }
    }
    if asJSON {
      try console.output.write(bytes: ImportWording.json(outcomes) + [UInt8(ascii: "\n")])
    } else {
      for outcome in outcomes { try console.output.write(ImportWording.text(outcome)) }
      if outcomes.contains(where: \.isDone) { console.talk.say("Next: replyledger metric M05, or replyledger serve") }
    }
    return outcomes.allSatisfy(\.isDone) ? .done : .failed
  }
}
