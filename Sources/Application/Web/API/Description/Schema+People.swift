import Support

extension Schema {
  static let people = Schema.page(
    "people", of: .named(.person), beside: ["review": .list(.named(.unknownName)), "unranked": .list(.text)])

  static let person = Schema.object([
    "name": .text, "email": .text.orNull, "username": .text.orNull, "listed_by": .words(["settings", "decision"]),
    "active": .flag, "left_at": .time.orNull, "messages": .whole, "last_seen": .time.orNull,
    "aliases": .list(
      .object([
        "source": .text.orNull, "calling": .text, "match": .match, "confidence": .number.orNull,
        "decision": .whole.orNull, "by": .text.orNull, "from": .time.orNull, "to": .time.orNull,
      ])),
    "teams": .list(.object(["team": .text, "from": .time.orNull, "to": .time.orNull])),
    "roles": .list(.named(.decision)), "merged": .list(.named(.decision)),
  ])

  static let match = Schema.words(MatchKind.self)

  static let unknownName = Schema.object([
    "name": .text, "source": .text.orNull, "id": .text.orNull, "email": .text.orNull, "messages": .whole,
    "first_seen": .time.orNull, "last_seen": .time.orNull, "suggestions": .named(.suggestions),
  ])

  static let suggestions = Schema.list(
    .object(["name": .text, "match": .match, "confidence": .number, "why": .text]))

  static let decision = Schema.object([
    "number": .whole, "kind": .words(IdentityDecision.Kind.self), "subject": .text, "source": .text.orNull,
    "id": .text.orNull, "calling": .text.orNull, "other": .text.orNull, "email": .text.orNull, "match": .match.orNull,
    "confidence": .number.orNull, "undoes": .whole.orNull, "from": .time.orNull, "to": .time.orNull, "by": .text,
    "at": .time,
  ])

  static let decisions = Schema.page(
    "decisions", of: .object(["in_force": .flag, "decision": .named(.decision)]))

  static let peopleImport = Schema.object([
    "source": .text, "linked": .list(importedLine), "added": .list(importedLine), "known": .whole,
    "review": .list(
      .object(["line": .whole, "name": .text, "id": .text, "suggestions": .named(.suggestions)])),
    "rejected": .list(.object(["line": .whole, "why": .text])),
  ])

  private static let importedLine = Schema.object([
    "line": .whole, "name": .text, "id": .text, "person": .text.orNull, "match": .match,
  ])

  static let clients = Schema.page(
    "clients",
    of: .object([
      "client": .text, "state": .words(ClientLink.State.self),
      "contact": Schema.object(["name": .text.orNull, "email": .text.orNull, "source": .text.orNull]).orNull,
      "match": .match.orNull, "why": .text, "to_add": .text.orNull, "suggestions": .named(.suggestions),
    ]), beside: ["linked": .whole, "contact_to_add": .whole, "no_contact": .whole])

  static let unlinked = Schema.page(
    "unlinked",
    of: .object([
      "client": .text, "state": .words(ClientLink.State.self), "why": .text, "first_seen": .time, "last_seen": .time,
    ]))
}
