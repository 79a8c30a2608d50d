internal import JSONReader
internal import Support

/// A field of the ticket form, with the choices it offers.
struct FreshField: Equatable, Sendable {
  struct Choice: Equatable, Sendable {
    var id: String
    var label: String
  }

  var id: String
  /// As tickets name it.
  var name: String
  /// As people see it.
  var label: String
  var choices: [Choice]

  init(_ json: JSONField) throws {
    name = try json["name"].freshText ?? ""
    id = try json["id"].freshID ?? name
    label = try json["label"].freshText ?? json["label_for_customers"].freshText ?? name
    choices = Self.choices(json["choices"])
  }

  var entry: DirectoryEntry {
    let choices = choices.map { "\($0.id) \($0.label)" }
    return DirectoryEntry(.field, id: name, name: label, details: choices.isEmpty ? [:] : ["choices": choices])
  }

  /// Choices come as `[{"id": 2, "value": "Open"}]`, as `{"2": ["Open", "Being processed"]}`, as `{"Low": 1}`, as
  /// `[["Low", 1]]` and as plain texts. What is of another form is no choice.
  static func choices(_ json: JSONField) -> [Choice] {
    switch json.value {
    case .array(let values): values.compactMap(choice)
    case .object(let object): object.members.compactMap { choice($0.key, $0.value) }
    default: []
    }
  }

  private static func choice(_ value: JSONValue) -> Choice? {
    switch value {
    case .text(let text): return Choice(id: text, label: text)
    case .array(let pair):
      let texts = pair.compactMap { if case .text(let text) = $0 { text } else { nil } }
      let numbers = pair.compactMap { if case .number(let number) = $0 { number.text } else { nil } }
      guard let label = texts.first else { return nil }
      return Choice(id: numbers.first ?? label, label: label)
    case .object:
      let json = JSONField(value)
      guard let label = ["value", "label", "name"].compactMap({ try? json[$0].string }).first else { return nil }
      return Choice(id: ["id", "value"].lazy.flatMap { json[$0].words }.first ?? label, label: label)
    default: return nil
    }
  }

  private static func choice(_ key: String, _ value: JSONValue) -> Choice? {
    switch value {
    case .number(let number): Choice(id: number.text, label: key)
    case .text(let text): Choice(id: key, label: text)
    case .array: JSONField(value).words.first.map { Choice(id: key, label: $0) }
    default: nil
    }
  }
}
