/// Header fields in the order they were written; names are compared without regard to case.
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  package struct Field: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var fields: [Field]

  package init(arrayLiteral fields: Field...) { self.fields = fields }

  package init(dictionaryLiteral pairs: (String, String)...) {
    fields = pairs.map { Field($0.0, $0.1) }
  }

  /// The first field of this name; setting replaces all of them.
  package subscript(name: String) -> String? {
    get { fields.first { $0.isNamed(name) }?.value }
    set {
      fields.removeAll { $0.isNamed(name) }
      if let newValue { fields.append(Field(name, newValue)) }
    }
  }

  package func all(_ name: String) -> [String] {
    fields.filter { $0.isNamed(name) }.map(\.value)
  }

  package mutating func append(_ name: String, _ value: String) {
    fields.append(Field(name, value))
  }
}

extension HTTPHeaders.Field {
  func isNamed(_ other: String) -> Bool {
    name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
  }

  /// A name or value with a line break would smuggle in fields of its own.
  var isWellFormed: Bool {
    let forbidden: [UInt8] = [0, 10, 13]
    let separators = Array("()<>@,;:\\\"/[]?={} \t".utf8)
    return !name.isEmpty && name.utf8.allSatisfy { $0 > 32 && $0 < 127 && !separators.contains($0) }
      && !value.utf8.contains { forbidden.contains($0) }
  }
}
