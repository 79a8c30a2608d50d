/// What the words of a command line ask for.
enum Invocation {
  case command(any Command.Type, ArgumentList)
  case help(CommandForm?)
  case version
}

extension Invocation {
  /// Options may stand before the command's name as well as behind it.
  init(_ words: [String]) throws(UsageError) {
    let start = Invocation.startOfName(in: words)
    let behind = words[start...]
    let name = Array(behind.prefix { !$0.hasPrefix("-") }.prefix(2))
    guard !name.isEmpty else {
      self = try Invocation.withoutCommand(words)
      return
    }
    let (command, used) = try CommandTable.find(name)
    let list = try ArgumentList(words[..<start] + behind.dropFirst(used), for: command.form)
    if list.flag("--help") {
      self = .help(command.form)
    } else {
      try list.checkCount()
      self = .command(command, list)
    }
  }

  private static func startOfName(in words: [String]) -> Int {
    var index = 0
    while index < words.count, words[index].hasPrefix("-") {
      index += CommandTable.takesValue(words[index]) ? 2 : 1
    }
    return min(index, words.count)
  }

  private static func withoutCommand(_ words: [String]) throws(UsageError) -> Invocation {
    for word in words {
      switch word {
      case "--help", "-h": return .help(nil)
      case "--version": return .version
      default: continue
      }
    }
    guard let first = words.first else {
      throw UsageError("a command is missing")
    }
    guard CommandTable.knowsOption(first) else {
      throw .unknown("option", first, among: CommandTable.optionNames)
    }
    throw UsageError(
      "a command is missing", hint: "Name one before \(first), such as “replyledger metric M05 \(first)”.")
  }
}
