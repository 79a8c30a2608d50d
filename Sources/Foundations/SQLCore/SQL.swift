/// A statement and the values bound to it. To interpolate is to bind: a value never becomes part of the text.
///
///     let query: SQL = "SELECT \(name: column) FROM events WHERE conversation_key = \(key) AND kind IN (\(list: kinds))"
package struct SQL: Sendable {
  /// A value, with the type its place in the statement has even when the value is absent.
  package struct Binding: Sendable, Equatable {
    package var value: SQLValue
    package var type: SQLType
  }

  /// The text around the bound values: always one piece more than there are bindings.
  private var pieces: [String]
  package private(set) var bindings: [Binding]

  /// A statement whose text was put together elsewhere: for migrations and generated names, never for outside text.
  package init(raw text: String) {
    pieces = [text]
    bindings = []
  }

  /// The statement as the store reads it, with `?` (SQLite) or `$1`, `$2` … (PostgreSQL) where values are bound.
  package func text(for dialect: Dialect) -> String {
    var text = pieces[0]
    for index in bindings.indices {
      switch dialect {
      case .sqlite: text += "?"
      case .postgres: text += "$\(index + 1)"
      }
      text += pieces[index + 1]
    }
    return text
  }

  package static func + (left: SQL, right: SQL) -> SQL {
    var joined = left
    joined.append(right)
    return joined
  }

  package mutating func append(_ other: SQL) {
    append(text: other.pieces[0])
    bindings += other.bindings
    pieces += other.pieces.dropFirst()
  }

  private mutating func append(text: String) {
    pieces[pieces.count - 1] += text
  }

  private mutating func bind(_ value: SQLValue, as type: SQLType) {
    bindings.append(Binding(value: value, type: type))
    pieces.append("")
  }
}

extension SQL: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { self.init(raw: text) }

  package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.sql }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var sql = SQL(raw: "")

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) { sql.append(text: literal) }

    package mutating func appendInterpolation(_ value: Int?) { appendInterpolation(value.map(Int64.init)) }

    package mutating func appendInterpolation(_ value: Int64?) {
      sql.bind(value.map(SQLValue.integer) ?? .null, as: .integer)
    }

    /// Truth is stored as 1 and 0 in both stores.
    package mutating func appendInterpolation(_ value: Bool?) { appendInterpolation(value.map { $0 ? 1 : 0 as Int64 }) }

    package mutating func appendInterpolation(_ value: Double?) {
      sql.bind(value.map(SQLValue.real) ?? .null, as: .real)
    }

    package mutating func appendInterpolation(_ value: String?) {
      sql.bind(value.map(SQLValue.text) ?? .null, as: .text)
    }

    package mutating func appendInterpolation(_ value: [UInt8]?) {
      sql.bind(value.map(SQLValue.blob) ?? .null, as: .blob)
    }

    package mutating func appendInterpolation(_ value: SQLValue) { sql.bind(value, as: value.type) }

    package mutating func appendInterpolation(_ other: SQL) { sql.append(other) }

    /// A table or column, quoted: whatever it holds, it stays one name.
    package mutating func appendInterpolation(name: String) { sql.append(text: SQL.quoted(name)) }

    /// A comma list for `IN (…)`; an empty one matches nothing and `NOT IN` everything.
    package mutating func appendInterpolation(list: [String]) {
      appendList(list.map(SQLValue.text), as: .text, empty: "SELECT CAST(NULL AS TEXT) WHERE 1 = 0")
    }

    package mutating func appendInterpolation(list: [Int64]) {
      appendList(list.map(SQLValue.integer), as: .integer, empty: "SELECT CAST(NULL AS BIGINT) WHERE 1 = 0")
    }

    private mutating func appendList(_ values: [SQLValue], as type: SQLType, empty: String) {
      if values.isEmpty { sql.append(text: empty) }
      for (index, value) in values.enumerated() {
        if index > 0 { sql.append(text: ", ") }
        sql.bind(value, as: type)
      }
    }
  }

  package static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension [SQL] {
  /// Conditions joined by `AND`, columns joined by a comma …
  package func joined(separator: SQL) -> SQL {
    guard var joined = first else { return SQL(raw: "") }
    for part in dropFirst() {
      joined.append(separator)
      joined.append(part)
    }
    return joined
  }
}
