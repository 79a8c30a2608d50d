import CivilTime
import Files
import Glibc
import Markup
import Runtime
import SQLCore
import Warehouse

extension Examination {
  func storeFindings() async -> [Finding] {
    if case .sqlite(let path) = settings.store {
      let place = placeFindings(of: path)
      guard place.state != .problem else { return place }
      guard Files.exists(path) else {
        return place + [.warning("store", "there is none at “\(path)” yet", advice: "type “replyledger init”")]
      }
      return place + (await openedFindings())
    }
    return await openedFindings()
  }

  /// The folder of the file: SQLite keeps its journal beside it.
  private func placeFindings(of path: String) -> [Finding] {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard Files.isFolder(folder) else {
      return [.problem("folder", "“\(folder)” does not exist", advice: "make it, or mend the setting store")]
    }
    guard access(folder, W_OK) == 0 else {
      return [.problem("folder", "“\(folder)” cannot be written", advice: "give this user the right to write there")]
    }
    return [.ok("folder", "“\(folder)” can be written"), diskFinding(of: folder)]
  }

  private func diskFinding(of folder: String) -> Finding {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else {
      return .warning("disk", "its free space is unknown", advice: "type “df”")
    }
    let free = Int(
      clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    let words = "\(Figures.count(free / 1_000_000)) MB free"
    if free < 100_000_000 { return .problem("disk", words, advice: "free space on this disk before the next import") }
    if free < 1_000_000_000 { return .warning("disk", words, advice: "free some space on this disk") }
    return .ok("disk", words)
  }

  private func openedFindings() async -> [Finding] {
    do {
      let installation = try await console.installation(under: settings, zones: zones)
      let findings = await findings(in: installation.ledger)
      await installation.close()
      return findings
    } catch {
      return [.problem("store", Failure.words(for: error, during: "open the store"))]
    }
  }

  private func findings(in ledger: Ledger) async -> [Finding] {
    [
      await finding("store") { try await self.engine(of: ledger.store) },
      await finding("migrations") { try await self.migrations(of: ledger.store) },
      await finding("writing") { try await self.writing(to: ledger.store) },
      await finding("integrity") { try await self.integrity(of: ledger.store) },
      await finding("ledger") { try await self.contents(of: ledger) },
    ]
  }

  /// A check that cannot even be made is a problem.
  private func finding(_ check: String, _ examine: () async throws -> Finding) async -> Finding {
    do {
      return try await examine()
    } catch {
      return .problem(check, Failure.words(for: error, during: check))
    }
  }

  private func engine(of store: any SQLStore) async throws -> Finding {
    let (name, query): (String, SQL) =
      switch store.dialect {
      case .sqlite: ("SQLite", "SELECT sqlite_version()")
      case .postgres: ("PostgreSQL", "SHOW server_version")
      }
    let version = try await store.read { db in try db.scalar(query, as: String.self) ?? "of an unknown version" }
    return .ok("store", "\(settings.store), \(name) \(version)")
  }

  private func migrations(of store: any SQLStore) async throws -> Finding {
    let last = try await store.read { db in
      try db.scalar("SELECT name FROM migrations ORDER BY position DESC LIMIT 1", as: String.self)
    }
    return .ok("migrations", "all applied, the last is “\(last ?? "none")”")
  }

  /// Takes the lock of a writer and changes nothing.
  private func writing(to store: any SQLStore) async throws -> Finding {
    try await store.write { db in try db.run("UPDATE ledger_state SET number = number WHERE name = 'doctor'") }
    return .ok("writing", "possible")
  }

  private func integrity(of store: any SQLStore) async throws -> Finding {
    guard case .sqlite = store.dialect else { return .ok("integrity", "the server's own care") }
    let first = try await store.read { db in try db.scalar("PRAGMA quick_check(1)", as: String.self) ?? "no answer" }
    guard first == "ok" else {
      return .problem(
        "integrity", first, advice: "stop the program, keep a copy of the file, and restore the last backup")
    }
    return .ok("integrity", "the quick check found nothing")
  }

  /// A run of tomorrow shows a clock that was, or is, wrong.
  private func contents(of ledger: Ledger) async throws -> Finding {
    let count = Figures.count(try await ledger.conversationCount(), "conversation", "conversations")
    guard let last = try await ledger.runs(limit: 1).first else {
      return .warning("ledger", "empty", advice: "type “replyledger import messenger FILE”")
    }
    guard last.startedAt <= console.clock() + 300 else {
      return .warning(
        "ledger", "\(count), the last run at \(last.startedAt.iso8601), which is still to come",
        advice: "check the clock of this machine and of others that write to this store")
    }
    return .ok("ledger", "\(count), the last run at \(last.startedAt.iso8601)")
  }
}
