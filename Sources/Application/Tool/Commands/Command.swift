/// Something the program does: its properties are what was typed, `run` is its work.
protocol Command: Sendable {
  static var form: CommandForm { get }

  init(_ arguments: ArgumentList) throws(UsageError)

  func run(in console: Console) async throws -> ExitStatus
}

/// Every command there is, in the order of the help.
enum CommandTable {
  static let all: [any Command.Type] = [
    DemoCommand.self, InitCommand.self, DoctorCommand.self, SyncCommand.self, ImportMessengerCommand.self,
    ImportTableCommand.self,
    MetricCommand.self, ExportConversationsCommand.self, RulesListCommand.self, RulesPreviewCommand.self,
    RestatementsCommand.self,
    PeopleListCommand.self, PeopleReviewCommand.self, PeopleImportCommand.self,
    PeopleAcceptCommand.self, PeopleRejectCommand.self, PeopleMergeCommand.self, PeopleUndoCommand.self,
    ServeCommand.self, AccountAddCommand.self, AccountListCommand.self, AccountInviteCommand.self,
    AccountDisableCommand.self, AccountEnableCommand.self, TokenCreateCommand.self, TokenListCommand.self,
    TokenRevokeCommand.self, SecretsRekeyCommand.self, CompletionCommand.self, HelpCommand.self,
  ]

  /// Planned ones: who types them learns so, instead of doubting the spelling.
  private static let later = [
    "sync", "report", "publish", "judge", "ask", "backup", "restore",
    "store",
  ]

  static var forms: [CommandForm] { all.map { $0.form } }

  /// The command that these words begin with, and how many of them are its name.
  static func find(_ words: [String]) throws(UsageError) -> (command: any Command.Type, used: Int) {
    if let found = all.first(where: { words.starts(with: $0.form.words) }) { return (found, found.form.words.count) }
    let name = later.first { words.starts(with: $0.split(separator: " ").map(String.init)) }
    if let name { throw UsageError("“\(name)” is not part of this version") }
    let sameStart = forms.filter { $0.words.first == words.first && $0.words.count > 1 }.compactMap(\.words.last)
    if !sameStart.isEmpty { throw incomplete(words, among: sameStart) }
    throw .unknown("command", words[0], among: Array(Set(forms.map { $0.words[0] })).sorted())
  }

  private static func incomplete(_ words: [String], among known: [String]) -> UsageError {
    guard words.count > 1 else {
      return UsageError("\(words[0]) what?", hint: "Type “replyledger \(words[0]) \(known[0])”.")
    }
    return .unknown("\(words[0]) of the kind", words[1], among: known)
  }

  /// Options have the same form wherever they occur, so they can be read before the command is known.
  private static let options: [String: OptionForm] = {
    let every = all.flatMap { $0.form.allOptions }
    return Dictionary(every.map { ($0.name, $0) }) { first, _ in first }
  }()

  static func takesValue(_ word: String) -> Bool { options[word]?.value != nil }

  static func knowsOption(_ word: String) -> Bool {
    let name = word.prefix { $0 != "=" }
    return options.values.contains { $0.name == name || $0.short == String(name) }
  }

  static var optionNames: [String] { (Array(options.keys) + ["--version"]).sorted() }
}

extension CommandTable {
  /// The name of the command in these words, as far as there is one: for the beginning of a message.
  static func name(in words: [String]) -> String {
    forms.first { form in
      guard let first = words.firstIndex(of: form.words[0]) else { return false }
      return words[first...].starts(with: form.words)
    }?.name ?? ""
  }
}
