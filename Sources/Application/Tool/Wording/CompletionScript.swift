/// Scripts for shells, written from the forms of the commands.
enum CompletionScript {
  static func bash(_ forms: [CommandForm]) -> String {
    """
    # bash completion of replyledger
    _replyledger() {
      local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=
      case "${COMP_WORDS[1]} $previous" in
    \(forms.flatMap(bashValues).joined(separator: "\n"))
      esac
      case "$COMP_CWORD ${COMP_WORDS[1]}" in
        1\\ *) words="\(firstWords(forms).joined(separator: " ")) --help --version" ;;
    \(forms.map(bashCommand).joined(separator: "\n"))
      esac
      COMPREPLY=($(compgen -W "$words" -- "$word"))
      if [[ $word != -* ]]; then COMPREPLY+=($(compgen -f -- "$word")); fi
    }
    complete -o filenames -F _replyledger replyledger

    """
  }

  private static func bashValues(_ form: CommandForm) -> [String] {
    form.allOptions.filter { !$0.choices.isEmpty }.map { option in
      "    \(form.words[0])\\ \(option.name))\n"
        + "      COMPREPLY=($(compgen -W \"\(option.choices.joined(separator: " "))\" -- \"$word\")); return ;;"
    }
  }

  private static func bashCommand(_ form: CommandForm) -> String {
    let words = form.words.dropFirst() + form.arguments.choices + form.allOptions.map(\.name)
    return "    *\\ \(form.words[0])) words=\"\(words.joined(separator: " "))\" ;;"
  }

  static func zsh(_ forms: [CommandForm]) -> String {
    """
    #compdef replyledger
    _replyledger() {
      if (( CURRENT == 2 )); then
        local -a commands=(
    \(forms.map { "      '\($0.words[0]):\(zshText($0.summary))'" }.joined(separator: "\n"))
        )
        _describe command commands
        return
      fi
      case $words[2] in
    \(forms.map(zshCommand).joined(separator: "\n"))
      esac
    }
    # Loaded by its name this file is the function itself; sourced, it registers it.
    if [[ $funcstack[1] == _replyledger ]]; then _replyledger "$@"; else compdef _replyledger replyledger; fi

    """
  }

  private static func zshCommand(_ form: CommandForm) -> String {
    let options = form.allOptions.map { "      '\(zshOption($0))'" }
    // The command's own name is the first position.
    var positions = ["'1: :'"]
    positions += form.words.dropFirst().map { "'2:kind:(\($0))'" }
    positions.append(
      form.arguments.choices.isEmpty
        ? "'*:file:_files'" : "'*:argument:(\(form.arguments.choices.joined(separator: " ")))'")
    return
      "    \(form.words[0])) _arguments \\\n\((options + positions.map { "      \($0)" }).joined(separator: " \\\n")) ;;"
  }

  private static func zshOption(_ option: OptionForm) -> String {
    let start = "\(option.repeats ? "*" : "")\(option.name)[\(zshText(option.help))]"
    guard let value = option.value else { return start }
    if option.isFile { return "\(start):\(zshText(value)):_files" }
    return "\(start):\(zshText(value)):\(option.choices.isEmpty ? " " : "(\(option.choices.joined(separator: " ")))")"
  }

  /// Brackets, colons and quotes mean something to zsh there.
  private static func zshText(_ text: String) -> String {
    String(
      text.flatMap { character -> [Character] in
        switch character {
        case "[", "]", ":": ["\\", character]
        case "'": ["’"]
        default: [character]
        }
      })
  }

  static func fish(_ forms: [CommandForm]) -> String {
    let lines =
      ["# fish completion of replyledger"] + forms.flatMap(fishLines) + [
        "complete -c replyledger -n __fish_use_subcommand -l help -s h -d 'show what there is'",
        "complete -c replyledger -n __fish_use_subcommand -l version -d 'show the version'",
      ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fishLines(_ form: CommandForm) -> [String] {
    let command = form.words[0]
    let within = "complete -c replyledger -n '__fish_seen_subcommand_from \(command)'"
    let name = "complete -c replyledger -n __fish_use_subcommand -f -a \(command) -d '\(fishText(form.summary))'"
    let words = form.words.dropFirst() + form.arguments.choices
    let arguments = words.isEmpty ? [] : ["\(within) -f -a '\(words.joined(separator: " "))'"]
    return [name] + arguments + form.allOptions.map { "\(within)\(fishOption($0))" }
  }

  private static func fishOption(_ option: OptionForm) -> String {
    var parts = [" -l \(option.name.drop { $0 == "-" })"]
    if let short = option.short { parts.append("-s \(short.dropFirst())") }
    if option.value != nil { parts.append(option.isFile ? "-rF" : "-x") }
    if !option.choices.isEmpty { parts.append("-a '\(option.choices.joined(separator: " "))'") }
    return parts.joined(separator: " ") + " -d '\(fishText(option.help))'"
  }

  private static func fishText(_ text: String) -> String { text.replacing("'", with: "’") }

  private static func firstWords(_ forms: [CommandForm]) -> [String] { forms.map { $0.words[0] } }
}
