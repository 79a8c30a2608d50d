import CivilTime
import Support

/// What a thread tells outside of its events.
extension LiveChatHistory {
  mutating func addWhatIsToldElsewhere() {
    addTeam()
    addQueue()
    // A tag of the vendor's own flows: the bot gave up, and nobody came.
    if thread.tags.contains("chatbot-transfer") { inferHandOff() }
    addClose()
    addRating()
  }

  private mutating func addTeam() {
    guard !teamIsTold, let group = thread.groupIDs.first else { return }
    add("team", at: thread.createdAt, 0, by: LiveChatCast.system, .team(id: group), isInferred: true)
  }

  /// While a chat waits its place in the queue is told; later only how long it waited altogether.
  private mutating func addQueue() {
    let seconds = thread.queuesDuration ?? 0
    if let queuedAt = thread.queuedAt {
      add("queued", at: queuedAt, 0, by: cast.customer, .queued)
    } else if seconds > 0 {
      add("queued", at: thread.createdAt, 0, by: cast.customer, .queued, isInferred: true)
    }
    guard seconds > 0, !joinIsTold, thread.queuedAt == nil, let person = firstPerson else { return }
    add("joined", at: thread.createdAt + seconds, 0, by: person, .joined, isInferred: true)
  }

  private mutating func addClose() {
    guard !thread.isActive, !closeIsTold else { return }
    add("closed", at: thread.end, Int.max, by: LiveChatCast.routing, .state(.closed), isInferred: true)
  }

  private mutating func addRating() {
    let place = rating.ratedBy
    let at = place?.at ?? thread.end
    if let score = rating.score {
      add(
        "rating", at: at, place?.number ?? Int.max, by: cast.customer, .rating(Rating(score: score ? 2 : 1, of: 2)),
        text: rating.comment, isInferred: place == nil)
    } else if let comment = rating.comment {
      add("comment", at: at, place?.number ?? Int.max, by: cast.customer, .message(.survey), text: comment)
    }
  }
}
