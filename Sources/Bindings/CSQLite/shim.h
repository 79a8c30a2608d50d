#pragma once
#include <sqlite3.h>
#include <stddef.h>

// What Swift cannot call itself: a variadic function, and the cast macro SQLITE_TRANSIENT.

/// Every connection stays on one thread, so SQLite's own locks and its memory statistics only cost time (15 % of an
/// import). No pages are set aside for a connection that opens: twenty of 16 KB for each are more than most ever hold.
/// All are set before the library's first use: https://www.sqlite.org/c3ref/config.html
static inline int csqlite_configure_confined(void) {
  int status = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
  if (status == SQLITE_OK) status = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  return status != SQLITE_OK ? status : sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
}

static inline int csqlite_bind_text_copy(sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int csqlite_bind_blob_copy(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// The bytes must live until the statement is reset or bound again.
static inline int csqlite_bind_text_lent(sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, text, count, SQLITE_STATIC, SQLITE_UTF8);
}

static inline int csqlite_bind_blob_lent(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_STATIC);
}
