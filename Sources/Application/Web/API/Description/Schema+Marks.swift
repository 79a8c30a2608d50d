import Accounts

extension Schema {
  static let savedView = Schema.object([
    "id": .id, "name": .text, "address": .text, "shared": .flag, "by": .text, "created_at": .time, "href": .text,
  ])

  static let viewOrder = Schema.object(
    ["name": .text(atMost: AccountBook.longestName), "address": .text(atMost: 2_048)], maybe: ["shared": .flag])

  static let annotation = Schema.object([
    "id": .id, "day": .day, "text": .text, "by": .text, "created_at": .time, "href": .text,
  ])

  static let noteOrder = Schema.object(["day": .day, "text": .text(atMost: AccountBook.longestNote)])
}
