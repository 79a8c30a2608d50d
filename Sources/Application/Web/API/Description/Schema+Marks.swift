import Accounts
import Metrics

extension Schema {
  static let savedView = Schema.object([
    "id": .id, "name": .text, "address": .text, "shared": .flag, "by": .text, "created_at": .time, "href": .text,
  ])

  static let viewOrder = Schema.object(
    ["name": .text(atMost: AccountBook.longestName), "address": .text(atMost: 2_048)], maybe: ["shared": .flag])

  static let annotation = Schema.object([
    "id": .id, "day": .day, "text": .text, "by": .text, "created_at": .time, "href": .text,
  ])

  static let alert = Schema.object([
    "id": .id, "name": .text, "metric": .text.orNull, "period": .words(NamedPeriod.self),
    "side": .words(AlertWatch.Side.self), "threshold": .number, "lasting_seconds": .whole(from: 0),
    "state": .words(["calm", "pending", "firing", "unknown"]), "since": Schema.time.orNull,
    "value": Schema.number.orNull, "checked_at": Schema.time.orNull, "snoozed_until": Schema.time.orNull,
    "by": .text, "created_at": .time, "href": .text,
  ])

  /// The threshold is in the unit of the number: seconds, parts of one, or how many.
  static let alertOrder = Schema.object(
    ["name": .text(atMost: AccountBook.longestName), "metric": .text, "threshold": .number],
    maybe: [
      "side": .words(AlertWatch.Side.self), "period": .words(NamedPeriod.self), "lasting_seconds": .whole(from: 0),
      "where": .map(.text),
    ])

  static let alertSnooze = Schema.object(["hours": .whole(0...720)])

  static let noteOrder = Schema.object(["day": .day, "text": .text(atMost: AccountBook.longestNote)])
}
