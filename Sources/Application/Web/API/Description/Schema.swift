import JSONReader

/// What a piece of JSON can be, as JSON Schema 2020-12 says it.
struct Schema: Sendable, Equatable {
  /// The schema itself, which is JSON too.
  let json: String

  init(_ json: String) { self.json = json }

  static let anything = Schema("{}")
  static let text = Schema(#"{"type":"string"}"#)
  static let whole = Schema(#"{"type":"integer"}"#)
  static let number = Schema(#"{"type":"number"}"#)
  static let flag = Schema(#"{"type":"boolean"}"#)
  static let nothing = Schema(#"{"type":"null"}"#)
  /// A local day, such as 2026-11-20.
  static let day = Schema(#"{"type":"string","format":"date"}"#)
  /// Whole seconds in UTC.
  static let time = Schema(#"{"type":"string","format":"date-time"}"#)
  static let bytes = Schema(#"{"type":"string","format":"binary"}"#)
  static let month = Schema(#"{"type":"string","pattern":"^[0-9]{4}-(0[1-9]|1[0-2])$"}"#)
  /// Of a run, an account, a token or an entry: too long for the numbers of some programs, so it is a text.
  static let id = Schema(#"{"type":"string","pattern":"^[0-9]{1,18}$"}"#)

  static func text(atMost length: Int) -> Schema { Schema(#"{"type":"string","maxLength":\#(length)}"#) }

  static func whole(_ range: ClosedRange<Int>) -> Schema {
    Schema(#"{"type":"integer","minimum":\#(range.lowerBound),"maximum":\#(range.upperBound)}"#)
  }

  static func number(_ range: ClosedRange<Int>) -> Schema {
    Schema(#"{"type":"number","minimum":\#(range.lowerBound),"maximum":\#(range.upperBound)}"#)
  }

  static func whole(from least: Int) -> Schema { Schema(#"{"type":"integer","minimum":\#(least)}"#) }

  static func words(_ words: [String]) -> Schema {
    Schema(#"{"type":"string","enum":[\#(words.map(quoted).joined(separator: ","))]}"#)
  }

  static func words<Words: CaseIterable & RawRepresentable<String>>(_ all: Words.Type) -> Schema {
    words(all.allCases.map(\.rawValue))
  }

  /// Words with commas between them, each once.
  static func wordsWithCommas(_ words: [String]) -> Schema {
    let one = "(" + words.joined(separator: "|") + ")"
    return Schema(#"{"type":"string","pattern":"^\#(one)(,\#(one))*$"}"#)
  }

  static func list(_ element: Schema) -> Schema { Schema(#"{"type":"array","items":\#(element.json)}"#) }

  /// An object whose members have names of their own.
  static func map(_ value: Schema) -> Schema { Schema(#"{"type":"object","additionalProperties":\#(value.json)}"#) }

  static func any(_ kinds: Schema...) -> Schema {
    Schema(#"{"anyOf":[\#(kinds.map(\.json).joined(separator: ","))]}"#)
  }

  static func constant(_ flag: Bool) -> Schema { Schema(#"{"const":\#(flag)}"#) }

  var orNull: Schema { .any(self, .nothing) }

  /// - Parameters:
  ///   - members: those that always stand there.
  ///   - maybe: those that stand there when there is something to say.
  ///   - others: what members of other names are; there are none unless it says so.
  static func object(_ members: Members, maybe: Members = [:], others: Schema? = nil) -> Schema {
    let properties = (members.all + maybe.all).map { quoted($0.name) + ":" + $0.schema.json }.joined(separator: ",")
    let required = members.all.map { quoted($0.name) }.joined(separator: ",")
    return Schema(
      #"{"type":"object","required":[\#(required)],"properties":{\#(properties)},"#
        + #""additionalProperties":\#(others?.json ?? "false")}"#)
  }
}

/// Members of an object, in the order in which they are written.
struct Members: ExpressibleByDictionaryLiteral, Sendable {
  fileprivate(set) var all: [(name: String, schema: Schema)]

  init(_ all: [(name: String, schema: Schema)]) { self.all = all }

  init(dictionaryLiteral elements: (String, Schema)...) { all = elements.map { ($0.0, $0.1) } }

  static func + (left: Members, right: Members) -> Members {
    var both = left
    both.all += right.all
    return both
  }
}

private func quoted(_ text: String) -> String {
  var json = JSONWriter()
  json.value(text)
  return String(decoding: json.bytes, as: UTF8.self)
}
