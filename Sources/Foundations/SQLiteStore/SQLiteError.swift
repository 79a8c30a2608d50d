internal import CSQLite
import SQLCore

/// Throws what SQLite says unless `status` is one of its ways to say yes.
func check(_ status: Int32, on database: OpaquePointer?, _ operation: @autoclosure () -> String) throws {
  switch status {
  case SQLITE_OK, SQLITE_ROW, SQLITE_DONE: return
  case SQLITE_INTERRUPT: throw CancellationError()
  default: throw sqliteError(status, on: database, operation())
  }
}

/// SQLite's messages name tables, columns and rules, never values.
func sqliteError(_ status: Int32, on database: OpaquePointer?, _ operation: String) -> SQLStoreError {
  let extended = database.map(sqlite3_extended_errcode) ?? status
  let code = extended & 0xff == status & 0xff ? extended : status
  let words = database.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(status))
  let (kind, hint) = meaning(of: status & 0xff)
  return SQLStoreError(kind, operation, message: words, code: "SQLite \(code)", hint: hint)
}

private func meaning(of primaryCode: Int32) -> (SQLStoreError.Kind, hint: String?) {
  switch primaryCode {
  case SQLITE_CONSTRAINT: (.constraint, nil)
  case SQLITE_BUSY, SQLITE_LOCKED:
    (.busy, "another process is writing to this file: stop it, or try again when it is done")
  case SQLITE_FULL: (.full, "free space on this disk, then try again: nothing of the transaction was kept")
  case SQLITE_READONLY:
    (.readOnly, "write with write(_:), and check that the file, its folder and the disk allow writing")
  case SQLITE_CORRUPT: (.corrupt, "stop the program, keep a copy of the file, and restore the last backup")
  case SQLITE_NOTADB: (.corrupt, "the file is no SQLite database: check the store setting, or restore a backup")
  case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
    (.cannotOpen, "check that the folder exists and that this user may write in it")
  case SQLITE_IOERR: (.cannotOpen, "the disk failed or the file was taken away: check the disk, then start again")
  case SQLITE_MISUSE: (.misuse, nil)
  default: (.statement, nil)
  }
}
