package import Helpdesks
package import Warehouse

/// What an import did, for the terminal, the page and the API alike.
package struct ImportReport: Equatable, Sendable {
  package var run: Int64
  package var source: String
  /// Conversations of the file that hold at least one message that is not automatic.
  package var conversations = 0
  /// Messages of the file that are not automatic.
  package var messages = 0
  package var autoReplies = 0
  package var duplicates = 0
  /// The rows set aside; of very many only the first are listed.
  package var rejected: [RejectedRow] = []
  package var rejectedCount = 0
  package var warnings: [String] = []
  /// What the ledger made of it: new, changed and unchanged conversations, and messages it did not have.
  package var outcome = RecordingOutcome()

  package init(run: Int64, source: String) {
    self.run = run
    self.source = source
  }

  package var changedNothing: Bool { outcome.added == 0 && outcome.changed == 0 }
}

/// How far an import is.
package struct ImportProgress: Equatable, Sendable {
  package var bytesRead: Int
  package var conversations: Int
  package var autoReplies = 0
  package var rejected: Int

  package init(bytesRead: Int = 0, conversations: Int = 0, autoReplies: Int = 0, rejected: Int = 0) {
    (self.bytesRead, self.conversations) = (bytesRead, conversations)
    (self.autoReplies, self.rejected) = (autoReplies, rejected)
  }
}
