/// What a source says of one conversation at one time: decoded, and as it came.
package struct Record: Equatable, Sendable {
  package var conversation: Conversation
  package var events: [Event]
  /// The vendor's own bytes, kept so that a mended decoder can be run again without calling the vendor.
  package var payload: [UInt8]

  package init(conversation: Conversation, events: [Event], payload: [UInt8]) {
    self.conversation = conversation
    self.events = events
    self.payload = payload
  }
}
