package import CivilTime
package import SQLCore

/// What was set on pages and counts beside the settings file, and the number that goes up with each change of any of it.
package struct SetOnPages: Sendable, Equatable {
  package var number: Int64
  /// In the order in which they were connected.
  package var sources: [ConnectedSource]
  package var sections: [SetSection] = []
}

/// A section of the settings as somebody set it on a page. It counts instead of the file's.
package struct SetSection: Sendable, Equatable {
  /// Its key in the file.
  package var name: String
  /// As the file would have it, with its key.
  package var text: String
  package var by: String
  package var at: Instant

  package init(_ name: String, _ text: String, by person: String, at now: Instant) {
    self.name = name
    self.text = text
    by = person
    at = now
  }
}

extension Ledger {
  package func setOnPages() async throws -> SetOnPages {
    try await store.read { db in try db.setOnPages() }
  }

  /// Whether something changed since, in whichever process.
  package func numberOfPageChanges() async throws -> Int64 {
    try await store.read { db in try db.numberOfPageChanges() }
  }

  /// Sets sections, whatever they were before, and forgets others: then the file's count again.
  ///
  /// - Parameter note: writes down who did it, in the same transaction.
  package func set(
    _ sections: [SetSection], forgetting forgotten: [String] = [],
    noting note: @escaping @Sendable (any SQLConnection) throws -> Void
  ) async throws -> SetOnPages {
    try await store.write { db in
      try db.countPageChange()
      for name in forgotten + sections.map(\.name) { try db.run("DELETE FROM set_sections WHERE section = \(name)") }
      for section in sections {
        try db.run(
          """
          INSERT INTO set_sections (section, text, set_by, set_at)
          VALUES (\(section.name), \(section.text), \(section.by), \(section.at.seconds))
          """)
      }
      try note(db)
      return try db.setOnPages()
    }
  }
}

extension SQLConnection {
  func countPageChange() throws { try run("UPDATE ledger_state SET number = number + 1 WHERE name = 'connected'") }

  func setOnPages() throws -> SetOnPages {
    SetOnPages(number: try numberOfPageChanges(), sources: try connectedSources(), sections: try setSections())
  }

  fileprivate func numberOfPageChanges() throws -> Int64 {
    try scalar("SELECT number FROM ledger_state WHERE name = 'connected'") ?? 0
  }

  private func setSections() throws -> [SetSection] {
    try all("SELECT section, text, set_by, set_at FROM set_sections ORDER BY section") { row in
      SetSection(
        try row.text(0), try row.text(1), by: try row.text(2), at: Instant(seconds: try row.integer(3)))
    }
  }
}
