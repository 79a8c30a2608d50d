import CivilTime

/// Which conversations are asked for.
struct HelpScoutQuery: Equatable, Sendable {
  /// One inbox; nothing for all.
  var inbox: String?
  /// “`active` is the default: a sync that omits it loses closed tickets.”
  var status = "all"
  var modifiedSince: Instant?
  /// In the vendor's own language, such as `(createdAt:[2024-01-01T00:00:00Z TO *])`.
  var expression: String?

  /// In the order in which changes move nothing into the middle: see `HelpScoutReading`.
  func list(embedding embed: String?) -> HelpScoutList {
    var query: [(name: String, value: String)] = []
    if let inbox { query.append(("mailbox", inbox)) }
    query += [("status", status), ("sortField", "modifiedAt"), ("sortOrder", "asc")]
    if let modifiedSince { query.append(("modifiedSince", modifiedSince.iso8601)) }
    if let expression { query.append(("query", expression)) }
    if let embed { query.append(("embed", embed)) }
    return HelpScoutList(
      path: "/conversations", query: query, key: "conversations", operation: "list the conversations of Help Scout")
  }

  /// The same conversations, of which only those that changed since.
  func changed(since: Instant) -> HelpScoutQuery {
    HelpScoutQuery(inbox: inbox, status: status, modifiedSince: since)
  }

  func spam() -> HelpScoutQuery {
    var query = self
    query.status = "spam"
    return query
  }
}

extension Reach {
  /// What a list is asked for, for each inbox; nothing where no list is asked.
  func helpScoutQueries(of inboxes: [String]) -> [HelpScoutQuery] {
    let places: [String?] = inboxes.isEmpty ? [nil] : inboxes
    return places.flatMap(helpScoutQueries)
  }

  private func helpScoutQueries(of inbox: String?) -> [HelpScoutQuery] {
    switch self {
    case .everything(let since), .changed(let since), .identities(let since):
      [HelpScoutQuery(inbox: inbox, modifiedSince: since)]
    case .window(let from, let to):
      // Brackets are inclusive, and times are whole seconds. No conversation is in both lists, so their totals add up.
      [
        "createdAt:\(span(from, to))", "modifiedAt:\(span(from, to)) AND createdAt:\(span(.longAgo, from))",
      ].map { HelpScoutQuery(inbox: inbox, expression: "(\($0))") }
    case .only: []
    }
  }

  /// A span with two ends: of `*` the vendor's papers show only the later one.
  private func span(_ from: Instant, _ to: Instant) -> String { "[\(from.iso8601) TO \((to + -1).iso8601)]" }
}

extension Instant {
  /// Imported conversations bear the times that they had elsewhere.
  fileprivate static let longAgo = Instant(seconds: 0)
}
