import SQLCore
import TestKit
import Testing

@Suite struct `The edition of a store` {
  private struct Refused: Error {}

  @Test(arguments: Engine.available) func `is another after each commit, and the same without`(on engine: Engine)
    async throws
  {
    try await withStore(engine) { store in
      try await store.write { db in try db.run("CREATE TABLE t (number BIGINT)") }
      var before = try #require(try await store.edition())
      _ = try await store.read { db in try db.scalar("SELECT count(*) FROM t", as: Int.self) }
      if engine == .sqlite {  // a server's other databases, and its upkeep, may write at any time
        #expect(try await store.edition() == before)
        await #expect(throws: Refused.self) {
          try await store.write { db in
            try db.run("INSERT INTO t VALUES (\(0))")
            throw Refused()
          }
        }
        #expect(try await store.edition() == before)
      }
      for number in 1...20 {
        try await store.write { db in try db.run("INSERT INTO t VALUES (\(number))") }
        let after = try #require(try await store.edition())
        #expect(after != before, "commit \(number)")
        before = after
      }
    }
  }
}
