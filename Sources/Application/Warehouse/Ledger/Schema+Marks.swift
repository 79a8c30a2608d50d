import SQLCore

extension Schema {
  /// What people keep besides the figures: names for addresses of pages, and what happened on a day.
  static let marks = Migration(
    "0009 marks",
    [
      """
      CREATE TABLE saved_views (
        view_id BIGINT NOT NULL PRIMARY KEY, owner {key} NOT NULL, author TEXT NOT NULL, name TEXT NOT NULL,
        address TEXT NOT NULL, is_shared BIGINT NOT NULL, created_at BIGINT NOT NULL
      )
      """,
      """
      CREATE TABLE annotations (
        annotation_id BIGINT NOT NULL PRIMARY KEY, day BIGINT NOT NULL, note TEXT NOT NULL, owner {key} NOT NULL,
        author TEXT NOT NULL, created_at BIGINT NOT NULL
      )
      """,
    ])
}
