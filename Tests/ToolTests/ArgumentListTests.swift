import Testing

@testable import Tool

@Suite struct `Words of a command line` {
  static let form = CommandForm(
    words: ["test"], summary: "", usage: "",
    arguments: ArgumentsForm(name: "FILE", range: 0...9),
    options: [
      OptionForm(name: "--by", value: "B", help: ""), OptionForm(name: "--where", value: "W", help: "", repeats: true),
      .json,
    ])

  struct Case: CustomTestStringConvertible {
    var words: [String]
    var arguments: [String] = []
    var by: String?
    var conditions: [String] = []
    var json = false

    var testDescription: String { words.joined(separator: " ") }
  }

  static let cases = [
    Case(words: []),
    Case(words: ["a", "b"], arguments: ["a", "b"]),
    Case(words: ["--by", "person", "a"], arguments: ["a"], by: "person"),
    Case(words: ["a", "--by=person"], arguments: ["a"], by: "person"),
    Case(words: ["--by=-x"], by: "-x"),
    Case(words: ["--by=a=b"], by: "a=b"),
    Case(words: ["--json", "a"], arguments: ["a"], json: true),
    Case(words: ["--json", "--json"], json: true),
    Case(words: ["--where", "a=b", "c", "--where=d=e"], arguments: ["c"], conditions: ["a=b", "d=e"]),
    Case(words: ["-"], arguments: ["-"]),
    Case(words: ["--by", "-"], by: "-"),
    Case(words: ["a", "--", "--json", "-b", "--"], arguments: ["a", "--json", "-b", "--"]),
  ]

  @Test(arguments: cases) func `are sorted into options and arguments`(_ example: Case) throws {
    let list = try ArgumentList(example.words[...], for: Self.form)
    #expect(list.arguments == example.arguments)
    #expect(list.option("--by") == example.by)
    #expect(list.all("--where") == example.conditions)
    #expect(list.flag("--json") == example.json)
  }

  static let wrong: [([String], String)] = [
    (["--bye"], "there is no option “--bye”"), (["-j"], "there is no option “-j”"), (["--by"], "--by needs a value"),
    (["--by="], "--by needs a value"), (["--by", "--json"], "--by needs a value"),
    (["--by", "a", "--by", "b"], "--by is given twice"), (["--json=1"], "--json takes no value"),
  ]

  @Test(arguments: wrong) func `are refused where they cannot be meant`(_ words: [String], _ what: String) {
    let error = #expect(throws: UsageError.self) { try ArgumentList(words[...], for: Self.form) }
    #expect(error?.what == what)
  }

  @Test(arguments: CommandTable.forms.map(\.name)) func `may name a settings file for every command`(_ name: String)
    throws
  {
    let arguments: [String] =
      switch name {
      case "completion": ["bash"]
      case "import messenger", "import table", "metric": ["M05"]
      case "account add", "token create": ["x", "--role", "viewer"]
      case "account invite", "account disable", "account enable", "token revoke", "rules preview",
        "people import":
        ["x"]
      case "people accept", "people reject": ["x", "--is", "y"]
      case "people merge": ["x", "--into", "y"]
      case "people undo": ["1"]
      default: []
      }
    let words = name.split(separator: " ").map(String.init)
    guard case .command = try Invocation(["--config", "x.yaml"] + words + arguments) else {
      Issue.record("\(name) takes no --config")
      return
    }
  }

  @Test func `may stand before the command`() throws {
    guard case .command(let command, let list) = try Invocation(["--period", "today", "--json", "metric", "M05"]) else {
      Issue.record("this is no command")
      return
    }
    #expect(command.form.name == "metric")
    #expect(list.arguments == ["M05"] && list.option("--period") == "today" && list.flag("--json"))
  }
}
