/// What a command takes, in one value: the parser, the help and the completion of shells all read it.
package struct CommandForm: Sendable {
  /// `["import", "messenger"]`
  let words: [String]
  let summary: String
  /// What stands behind the name in the line “Usage”.
  let usage: String
  /// How many arguments there may be, and what they are called.
  var arguments = ArgumentsForm.none
  var options: [OptionForm] = []
  /// Whether the settings file has a say.
  var readsSettings = true
  /// Below the options: what surprises.
  var remarks: [String] = []
  /// What people type, and what it does.
  var examples: [(line: String, purpose: String)] = []

  var name: String { words.joined(separator: " ") }

  /// Its own options and those that every command has.
  var allOptions: [OptionForm] { options + (readsSettings ? [.config] : []) + [.help] }

  /// `--config` is understood everywhere, so that a wrapper may always give it.
  func option(named name: String) -> OptionForm? {
    (allOptions + [.config]).first { $0.name == name || $0.short == name }
  }
}

/// Words of the command line that are no options.
struct ArgumentsForm: Sendable {
  /// As the usage writes one: `FILE`.
  let name: String
  let range: ClosedRange<Int>
  /// What may stand there, where it is a closed list.
  var choices: [String] = []
  var isFile = false

  static let none = ArgumentsForm(name: "", range: 0...0)
}

struct OptionForm: Sendable {
  /// `--from`
  let name: String
  var short: String?
  /// As the usage writes it: `D`; an option without a value is a switch.
  var value: String?
  let help: String
  /// What the value may be, where it is a closed list.
  var choices: [String] = []
  var isFile = false
  var repeats = false

  static let config = OptionForm(
    name: "--config", value: "F", help: "the settings file; replyledger.yaml here when not given", isFile: true)
  static let help = OptionForm(name: "--help", short: "-h", help: "show this text")
  static let json = OptionForm(name: "--json", help: "print the result as JSON")
}
