import Metrics
import Runtime

// What waits for a decision, and what one would change.
extension Schema {
  static let mappingOrder = Schema.object([:], maybe: ["user_id": .whole, "username": .text, "freshworks_name": .text])

  static let decisionEffect = Schema.object([
    "decision": .named(.decision),
    "mentions": .list(
      .object([
        "name": .text, "source": .text, "messages": .whole, "first_seen": .time, "last_seen": .time,
      ])),
    "is_too_large": .flag, "changes": .list(.object(["label": .text] + movedFigure)),
    "totals": .list(.object(movedFigure)),
  ])

  private static let movedFigure: Members = [
    "metric": .text, "period": .words(NamedPeriod.self), "before": .anything, "after": .anything,
  ]

  static let toDo = Schema.object(
    Members(ToDo.Kind.allCases.map { ($0.rawValue, .whole) }) + [
      "to_do": .list(
        .object([
          "kind": .words(ToDo.Kind.self), "name": .text, "source": .text.orNull, "id": .text.orNull, "rows": .whole,
          "suggestions": .named(.suggestions),
        ]))
    ])

  static let products = Schema.page(
    "products",
    of: .object([
      "name": .text, "listed_by": .words(["settings", "decision"]), "conversations": .number,
      "tags": .list(
        .object(["tag": .text, "decision": .whole.orNull, "from": .time.orNull, "to": .time.orNull])),
      "other_rules": .list(.text),
    ]),
    beside: [
      "from": .day, "to": .day, "conversations": .whole, "unmapped": .whole, "untagged": .whole,
      "unmapped_tags": .list(
        .object(["tag": .text, "conversations": .whole, "suggestions": .named(.suggestions)])),
    ])

  static let unmappedClients = Schema.object([
    "from": .day, "to": .day, "conversations": .whole, "no_client": .whole, "free_mail": .whole,
    "unknown_address": .whole, "domains": .list(openClient), "companies": .list(openClient),
  ])

  private static let openClient = Schema.object([
    "name": .text, "source": .text.orNull, "id": .text.orNull, "conversations": .whole, "last_seen": .time,
    "suggestions": .named(.suggestions),
  ])

  static let ruleVersions = Schema.object([
    "in_force": .whole,
    "rules": .list(
      .object(["version": .whole, "since": .time, "settings": .text, "last_decision": .whole])),
  ])

  static let ruleSection = Schema.object([
    "section": .text, "text": .text, "set_by": Schema.text.orNull, "set_at": Schema.time.orNull,
  ])

  /// As months that are over would say them under other rules.
  static let movedFigures = Schema.object([
    "moves": .list(.object(["month": .month, "metric": .text, "before": .anything, "after": .anything]))
  ])

  static let restatements = Schema.object([
    "restatements": .list(
      .object([
        "month": .month, "metric": .text, "before": .anything, "after": .anything, "rules_before": .whole,
        "rules_after": .whole, "cause": .text, "at": .time,
      ]))
  ])

  static let storeStatistics = Schema.object([
    "bytes": .whole.orNull, "fact_bytes": .whole, "derived_at": .time.orNull,
    "deriving": Schema.object(["done": .whole, "total": .whole]).orNull, "conversations_in_memory": .whole,
    "messages_in_memory": .whole, "column_bytes": .whole, "rules": .whole, "closures": closureStanding,
    "tables": .list(.object(["name": .text, "rows": .whole, "bytes": .whole.orNull])),
  ])
}
