import CivilTime
import JSONReader
import Support

/// One entry in a conversation: a message, a note, a call, or a line item that tells what was done.
///
/// It never changes and goes through many hands, so that it is shared instead of copied.
final class HelpScoutThread: Sendable {
  enum Kind: Equatable {
    case customer, message, note, lineItem, phone, chat, forward, other
  }

  /// Who holds the conversation from this entry on.
  enum Holder: Equatable {
    case untold, nobody
    case somebody(HelpScoutPerson)
  }

  let id: Int
  let kind: Kind
  /// The status that the conversation got with this entry; `nochange` where it got none.
  let status: String?
  let state: String?
  let action: HelpScoutAction
  /// HTML; line items have none.
  let body: String?
  let sourceType: String?
  let author: HelpScoutPerson?
  let customer: HelpScoutPerson?
  let holder: Holder
  let createdAt: Instant
  let scheduledFor: Instant?
  let rating: HelpScoutThreadRating?

  init(_ field: JSONField, naming people: HelpScoutPeople = HelpScoutPeople()) throws(JSONMismatch) {
    id = try field["id"].int
    kind = Kind(try field.text("type"))
    status = try field.text("status")
    state = try field.text("state")
    action = try HelpScoutAction(field["action"])
    body = try field["body"].ifPresent?.string
    sourceType = try field["source"].text("type")
    author = try people.person(field["createdBy"])
    customer = try people.person(field["customer"])
    holder = Holder(try people.person(field["assignedTo"]), changedBy: action, in: kind)
    guard let createdAt = try field.time("createdAt") else {
      throw JSONMismatch(path: field["createdAt"].path, expected: "a time", found: "nothing")
    }
    self.createdAt = createdAt
    scheduledFor = try field["scheduled"].time("scheduledFor")
    rating = try HelpScoutThreadRating(field["rating"])
  }

  /// Drafts, replies that wait for a decision, and messages that are to be sent later are no messages yet. A hidden entry
  /// was sent all the same.
  func isPublished(at now: Instant) -> Bool {
    switch state {
    case "draft", "review", "underreview": false
    default: scheduledFor.map { $0 <= now } ?? true
    }
  }

  /// Who wrote the mail that a customer's entry came from.
  var sender: String { author?.email ?? customer?.email ?? "" }
}

extension HelpScoutThread {
  /// “Keys missing or null more often than in the threads call”: whether an embedded entry has all that is read from it.
  static func isWhole(_ field: JSONField, of type: JSONField) -> Bool {
    guard !field["id"].isMissingOrNull, !field["createdAt"].isMissingOrNull, !field["createdBy"].isMissingOrNull,
      type.kind == .text
    else { return false }
    return !field[type.says("lineitem") ? "action" : "body"].isMissingOrNull
  }

  /// Whether the conversation's stated number of threads includes this one: “line items and drafts not counted”.
  static func isCounted(_ field: JSONField, of type: JSONField) -> Bool {
    !type.says("lineitem") && !field["state"].says("draft")
  }
}

extension HelpScoutThread.Kind {
  fileprivate init(_ word: String?) {
    switch word {
    case "customer": self = .customer
    case "message": self = .message
    case "note": self = .note
    case "lineitem": self = .lineItem
    case "phone": self = .phone
    case "chat", "beaconchat": self = .chat
    case "forwardparent", "forwardchild": self = .forward
    default: self = .other
    }
  }
}

extension HelpScoutThread.Holder {
  /// The vendor names nobody by a person of its own. Where nothing stands, only a change of the assignee means nobody.
  fileprivate init(_ person: HelpScoutPerson?, changedBy action: HelpScoutAction, in kind: HelpScoutThread.Kind) {
    guard let person, person.id != nil else {
      self = kind == .lineItem && action.is(.changedAssignee) ? .nobody : .untold
      return
    }
    self = person.isNobody ? .nobody : .somebody(person)
  }
}

/// What a line item tells, in the vendor's words.
struct HelpScoutAction: Equatable {
  var type: String?
  var text: String?
  private var deed: HelpScoutDeed?
  /// Ids by what they are of. An empty list stands for an empty object.
  private var entities: [String: Int] = [:]

  init(_ field: JSONField) throws(JSONMismatch) {
    guard let field = field.ifPresent else { return }
    type = try field.text("type")
    text = try field.text("text")
    deed = type.flatMap { HelpScoutDeed(word: $0) }
    guard case .object(let object) = field["associatedEntities"].value else { return }
    for member in object.members {
      if let id = HelpScoutAction.id(member.value) { entities[member.key.inLowerCase] = id }
    }
  }

  /// `moved-from-mailbox`; older words for the same are `movedFromMailbox`.
  func `is`(_ deed: HelpScoutDeed) -> Bool { deed == self.deed }

  /// The id of the entity whose name holds one of these words.
  func entity(_ words: String...) -> Int? {
    entities.keys.sorted().first { key in words.contains { key.contains($0) } }.flatMap { entities[$0] }
  }

  /// A number, its digits, or something that has one.
  private static func id(_ value: JSONValue) -> Int? {
    switch value {
    case .number(let number): number.int
    case .text(let text): Int(text)
    case .object(let object): object["id"].flatMap { id($0) }
    case .array(let values): values.first.flatMap { id($0) }
    case .bool, .null: nil
    }
  }

}

/// What line items tell that leads to an event.
enum HelpScoutDeed: String, CaseIterable {
  case changedAssignee = "changedticketassignee"
  case moved = "movedfrommailbox"
  case merged
  case deleted = "deletedticket"

  /// Made once: each line item is held against it.
  private static let all = allCases

  fileprivate init?(word type: String) {
    let plain = type.utf8.lazy.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }.map(lowercased)
    guard let deed = HelpScoutDeed.all.first(where: { plain.elementsEqual($0.rawValue.utf8) }) else { return nil }
    self = deed
  }
}

/// A customer's judgement as threads show it; when it was given stands only in the report.
struct HelpScoutThreadRating: Equatable {
  var customerID: Int?
  var level: HelpScoutRatingLevel
  var comments: String?

  /// Nothing where there is none, or one in a word that is not known.
  init?(_ field: JSONField) throws(JSONMismatch) {
    guard let field = field.ifPresent, let level = HelpScoutRatingLevel(word: try field.text("rating") ?? "") else {
      return nil
    }
    self.level = level
    customerID = try field.number("customerId")
    comments = try field.text("comments")
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
