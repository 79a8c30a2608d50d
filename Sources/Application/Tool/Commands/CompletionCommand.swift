struct CompletionCommand: Command {
  enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish
  }

  static let form = CommandForm(
    words: ["completion"], summary: "Print a script that completes commands and options in a shell.",
    usage: "bash|zsh|fish",
    arguments: ArgumentsForm(name: "SHELL", range: 1...1, choices: Shell.allCases.map(\.rawValue)),
    readsSettings: false,
    examples: [
      ("source <(replyledger completion bash)", "for this shell; in ~/.bashrc for every one"),
      ("replyledger completion zsh > \"${fpath[1]}/_replyledger\"", "for every zsh"),
      ("replyledger completion fish > ~/.config/fish/completions/replyledger.fish", "for every fish"),
    ])

  private let shell: Shell

  init(_ arguments: ArgumentList) throws(UsageError) {
    let name = arguments.arguments.first ?? ""
    guard let shell = Shell(rawValue: name) else {
      throw .unknown("shell", name, among: Shell.allCases.map(\.rawValue))
    }
    self.shell = shell
  }

  func run(in console: Console) throws -> ExitStatus {
    let forms = CommandTable.forms
    switch shell {
    case .bash: try console.output.write(CompletionScript.bash(forms))
    case .zsh: try console.output.write(CompletionScript.zsh(forms))
    case .fish: try console.output.write(CompletionScript.fish(forms))
    }
    return .done
  }
}
