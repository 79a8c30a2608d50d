internal import CSQLite
import SQLCore

/// How one connection is opened.
struct SQLiteSettings: Sendable {
  var path: String
  var pragmas: [String]

  /// The writer keeps 8 MB of pages, and up to 32 MB of those that a transaction has changed: an import of any size stays
  /// within them and writes a page less often, and a server that books a little now and then keeps no more than it needs.
  ///
  /// Pages of 16 KB, because conversations arrive in no order of their keys and rows hold texts: measured against 4 KB,
  /// a fifth less CPU and a quarter less space. A store that has pages already keeps their size.
  static func writer(path: String, patience: Int) -> SQLiteSettings {
    SQLiteSettings(
      path: path,
      pragmas: common(patience) + [
        "PRAGMA page_size = 16384", "PRAGMA journal_mode = WAL", "PRAGMA cache_size = -8192",
        "PRAGMA cache_spill = -32768",
      ])
  }

  /// A small cache: the system keeps the file's pages as well, for all readers together. No memory map: it made no scan
  /// faster here, and its pages would count as the process's own.
  static func reader(path: String, patience: Int) -> SQLiteSettings {
    SQLiteSettings(
      path: path,
      pragmas: common(patience) + [
        "PRAGMA cache_size = -2048", "PRAGMA query_only = ON",
      ])
  }

  /// It looks at nothing but the head of the file.
  static func watcher(path: String, patience: Int) -> SQLiteSettings {
    SQLiteSettings(path: path, pragmas: common(patience) + ["PRAGMA cache_size = 2", "PRAGMA query_only = ON"])
  }

  /// NORMAL in a write-ahead log: a crash of the program loses nothing, of the machine at most the last commits,
  /// never the order (https://www.sqlite.org/pragma.html#pragma_synchronous).
  private static func common(_ patience: Int) -> [String] {
    [
      "PRAGMA busy_timeout = \(patience * 1000)", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON",
      "PRAGMA temp_store = FILE",
    ]
  }
}

enum SQLiteLibrary {
  /// Once per process, before the first connection.
  static func configure() throws {
    guard configured == SQLITE_OK else {
      throw sqliteError(configured, on: nil, "configure SQLite before its first use")
    }
  }

  private static let configured = csqlite_configure_confined()
}
