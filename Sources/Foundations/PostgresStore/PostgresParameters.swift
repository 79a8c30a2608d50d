internal import CLibPQ
import SQLCore

/// Bound values as libpq sends them: blobs as they are, everything else as text.
struct PostgresParameters {
  private(set) var texts = CStrings()
  private(set) var formats: [Int32] = []

  init(_ bindings: [SQL.Binding]) {
    for binding in bindings { append(binding.value) }
  }

  private mutating func append(_ value: SQLValue) {
    switch value {
    case .null: texts.appendNull()
    case .integer(let value): texts.append(String(value).utf8)
    case .real(let value) where value.isNaN: texts.appendNull()
    case .real(let value): texts.append(value.description.utf8)
    case .text(let value): texts.append(StorableText.cleaned(value).utf8)
    case .blob(let bytes): texts.append(bytes)
    }
    if case .blob = value { formats.append(1) } else { formats.append(0) }
  }
}

extension SQLType {
  /// Told to the server, so that `SELECT $1` and `$1 + 1` have the same type in both stores; 0 lets it infer.
  var oid: Oid {
    switch self {
    case .null: 0
    case .integer: 20
    case .real: 701
    case .text: 25
    case .blob: 17
    }
  }
}
