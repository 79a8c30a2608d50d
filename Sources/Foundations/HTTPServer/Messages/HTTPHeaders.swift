/// Header fields in the order they were given; names compare without regard to ASCII case.
package struct HTTPHeaders: Sendable, Equatable {
  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }

    package static func == (left: Field, right: Field) -> Bool {
      left.name.isSameToken(as: right.name) && left.value == right.value
    }
  }

  private var fields: [Field] = []

  package init() {}

  /// The first value under this name. Setting replaces every field of the name; `nil` removes them.
  package subscript(name: String) -> String? {
    get { fields.first { $0.name.isSameToken(as: name) }?.value }
    set {
      fields.removeAll { $0.name.isSameToken(as: name) }
      if let newValue { add(name, newValue) }
    }
  }

  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  package func all(_ name: String) -> [String] {
    fields.filter { $0.name.isSameToken(as: name) }.map(\.value)
  }

  /// The members of a comma-separated list field, over all of its lines, trimmed and without empty ones.
  func list(_ name: String) -> [Substring] {
    all(name).flatMap { $0.split(separator: ",") }.map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
  }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }
}

extension HTTPHeaders: RandomAccessCollection {
  package var startIndex: Int { fields.startIndex }
  package var endIndex: Int { fields.endIndex }
  package subscript(position: Int) -> Field { fields[position] }
}
