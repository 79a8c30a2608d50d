/// All wording of `--help`.
enum HelpText {
  private static let width = 96

  static func ofProgram() -> String {
    let commands = CommandTable.forms.map { ($0.name, $0.summary) }
    let blocks = [
      "Replyledger keeps a ledger of support work and answers what it says, number by number, with receipts.",
      "Usage: replyledger COMMAND [OPTION …]",
      section("Commands", columns(commands)),
      section(
        "Options of every command",
        columns([
          ("--config F", OptionForm.config.help), ("-h, --help", "show what a command takes"),
          ("--version", "show the version"),
        ])),
      "Results go to the standard output, all else to the standard error.\n"
        + "Exit status: 0 done, 1 failed, 64 misused, 69 a server was unreachable, 130 stopped from outside.",
      "Begin with “replyledger init”, then “replyledger import messenger FILE”.",
    ]
    return blocks.joined(separator: "\n\n") + "\n"
  }

  static func of(_ form: CommandForm) -> String {
    var blocks = [form.summary, usage(of: form)]
    blocks.append(section("Options", columns(form.allOptions.map { ($0.written, $0.explained) })))
    if !form.remarks.isEmpty { blocks.append(form.remarks.map { folded($0, indent: "") }.joined(separator: "\n\n")) }
    if !form.examples.isEmpty {
      blocks.append(section("Examples", form.examples.map { "\($0.line)\n      \($0.purpose)" }))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// Breaks only between options, each of which stays whole.
  private static func usage(of form: CommandForm) -> String {
    // A blank within an option is kept from the folding.
    let parts = form.usage.replacing(" [", with: "\n[").replacing(" ", with: "\u{A0}").replacing("\n", with: " ")
    return folded("Usage: replyledger \(form.name) \(parts)", indent: "         ").replacing("\u{A0}", with: " ")
  }

  private static func section(_ title: String, _ lines: [String]) -> String {
    ([title] + lines.map { "  \($0)" }).joined(separator: "\n")
  }

  /// Names on the left, what they mean on the right.
  private static func columns(_ pairs: [(name: String, meaning: String)]) -> [String] {
    let left = (pairs.map(\.name.count).max() ?? 0) + 2
    return pairs.map { pair in
      let gap = String(repeating: " ", count: left - pair.name.count)
      return folded(pair.name + gap + pair.meaning, indent: String(repeating: " ", count: left + 2))
    }
  }

  /// Breaks at blanks; every line but the first begins with the indent.
  private static func folded(_ text: String, indent: String) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if line.count + word.count + 1 > width, !line.isEmpty {
        lines.append(line)
        line = indent + word
      } else {
        line += lines.isEmpty && line.isEmpty ? String(word) : " \(word)"
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }
}

extension OptionForm {
  /// `-h, --help` or `--from D`
  fileprivate var written: String {
    (short.map { "\($0), " } ?? "") + name + (value.map { " \($0)" } ?? "")
  }

  fileprivate var explained: String {
    choices.isEmpty ? help : "\(help): \(choices.joined(separator: ", "))"
  }
}
