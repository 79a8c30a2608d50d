import PostgresStore
import SQLCore
import Synchronization
import TestKit
import Testing

@Suite struct `An address` {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var url: String
    var message: String
  }

  static let secret = "hunter2"

  static let cases = [
    Case(
      testDescription: "of something else", url: "mysql://user:hunter2@localhost/db",
      message: "it does not begin with postgres://"),
    Case(
      testDescription: "with a slash in the password", url: "postgres://user:hunter2/x@localhost/db",
      message: "it has an @ where none belongs"),
    Case(
      testDescription: "with an @ in the password", url: "postgres://user:hunter2@x@localhost/db",
      message: "it has an @ where none belongs"),
    Case(
      testDescription: "with a stray percent sign", url: "postgres://user:hunter2%zz@localhost/db",
      message: "it cannot be understood"),
    Case(
      testDescription: "with an unknown setting", url: "postgres://user:hunter2@localhost/db?colour=blue",
      message: "it cannot be understood"),
    Case(
      testDescription: "with a port that is none", url: "postgres://user@localhost:hunter2/db",
      message: "its port is not a number"),
  ]

  @Test(arguments: cases) func `is refused without quoting it`(_ example: Case) async throws {
    let error = try await #require(throws: SQLStoreError.self) { try await PostgresDatabase(url: example.url) }
    #expect(error.message == example.message)
    #expect(!error.description.contains(Self.secret))
    #expect(error.hint != nil)
  }

  @Test func `that nobody answers is named without its password`() async throws {
    let error = try await #require(throws: SQLStoreError.self) {
      try await PostgresDatabase(url: "postgres://somebody:hunter2@%2Fnowhere/ledger")
    }
    #expect(error.kind == .cannotOpen)
    #expect(error.operation == "connect to postgres://somebody@/nowhere/ledger")
    #expect(!error.description.contains(Self.secret))
  }
}

@Suite(.enabled(if: Engine.available.contains(.postgres), "no PostgreSQL server is installed"))
struct `A connection to PostgreSQL` {
  private static func processID(_ db: any SQLConnection) throws -> Int {
    try db.scalar("SELECT pg_backend_pid()") ?? 0
  }

  private static func end(_ process: Int, _ db: any SQLConnection) throws {
    try db.rows("SELECT pg_terminate_backend(CAST(\(process) AS INTEGER))") { _ in }
  }

  @Test func `that went stale while it rested is made again`() async throws {
    try await withStore(.postgres) { store in
      let writer = try await store.write(Self.processID)
      try await store.read { db in try Self.end(writer, db) }
      try await eventually { try await isGone(writer, from: store) }
      let next = try await store.write(Self.processID)
      #expect(next != writer)
    }
  }

  @Test func `that breaks under a read is made again, once`() async throws {
    try await withStore(.postgres) { store in
      let runs = Counter()
      let answer = try await store.read { db in
        if runs.next() == 1 { try Self.end(Self.processID(db), db) }
        return try db.scalar("SELECT \(7)", as: Int.self)
      }
      #expect(answer == 7)
      let error = await #expect(throws: SQLStoreError.self) {
        try await store.read { db in try Self.end(Self.processID(db), db) }
      }
      #expect(error?.kind == .connectionLost)
    }
  }

  @Test func `that breaks under a write is reported, and nothing is kept`() async throws {
    try await withStore(.postgres) { store in
      try await store.write { db in try db.run("CREATE TABLE t (number BIGINT)") }
      let runs = Counter()
      let error = await #expect(throws: SQLStoreError.self) {
        try await store.write { db in
          runs.next()
          try db.run("INSERT INTO t VALUES (\(1))")
          try Self.end(Self.processID(db), db)
        }
      }
      #expect(error?.kind == .connectionLost)
      #expect(runs.next() == 2)
      let count = try await store.read { db in try db.scalar("SELECT count(*) FROM t", as: Int.self) }
      #expect(count == 0)
    }
  }

  @Test func `tells no value when one is of the wrong type`() async throws {
    try await withStore(.postgres) { store in
      let error = try await #require(throws: SQLStoreError.self) {
        try await store.write { db in
          try db.run("CREATE TABLE t (number BIGINT)")
          let writer = try db.bulkWriter(into: "t", columns: ["number"], key: [], onConflict: .fail)
          writer.text("a secret")
          try writer.endRow()
          try writer.finish()
        }
      }
      #expect(error.message == "invalid input syntax for type bigint")
      #expect(!error.description.contains("secret"))
    }
  }

  @Test func `reads sums of any size`() async throws {
    try await withStore(.postgres) { store in
      try await store.read { db in
        try db.rows(
          """
          SELECT 9223372036854775807::numeric, -9223372036854775808::numeric, 9223372036854775808::numeric, 2.5::numeric,
          true, false, 7::smallint, 'infinity'::float8
          """
        ) { row in
          let values = (0..<8).map { row.value($0) }
          #expect(
            values == [
              .integer(.max), .integer(.min), .real(9_223_372_036_854_775_808), .real(2.5), .integer(1), .integer(0),
              .integer(7), .real(.infinity),
            ])
        }
      }
    }
  }

  private func isGone(_ process: Int, from store: any SQLStore) async throws -> Bool {
    try await store.read { db in
      try db.scalar("SELECT count(*) FROM pg_stat_activity WHERE pid = \(process)") == 0
    }
  }
}

private final class Counter: Sendable {
  private let value = Atomic(0)

  @discardableResult func next() -> Int { value.add(1, ordering: .relaxed).newValue }
}
