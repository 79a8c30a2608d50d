import SQLCore
import Synchronization
import TestKit
import Testing

private func withNumbers(_ engine: Engine, _ body: (any SQLStore) async throws -> Void) async throws {
  try await withStore(engine) { store in
    try await store.write { db in
      try db.run("CREATE TABLE t (number BIGINT)")
      try db.run("INSERT INTO t VALUES (\(1))")
    }
    try await body(store)
  }
}

private func sum(_ db: any SQLConnection) throws -> Int { try db.scalar("SELECT sum(number) FROM t") ?? 0 }

/// What one transaction tells another; the waiting is done on the stores' own threads.
private final class Flag: Sendable {
  private let value = Atomic(false)

  var isSet: Bool { value.load(ordering: .acquiring) }

  func set() { value.store(true, ordering: .releasing) }
}

@Suite struct `Readers` {
  @Test(arguments: Engine.available) func `see commits only, and are not held up by a write`(on engine: Engine)
    async throws
  {
    try await withNumbers(engine) { store in
      let written = Flag()
      let mayCommit = Flag()
      async let write: Void = store.write { db in
        try db.run("INSERT INTO t VALUES (\(10))")
        written.set()
        while !mayCommit.isSet { try Task.checkCancellation() }
      }
      try await eventually { written.isSet }
      // Answered while the write is open: were readers blocked, this would never return.
      #expect(try await store.read(sum) == 1)
      mayCommit.set()
      try await write
      #expect(try await store.read(sum) == 11)
    }
  }

  @Test(arguments: Engine.available) func `keep one snapshot to their end`(on engine: Engine) async throws {
    try await withNumbers(engine) { store in
      let hasRead = Flag()
      let isCommitted = Flag()
      async let sums = store.read { db in
        let before = try sum(db)
        hasRead.set()
        while !isCommitted.isSet { try Task.checkCancellation() }
        return [before, try sum(db)]
      }
      try await eventually { hasRead.isSet }
      try await store.write { db in try db.run("INSERT INTO t VALUES (\(10))") }
      isCommitted.set()
      #expect(try await sums == [1, 1])
      #expect(try await store.read(sum) == 11)
    }
  }

  @Test(arguments: Engine.available) func `never see half of a transaction`(on engine: Engine) async throws {
    try await withNumbers(engine) { store in
      async let writes: Void = {
        for _ in 1...100 {
          try await store.write { db in
            try db.run("INSERT INTO t VALUES (\(7))")
            try db.run("INSERT INTO t VALUES (\(-7))")
          }
        }
      }()
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 1...200 { group.addTask { try await store.read(sum) } }
        for try await sum in group { #expect(sum == 1) }
      }
      try await writes
    }
  }
}

@Suite struct `A cancelled task` {
  /// Counts so far that no test waits for its end.
  static let endless: SQL = """
    WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < \(1_000_000_000_000))
    SELECT count(*) FROM n
    """

  @Test(arguments: Engine.available) func `stops its query and no other`(on engine: Engine) async throws {
    try await withNumbers(engine) { store in
      let began = Flag()
      let task = Task {
        try await store.read { db in
          began.set()
          try db.rows(Self.endless) { _ in }
        }
      }
      try await eventually { began.isSet }
      try await Task.sleep(for: .milliseconds(50))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      for _ in 1...4 { #expect(try await store.read(sum) == 1) }
    }
  }

  @Test(arguments: Engine.available) func `keeps nothing of its write`(on engine: Engine) async throws {
    try await withNumbers(engine) { store in
      let began = Flag()
      let task = Task {
        try await store.write { db in
          try db.run("INSERT INTO t VALUES (\(10))")
          began.set()
          try db.rows(Self.endless) { _ in }
        }
      }
      try await eventually { began.isSet }
      try await Task.sleep(for: .milliseconds(50))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      try await store.write { db in try db.run("INSERT INTO t VALUES (\(100))") }
      #expect(try await store.read(sum) == 101)
    }
  }
}
