/// What a workspace decides about its conversations before anything is counted.
package struct Rules: Equatable, Sendable {
  /// A message that contains one of these was sent by a machine, whoever its sender is said to be.
  package var autoReplies: [String]
  /// Names or ids of senders that are programs.
  package var bots: Set<String>
  /// Without states, silence of more than this many seconds ends an episode.
  package var inactivityGap: Int64
  /// Sources in which a public note is an answer to the customer.
  package var publicNotesAreReplies: Set<String>

  package init(
    autoReplies: [String] = ["*977#"], bots: Set<String> = [], inactivityGap: Int64 = 86_400,
    publicNotesAreReplies: Set<String> = []
  ) {
    self.autoReplies = autoReplies
    self.bots = bots
    self.inactivityGap = inactivityGap
    self.publicNotesAreReplies = publicNotesAreReplies
  }
}
