import Support

extension Schema {
  static let conversationSummary = Schema.object([
    "key": .text, "source": .text, "title": .text, "channel": .text, "created_at": .time, "last_message_at": .time,
    "standing": .standing, "customer_messages": .whole, "replies": .whole, "waiting_since": .time.orNull, "href": .text,
  ])

  static let conversation = Schema.object([
    "key": .text, "source": .text, "vendor_id": .text, "channel": .words(Channel.self), "subject": .text.orNull,
    "customer": .object([
      "id": .text, "name": .text.orNull, "email": .text.orNull, "company": .text.orNull,
    ]), "inbox": .text.orNull, "team": .text.orNull, "assignee": .text.orNull, "priority": .text.orNull,
    "type": .text.orNull, "category": .text.orNull, "pipeline": .text.orNull, "tags": .list(.text),
    "fields": .map(.text), "link": .text.orNull, "created_at": .time.orNull, "standing": .standing,
    "begun_by": .words(["customer", "agent", "bot", "unknown"]),
    "first_response": Schema.object(["from": .time, "to": .time, "seconds": .whole, "person": .text]).orNull,
    "waiting_since": .time.orNull, "total_events": .whole, "limit": .whole(1...1_000), "offset": .whole(from: 0),
    "next": .text.orNull, "events": .list(.named(.event)),
  ])

  static let event = Schema.object(
    [
      "id": .text, "at": .time, "kind": .text, "value": .text.orNull,
      "role": Schema.words(Message.Role.allCases.map(\.word)).orNull,
      "actor": .object(["kind": .text, "id": .text.orNull, "name": .text.orNull]), "text": .text.orNull,
    ], maybe: ["inferred": .flag])

  static let standing = Schema.words(Standing.allCases.map(\.word))
}
