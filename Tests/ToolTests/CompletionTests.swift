import Foundation
import Testing

@testable import Tool

@Suite struct `A completion script` {
  @Test(arguments: CompletionCommand.Shell.allCases) func `knows every command, option and choice`(
    _ shell: CompletionCommand.Shell
  ) async throws {
    try await inWorkplace { place in
      let outcome = await place.run("completion \(shell.rawValue)")
      #expect(outcome.status == .done && outcome.talk.isEmpty)
      for form in CommandTable.forms {
        for word in form.words { #expect(outcome.output.contains(word)) }
        for option in form.allOptions {
          let name = shell == .fish ? "-l \(option.name.dropFirst(2))" : option.name
          #expect(outcome.output.contains(name), "\(form.name) \(option.name)")
          for choice in option.choices { #expect(outcome.output.contains(choice)) }
        }
      }
    }
  }

  @Test func `is understood by bash`() async throws {
    try await inWorkplace { place in
      let script = await place.run("completion bash").output
      try place.write(
        """
        \(script)
        complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _replyledger; echo "${COMPREPLY[*]}"; }
        complete_line replyledger met
        complete_line replyledger metric --att
        complete_line replyledger metric M05 --period last-
        complete_line replyledger import mess
        complete_line replyledger completion z
        """, to: "try.bash")
      let lines = try lines(of: place.path("try.bash"))
      #expect(
        lines == [
          "metric", "--attribution", "last-7-days last-30-days last-90-days last-week last-month last-year",
          "messenger",
          "zsh",
        ])
    }
  }

  private func lines(of script: String) throws -> [String] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [script]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map(String.init)
  }
}
