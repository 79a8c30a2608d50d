/// What a source says of one conversation at one time: decoded, and as it came.
package struct Record: Equatable, Sendable {
  package var conversation: Conversation
  package var events: [Event]
  /// Beginnings of event ids of which the vendor listed all there are: an event that is known and not among `events` any
  /// more is withdrawn. Empty where `events` is only a part, as in an export.
  package var complete: [String]
  package var unseen: Unseen
  /// The vendor's own bytes, kept so that a mended decoder can be run again without calling the vendor.
  package var payload: [UInt8]

  package init(
    conversation: Conversation, events: [Event], complete: [String] = [], unseen: Unseen = Unseen(), payload: [UInt8]
  ) {
    self.conversation = conversation
    self.events = events
    self.complete = complete
    self.unseen = unseen
    self.payload = payload
  }
}

/// What the vendor has of a conversation and a record does not show, because the account may not read it or it could not
/// be read. Whatever is known of it from earlier stays.
package struct Unseen: Equatable, Sendable {
  /// Whose the conversation is: the id by which the customer goes as long as nobody can tell.
  package var customer: String?
  /// What customers are called.
  package var customerNames = false
  package var company = false
  /// Who is who among those who answer, such as which number is a person and which a queue.
  package var colleagues = false
  /// Custom fields.
  package var fields = false
  /// What was said, or some of it: channel, inbox and who began may follow from it.
  package var messages = false
  /// Beginnings of ids of events that stand in for others which were not seen, by the beginnings of those.
  package var standIns: [String: String] = [:]

  package init() {}
}

/// Something learnt of a conversation without the conversation itself: that it is gone, was merged, or was rated.
///
/// It is booked where the conversation is known, and where it is not there is nothing to correct.
package struct Notice: Equatable, Sendable {
  package var key: ConversationKey
  package var event: Event

  package init(_ key: ConversationKey, _ event: Event) {
    self.key = key
    self.event = event
  }
}
