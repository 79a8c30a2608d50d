import CivilTime
import JSONReader
import Support
import TestKit

@testable import Helpdesks

/// One of the vendor's payloads, decoded by what an account would have told of its people.
enum LiveChatSamples {
  static func json(_ name: String) throws -> JSONValue {
    try JSONValue(utf8: try ContractExamples.bytes("livechat/\(name).json"))
  }

  static func records(of chats: [JSONField], knowing people: LiveChatPeople = LiveChatPeople()) throws -> [Delivery] {
    let records = LiveChatRecord(source: "chat", people: people, observedAt: learnt)
    return try chats.flatMap { chat in
      try LiveChatThread.all(of: chat).map { try records.delivery(of: $0, in: chat) }
    }
  }

  static func record(_ chat: JSONValue, knowing people: LiveChatPeople = LiveChatPeople()) throws -> Record? {
    try records(of: [chat.root], knowing: people).first?.records.first
  }

  /// A chat written here, with one thread.
  static func chat(
    users: String = people, events: [String], thread: String = "", chat: String = ""
  ) throws -> JSONValue {
    try JSONValue(
      """
      {"id": "CHAT1", "users": [\(users)], \(chat)
       "thread": {"id": "T1", "active": false, "user_ids": ["cust-1", "ann@acme.example"], \(thread)
         "created_at": "2026-03-02T10:00:00.000000Z", "access": {"group_ids": [3]},
         "events": [\(events.joined(separator: ","))]}}
      """)
  }

  static let people = """
    {"id": "cust-1", "type": "customer", "name": "Jo", "email": "jo@shop.example"},
    {"id": "ann@acme.example", "type": "agent", "name": "Ann", "visibility": "all"},
    {"id": "ben@acme.example", "type": "agent", "name": "Ben", "visibility": "all"},
    {"id": "0123456789abcdef0123456789abcdef", "type": "agent", "name": "Robo", "visibility": "all"}
    """

  /// An event at `10:MM:SS`.
  static func event(_ number: Int, _ time: String, _ rest: String) -> String {
    #"{"id": "T1_\#(number)", "created_at": "2026-03-02T10:\#(time).000000Z", "visibility": "all", \#(rest)}"#
  }

  static func said(_ number: Int, _ time: String, by author: String, _ text: String = "text") -> String {
    event(number, time, #""type": "message", "text": "\#(text)", "author_id": "\#(author)""#)
  }

  static func system(_ number: Int, _ time: String, _ type: String, _ blanks: String = "") -> String {
    event(
      number, time,
      #""type": "system_message", "text": "…", "system_message_type": "\#(type)", "text_vars": {\#(blanks)}"#)
  }

  static let robo = "0123456789abcdef0123456789abcdef"
}

extension Event {
  /// `10:00:05 message public_reply by agent Ann`, with a tilde where it is inferred.
  var line: String {
    let clock = occurredAt.iso8601.dropFirst(11).dropLast()
    let who = actor.kind == .system ? "system" : "\(actor.kind.rawValue) \(actor.name)"
    return "\(isInferred ? "~" : "")\(clock) \(happening.words) by \(who)"
  }
}

extension Happening {
  fileprivate var words: String {
    switch self {
    case .message(let kind): kind.rawValue
    case .state(let state): "state \(state.rawValue)"
    case .assignment(let person): "assigned to \(person ?? "nobody")"
    case .team(let id): "team \(id ?? "none")"
    case .rating(let rating): "rated \(rating.score) of \(rating.scale)"
    default: "\(self)"
    }
  }
}

extension Record {
  /// The history in the order in which the ledger tells it.
  var lines: [String] { events.sorted(by: Event.precedes).map(\.line) }
}
