/// The statements of bulk writing that both stores share.
package struct BulkStatement {
  package var table: String
  package var columns: [String]
  package var key: [String]
  package var rule: ConflictRule

  package init(into table: String, columns: [String], key: [String], onConflict rule: ConflictRule) {
    self.table = table
    self.columns = columns
    self.key = key
    self.rule = rule
  }

  package var columnList: SQL { SQL.list(columns) }

  /// `INSERT INTO … (…) <source> ON CONFLICT …`
  package func insert(_ source: SQL) -> SQL {
    "INSERT INTO \(name: table) (\(columnList)) \(source)\(conflictClause)"
  }

  /// Empty for `.fail`. Not SQLite's OR IGNORE, which would also swallow a missing NOT NULL value.
  private var conflictClause: SQL {
    let target: SQL = key.isEmpty ? "" : "(\(SQL.list(key))) "
    let others = columns.filter { !key.contains($0) }
    switch rule {
    case .fail: return ""
    case .replace where !others.isEmpty:
      let updates = others.map { "\(name: $0) = excluded.\(name: $0)" as SQL }
      return " ON CONFLICT \(target)DO UPDATE SET \(updates.joined(separator: ", "))"
    case .ignore, .replace: return " ON CONFLICT \(target)DO NOTHING"
    }
  }
}

extension SQL {
  /// Quoted names with commas between them.
  package static func list(_ names: [String]) -> SQL {
    names.map { "\(name: $0)" as SQL }.joined(separator: ", ")
  }
}
