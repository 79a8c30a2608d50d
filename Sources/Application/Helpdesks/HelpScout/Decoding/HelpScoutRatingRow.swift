import CivilTime
import JSONReader
import Support

/// A row of the happiness report. Its `id` is the conversation's, its `ratingId` the level, and `threadid` is all lower
/// case.
struct HelpScoutRatingRow {
  var conversation: Int
  var thread: Int
  var level: HelpScoutRatingLevel
  var createdAt: Instant
  var comments: String?
  var customerID: Int?
  /// May hold an e-mail address.
  var customerName: String?
  var userID: Int?

  init(_ field: JSONField) throws(JSONMismatch) {
    conversation = try field["id"].int
    thread = try field["threadid"].int
    let level = try field["ratingId"].int
    guard let known = HelpScoutRatingLevel(rawValue: level) else {
      throw JSONMismatch(path: field["ratingId"].path, expected: "1, 2 or 3", found: "the number \(level)")
    }
    self.level = known
    guard let createdAt = try field.time("ratingCreatedAt") else {
      throw JSONMismatch(path: field["ratingCreatedAt"].path, expected: "a time", found: "nothing")
    }
    self.createdAt = createdAt
    comments = try field.text("ratingComments")
    customerID = try field.number("ratingCustomerId")
    customerName = try field.text("ratingCustomerName")
    userID = try field.number("ratingUserId")
  }

  func notice(of source: String, at observedAt: Instant) -> Notice {
    Notice(
      ConversationKey(source: source, vendorID: String(conversation)),
      Event(
        id: Rating.helpScoutEventID(thread: thread, customer: customerID), occurredAt: createdAt,
        observedAt: observedAt, sequence: thread &* 8 &+ HelpScoutHistory.Step.inferred.rawValue,
        actor: Actor(kind: .customer, id: customerID.map(String.init) ?? "", name: customerName ?? ""),
        happening: .rating(.helpScout(level, of: thread, crediting: userID)), text: comments))
  }
}
