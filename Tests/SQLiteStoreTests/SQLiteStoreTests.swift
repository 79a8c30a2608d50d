// The rules that only SQLite has.
