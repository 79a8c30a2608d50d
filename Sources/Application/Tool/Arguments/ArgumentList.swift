/// The words behind a command's name, sorted by what its form knows.
package struct ArgumentList: Sendable {
  package private(set) var arguments: [String] = []
  private let form: CommandForm
  private var values: [String: [String]] = [:]

  init(_ words: ArraySlice<String>, for form: CommandForm) throws(UsageError) {
    self.form = form
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" {
        arguments += rest
        break
      }
      if word.hasPrefix("-"), word != "-" {
        try take(word, from: &rest)
      } else {
        arguments.append(word)
      }
    }
  }

  /// `--name=value`, `--name value` or a switch.
  private mutating func take(_ word: String, from rest: inout ArraySlice<String>) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = form.option(named: parts[0]) else {
      throw .unknown("option", parts[0], among: form.allOptions.map(\.name))
    }
    values[option.name, default: []].append(try value(of: option, written: parts.dropFirst().first, rest: &rest))
    guard option.repeats || option.value == nil || values[option.name]?.count == 1 else {
      throw UsageError("\(option.name) is given twice", hint: "Leave one of them away.")
    }
  }

  private func value(of option: OptionForm, written: String?, rest: inout ArraySlice<String>) throws(UsageError)
    -> String
  {
    guard let placeholder = option.value else {
      guard written == nil else {
        throw UsageError("\(option.name) takes no value", hint: "Write \(option.name) alone.")
      }
      return ""
    }
    if let written, !written.isEmpty { return written }
    // A word that looks like an option was hardly meant as a value; who means it writes it behind a sign.
    guard written == nil, let next = rest.first, !next.hasPrefix("-") || next == "-" else {
      throw UsageError(
        "\(option.name) needs a value", hint: "Write \(option.name) \(option.choices.first ?? placeholder).")
    }
    rest.removeFirst()
    return next
  }

  func flag(_ name: String) -> Bool { values[name] != nil }

  func option(_ name: String) -> String? { values[name]?.first }

  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// An option whose value is one of few words.
  func choice<Value: RawRepresentable & CaseIterable>(_ name: String, as type: Value.Type) throws(UsageError) -> Value?
  where Value.RawValue == String {
    guard let text = option(name) else { return nil }
    guard let value = Value(rawValue: text) else {
      throw .unknown("\(name.drop { $0 == "-" })", text, among: Value.allCases.map(\.rawValue))
    }
    return value
  }

  func number(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = option(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "\(name) “\(text)” is no number that fits",
        hint: "Write a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  /// Whether there are as many arguments as the form says.
  func checkCount() throws(UsageError) {
    let wanted = form.arguments
    if arguments.count < wanted.range.lowerBound {
      throw UsageError("\(wanted.name) is missing", hint: "Type “replyledger \(form.name) \(form.usage)”.")
    }
    if arguments.count > wanted.range.upperBound {
      let surplus = arguments[wanted.range.upperBound]
      throw UsageError("“\(surplus)” is one word too many", hint: "Type “replyledger \(form.name) \(form.usage)”.")
    }
  }
}
