package import CivilTime
import SQLCore

/// What happened on a day, for whoever wonders at a chart: “new rota”, “release 4.1”.
package struct Annotation: Sendable, Equatable {
  package var id: Int64
  package var day: LocalDay
  package var text: String
  /// Whose it is: `Keeper.key`.
  package var owner: String
  package var author: String
  package var createdAt: Instant
}

/// Whoever keeps something.
package struct Keeper: Sendable, Equatable {
  /// Tells keepers apart, whatever they are called.
  package var key: String
  package var actor: Actor

  package init(key: String, actor: Actor) {
    self.key = key
    self.actor = actor
  }
}

extension AccountBook {
  /// Charts have room for words, not for stories.
  package static let longestNote = 120
  /// More would hide every chart.
  private static let mostNotes = 2_000

  package func annotations() async throws -> [Annotation] {
    try await store.read { db in
      try db.all(
        """
        SELECT annotation_id, day, note, owner, author, created_at FROM annotations ORDER BY day DESC, annotation_id DESC
        """
      ) { row in
        Annotation(
          id: try row.integer(0), day: LocalDay(number: Int32(clamping: try row.integer(1))), text: try row.text(2),
          owner: try row.text(3), author: try row.text(4), createdAt: Instant(seconds: try row.integer(5)))
      }
    }
  }

  package func annotate(_ day: LocalDay, _ text: String, by keeper: Keeper) async throws -> Annotation {
    let note = try MarkWords.line(text, longest: AccountBook.longestNote, of: "the note")
    let now = clock()
    return try await store.write { db in
      let count: Int64 = try db.scalar("SELECT count(*) FROM annotations") ?? 0
      guard count < AccountBook.mostNotes else { throw AccountError.tooManyMarks("notes") }
      let id: Int64 = (try db.scalar("SELECT max(annotation_id) FROM annotations") ?? 0) + 1
      try db.run(
        """
        INSERT INTO annotations (annotation_id, day, note, owner, author, created_at)
        VALUES (\(id), \(Int64(day.number)), \(note), \(keeper.key), \(keeper.actor.name), \(now.seconds))
        """)
      try db.audit(.noteAdded, by: keeper.actor, on: day.iso8601, note, at: now)
      return Annotation(
        id: id, day: day, text: note, owner: keeper.key, author: keeper.actor.name, createdAt: now)
    }
  }

  /// - Parameter anyones: whether notes of others may go too.
  package func removeAnnotation(_ id: Int64, by keeper: Keeper, anyones: Bool) async throws {
    let now = clock()
    try await store.write { db in
      let known = try db.first("SELECT owner, day, note FROM annotations WHERE annotation_id = \(id)") { row in
        (owner: try row.text(0), day: LocalDay(number: Int32(clamping: try row.integer(1))), text: try row.text(2))
      }
      guard let known else { throw AccountError.noMark("note") }
      guard anyones || known.owner == keeper.key else { throw AccountError.markOfOthers("note") }
      try db.run("DELETE FROM annotations WHERE annotation_id = \(id)")
      try db.audit(.noteRemoved, by: keeper.actor, on: known.day.iso8601, known.text, at: now)
    }
  }
}

enum MarkWords {
  /// A text that people read on one line.
  static func line(_ text: String, longest: Int, of what: String) throws(AccountError) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty, words.count <= longest, !words.unicodeScalars.contains(where: { $0.value < 32 }) else {
      throw .markWords("\(what) must have 1 to \(longest) characters")
    }
    return words
  }
}
