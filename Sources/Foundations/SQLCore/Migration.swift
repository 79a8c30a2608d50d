/// One step of the schema, by name; once released it is never edited, a later one corrects it.
///
/// Statements say `{blob}` for BLOB or BYTEA, `{key}` for text that is compared byte by byte in both stores, and
/// `{clustered}` after a table's closing parenthesis for `WITHOUT ROWID` or nothing. Everything else is written so that both stores understand it: BIGINT, TEXT.
package struct Migration: Sendable, Equatable {
  package var name: String
  package var statements: [String]

  package init(_ name: String, _ statements: [String]) {
    self.name = name
    self.statements = statements
  }

  func statements(for dialect: Dialect) -> [SQL] {
    statements.map { SQL(raw: Migration.translated($0, for: dialect)) }
  }

  /// FNV-1a over the text as it is written, before tokens are replaced: the same in both stores.
  var checksum: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in statements.joined(separator: ";\n").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func translated(_ statement: String, for dialect: Dialect) -> String {
    let words: [(token: String, sqlite: String, postgres: String)] = [
      ("{blob}", "BLOB", "BYTEA"), ("{key}", "TEXT", "TEXT COLLATE \"C\""), ("{clustered}", "WITHOUT ROWID", ""),
    ]
    var text = statement
    for word in words {
      while let range = text.firstRange(of: word.token) {
        text.replaceSubrange(range, with: dialect == .sqlite ? word.sqlite : word.postgres)
      }
    }
    return text
  }
}
