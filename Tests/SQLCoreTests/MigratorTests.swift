import SQLCore
import TestKit
import Testing

@Suite struct `Migrations` {
  static let first = Migration(
    "0001 events",
    ["CREATE TABLE events (id BIGINT PRIMARY KEY, body {blob}) {clustered}", "INSERT INTO events VALUES (1, NULL)"])
  static let second = Migration(
    "0002 words", ["ALTER TABLE events ADD COLUMN word TEXT", "UPDATE events SET word = 'x'"])

  @Test(arguments: Engine.available) func `run once, in order`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      #expect(try await Migrator([Self.first, Self.second]).run(on: store) == ["0001 events", "0002 words"])
      #expect(try await Migrator([Self.first, Self.second]).run(on: store) == [])
      let word: String? = try await store.read { db in try db.scalar("SELECT word FROM events") }
      #expect(word == "x")
    }
  }

  @Test(arguments: Engine.available) func `go on where the last program version stopped`(on engine: Engine) async throws
  {
    try await withStore(engine) { store in
      let applied = try await Migrator([Self.first]).run(on: store)
      #expect(applied == ["0001 events"])
      #expect(try await Migrator([Self.first, Self.second]).run(on: store) == ["0002 words"])
    }
  }

  @Test(arguments: Engine.available) func `leave nothing of a failed one, and resume`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      var broken = Self.second
      broken.statements.append("INSERT INTO nowhere VALUES (1)")
      let error = await #expect(throws: MigrationError.self) {
        try await Migrator([Self.first, broken]).run(on: store)
      }
      guard case .failed("0002 words", let cause) = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      #expect(cause.description.contains("nowhere"))
      let resumed = try await Migrator([Self.first, Self.second]).run(on: store)
      #expect(resumed == ["0002 words"])
    }
  }

  @Test(arguments: Engine.available) func `stop at an edited one`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      try await Migrator([Self.first, Self.second]).run(on: store)
      var edited = Self.first
      edited.statements[1] += " "
      await #expect(throws: MigrationError.edited("0001 events")) {
        try await Migrator([edited, Self.second]).run(on: store)
      }
    }
  }

  @Test(arguments: Engine.available) func `stop at one that was removed or moved`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      try await Migrator([Self.first, Self.second]).run(on: store)
      await #expect(throws: MigrationError.unknown("0001 events", expected: "0002 words")) {
        try await Migrator([Self.second, Self.first]).run(on: store)
      }
    }
  }

  @Test(arguments: Engine.available) func `stop at a store of a newer program`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      try await Migrator([Self.first, Self.second]).run(on: store)
      await #expect(throws: MigrationError.newer(unknown: ["0002 words"])) {
        try await Migrator([Self.first]).run(on: store)
      }
    }
  }

  @Test(arguments: Engine.available) func `run once when two processes start`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      let steps = (1...20).map { Migration("step \($0)", ["CREATE TABLE step\($0) (id BIGINT)"]) }
      let names = try await withThrowingTaskGroup(of: [String].self) { group in
        for _ in 1...3 { group.addTask { try await Migrator(steps).run(on: store) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(names.sorted() == steps.map(\.name).sorted())
    }
  }

  @Test func `say what to do`() {
    #expect(
      MigrationError.newer(unknown: ["0009 later"]).description
        == "this store was made by a newer program (0009 later): "
        + "install that version, or restore a backup made before it")
  }
}
