/// What a source says of one conversation at one time: decoded, and as it came.
package struct Record: Equatable, Sendable {
  package var conversation: Conversation
  package var events: [Event]
  /// Beginnings of event ids of which the vendor listed all there are: an event that is known and not among `events` any
  /// more is withdrawn. Empty where `events` is only a part, as in an export.
  package var complete: [String]
  /// The vendor's own bytes, kept so that a mended decoder can be run again without calling the vendor.
  package var payload: [UInt8]

  package init(conversation: Conversation, events: [Event], complete: [String] = [], payload: [UInt8]) {
    self.conversation = conversation
    self.events = events
    self.complete = complete
    self.payload = payload
  }
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
