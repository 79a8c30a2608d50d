import SQLCore
import TestKit
import Testing

@testable import Warehouse

@Suite struct `The schema` {
  static let growing = [
    "conversations", "events", "message_bodies", "raw_records", "conversation_facts", "packed_facts",
    "next_conversation_facts", "next_packed_facts", "merges",
  ]

  @Test func `lets every growing table be distributed by conversation`() async throws {
    try await withStore(.postgres) { store in
      _ = try await Ledger(opening: store)
      let keys = try await store.read { db in
        try db.all(
          """
          SELECT c.relname, a.attname FROM pg_index i
          JOIN pg_class c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
          WHERE (i.indisunique OR i.indisprimary) AND c.relname IN (\(list: `The schema`.growing))
          """
        ) { row in "\(try row.text(0)).\(try row.text(1))" }
      }
      for table in `The schema`.growing { #expect(keys.contains("\(table).conversation_key")) }
      let foreign: Int? = try await store.read { db in
        try db.scalar("SELECT count(*) FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY'")
      }
      #expect(foreign == 0)
    }
  }

  @Test(arguments: Engine.available) func `is the same after a second start`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      _ = try await Ledger(opening: store)
      let again = try await Migrator(Schema.migrations).run(on: store)
      #expect(again.isEmpty)
    }
  }
}
