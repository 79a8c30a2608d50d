import Foundation
import SQLCore
import SQLiteStore
import Synchronization
import TestKit
import Testing

private func withFolder(_ body: (TemporaryFolder) async throws -> Void) async throws {
  let folder = try TemporaryFolder()
  defer { folder.remove() }
  try await body(folder)
}

private func refusal(of path: String) async throws -> SQLStoreError {
  try await #require(throws: SQLStoreError.self) { try await SQLiteDatabase(path: path) }
}

@Suite struct `A store in one file` {
  @Test(arguments: ["", ":memory:", "file::memory:?cache=shared"])
  func `is refused where there is no file`(_ path: String) async throws {
    let error = try await refusal(of: path)
    #expect(error.kind == .cannotOpen)
    #expect(error.description.contains("name one, such as replyledger.db"))
  }

  @Test func `is refused without its folder`() async throws {
    let error = try await refusal(of: "/nowhere/at/all/store.db")
    #expect(error.kind == .cannotOpen)
    #expect(error.description.contains("/nowhere/at/all/store.db"))
    #expect(error.hint == "check that the folder exists and that this user may write in it")
  }

  @Test func `is refused when it is something else`() async throws {
    try await withFolder { folder in
      try Data("This is a letter, and not a short one; it goes on.".utf8)
        .write(to: URL(fileURLWithPath: folder.file("letter.txt")))
      let error = try await refusal(of: folder.file("letter.txt"))
      #expect(error.kind == .corrupt)
    }
  }

  @Test func `is whole in that file once it is closed`() async throws {
    try await withFolder { folder in
      let store = try await SQLiteDatabase(path: folder.file("store.db"))
      try await store.write { db in
        try db.run("CREATE TABLE t (number BIGINT)")
        try db.run("INSERT INTO t VALUES (\(1))")
      }
      _ = try await store.read { db in try db.scalar("SELECT count(*) FROM t", as: Int.self) }
      await store.close()
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["store.db"])
    }
  }

  @Test func `lets go of its files when it is closed, whatever was going on in it`() async throws {
    try await withFolder { folder in
      let store = try await SQLiteDatabase(path: folder.file("store.db"))
      try await store.write { db in try db.run("CREATE TABLE t (number BIGINT)") }
      await #expect(throws: SQLStoreError.self) {
        try await store.write { db in
          let writer = try db.bulkWriter(into: "t", columns: ["number"], key: ["number"], onConflict: .ignore)
          writer.integer(1)
          try writer.endRow()
          try db.run("SELECT * FROM nowhere")
        }
      }
      await #expect(throws: SQLStoreError.self) {
        try await store.read { db in try db.rows("SELECT 1 UNION SELECT nothing") { _ in } }
      }
      #expect(try Descriptors.count(of: folder.path) > 0)
      await store.close()
      #expect(try Descriptors.count(of: folder.path) == 0)
    }
  }

  @Test func `keeps its commits, and only them, through a crash`() async throws {
    try await withFolder { folder in
      let store = try await SQLiteDatabase(path: folder.file("store.db"))
      try await store.write { db in
        try db.run("CREATE TABLE t (number BIGINT)")
        try db.run("INSERT INTO t VALUES (\(1))")
      }
      // What a killed process leaves: the files as they are in the middle of a transaction.
      try await store.write { db in
        for number in 2...20_000 { try db.run("INSERT INTO t VALUES (\(number))") }
        for suffix in ["", "-wal"] {
          try FileManager.default.copyItem(
            atPath: folder.file("store.db\(suffix)"), toPath: folder.file("crashed.db\(suffix)"))
        }
      }
      await store.close()
      let crashed = try await SQLiteDatabase(path: folder.file("crashed.db"))
      let numbers = try await crashed.read { db in try db.all("SELECT number FROM t") { row in try row.integer(0) } }
      let state: String? = try await crashed.read { db in try db.scalar("PRAGMA integrity_check") }
      await crashed.close()
      #expect(numbers == [1])
      #expect(state == "ok")
    }
  }

  @Test func `says when another process is writing`() async throws {
    try await withFolder { folder in
      let first = try await SQLiteDatabase(path: folder.file("store.db"))
      let second = try await SQLiteDatabase(path: folder.file("store.db"), patience: 0)
      let error = try await first.write { db in
        try db.run("CREATE TABLE t (number BIGINT)")
        return blockingResult(of: second)
      }
      #expect(error?.kind == .busy)
      try await second.write { db in try db.run("INSERT INTO t VALUES (\(1))") }
      await first.close()
      await second.close()
    }
  }

  @Test func `is another edition when another process has written`() async throws {
    try await withFolder { folder in
      let ours = try await SQLiteDatabase(path: folder.file("store.db"))
      let theirs = try await SQLiteDatabase(path: folder.file("store.db"))
      try await ours.write { db in try db.run("CREATE TABLE t (number BIGINT)") }
      let before = try await ours.edition()
      #expect(try await ours.edition() == before)
      try await theirs.write { db in try db.run("INSERT INTO t VALUES (\(1))") }
      #expect(try await ours.edition() != before)
      await ours.close()
      await theirs.close()
    }
  }

  @Test func `answers as before when it has forgotten its pages`() async throws {
    try await withStore(.sqlite) { store in
      try await store.write { db in
        try db.run("CREATE TABLE t (number BIGINT)")
        for number in 1...1_000 { try db.run("INSERT INTO t VALUES (\(number))") }
        db.forgetPages()
      }
      let sums = try await store.read { db in
        let before: Int? = try db.scalar("SELECT sum(number) FROM t")
        db.forgetPages()
        return [before, try db.scalar("SELECT sum(number) FROM t")]
      }
      #expect(sums == [500_500, 500_500])
    }
  }

  @Test func `enforces foreign keys`() async throws {
    try await withStore(.sqlite) { store in
      let error = await #expect(throws: SQLStoreError.self) {
        try await store.write { db in
          try db.run("CREATE TABLE a (id BIGINT PRIMARY KEY)")
          try db.run("CREATE TABLE b (a BIGINT REFERENCES a (id))")
          try db.run("INSERT INTO b VALUES (\(1))")
        }
      }
      #expect(error?.kind == .constraint)
    }
  }
}

/// Asks the store for a write from within another store's write, on whose thread waiting harms nobody.
private func blockingResult(of store: SQLiteDatabase) -> SQLStoreError? {
  let answer = Answer()
  Task {
    do {
      try await store.write { db in try db.run("CREATE TABLE other (number BIGINT)") }
    } catch let error as SQLStoreError {
      answer.error.withLock { $0 = error }
    }
    answer.given.signal()
  }
  answer.given.wait()
  return answer.error.withLock { $0 }
}

private final class Answer: Sendable {
  let error = Mutex<SQLStoreError?>(nil)
  let given = DispatchSemaphore(value: 0)
}
