// A key and its value in one call, as most members are written. Nothing is written as null.
extension JSONWriter {
  package mutating func member(_ key: String, _ text: String) {
    self.key(key)
    value(text)
  }

  package mutating func member(_ key: String, _ text: String?) {
    self.key(key)
    if let text { value(text) } else { null() }
  }

  package mutating func member(_ key: String, _ number: Int) {
    self.key(key)
    value(number)
  }

  package mutating func member(_ key: String, _ number: Int?) {
    self.key(key)
    if let number { value(number) } else { null() }
  }

  package mutating func member(_ key: String, _ number: Int64) { member(key, Int(number)) }

  package mutating func member(_ key: String, _ number: Int64?) { member(key, number.map { Int($0) }) }

  package mutating func member(_ key: String, _ number: Double?) {
    self.key(key)
    if let number { value(number) } else { null() }
  }

  package mutating func member(_ key: String, _ bool: Bool) {
    self.key(key)
    value(bool)
  }

  package mutating func member(_ key: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
    self.key(key)
    try body(&self)
  }

  /// A document that was read, written again.
  package mutating func value(_ json: JSONValue) {
    switch json {
    case .object(let object): self.object { for member in object.members { $0.member(member.key, member.value) } }
    case .array(let values): array { for value in values { $0.value(value) } }
    case .text(let text): value(text)
    case .number(let number): raw(number.text.utf8)
    case .bool(let bool): value(bool)
    case .null: null()
    }
  }

  package mutating func member(_ key: String, _ json: JSONValue) {
    self.key(key)
    value(json)
  }
}
