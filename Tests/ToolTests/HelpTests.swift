import TestKit
import Testing

@testable import Tool

@Suite struct `The help` {
  @Test func `shows every command of the program`() async throws {
    try await inWorkplace { place in
      let help = await place.run("--help")
      #expect(help.status == .done && help.talk.isEmpty)
      #expect(await place.run("help") == help)
      #expect(await place.run("-h") == help)
      try expectGolden(Array(help.output.utf8), "help/replyledger.txt")
    }
  }

  @Test(arguments: CommandTable.forms.map(\.name)) func `shows what a command takes`(_ name: String) async throws {
    try await inWorkplace { place in
      let help = await place.run("\(name) --help")
      #expect(help.status == .done && help.talk.isEmpty)
      #expect(await place.run("help \(name)") == help)
      #expect(await place.run("-h \(name)") == help)
      try expectGolden(Array(help.output.utf8), "help/\(name.replacing(" ", with: "-")).txt")
    }
  }

  @Test func `keeps within the width of a page`() {
    for form in CommandTable.forms {
      for line in HelpText.of(form).split(separator: "\n") where !line.hasPrefix("  replyledger") {
        #expect(line.count <= 100, "\(form.name): \(line)")
      }
    }
  }

  @Test func `names the version`() async throws {
    try await inWorkplace { place in
      #expect(await place.run("--version") == Outcome(status: .done, output: "replyledger \(Tool.version)\n", talk: ""))
    }
  }

  @Test func `has options of the same form in every command`() {
    let options = CommandTable.forms.flatMap(\.allOptions)
    for option in options {
      #expect(options.allSatisfy { $0.name != option.name || $0.value == option.value }, "\(option.name)")
    }
  }
}
