package import CivilTime

extension Tale {
  /// How a tale stands after its last beat.
  package struct Standing: Sendable, Equatable {
    package enum Status: Sendable { case new, open, pending, solved, closed }

    package var status = Status.new
    /// Who it is assigned to.
    package var holder: Int?
    package var team: Int?
    /// In the order in which they were set.
    package var tags: [String] = []
    package var isSpam = false
    package var isDeleted = false
    package var mergedInto: Int?
    package var firstReplyAt: Instant?
    /// The last entry into solved or closed, and by whom, while it is still done.
    package var doneAt: Instant?
    package var doneBy: Beat.Doer?
    package var minutes = 0

    package var isDone: Bool { status == .solved || status == .closed }
    /// Spam, deleted and merged tales count for nothing.
    package var isCounted: Bool { !isSpam && !isDeleted && mergedInto == nil }
  }

  package var standing: Standing { beats.reduce(into: Standing()) { $0.take($1) } }
}

extension Tale.Standing {
  package mutating func take(_ beat: Beat) {
    switch beat.deed {
    case .message: if beat.replier != nil { replied(at: beat.at) }
    case .assigned(let id): holder = id
    case .moved(let id): team = id
    case .tagged(let tag): if !tags.contains(tag) { tags.append(tag) }
    case .untagged(let tag): tags.removeAll { $0 == tag }
    case .pending: status = .pending
    case .resumed, .reopened: reopen()
    case .solved, .closed: finish(beat)
    case .merged(let number): mergedInto = number
    case .markedSpam: isSpam = true
    case .deleted: isDeleted = true
    case .worked(let more, _): minutes += more
    case .autoReply, .note, .absorbed, .rated, .queued, .joined, .left: break
    }
  }

  private mutating func replied(at instant: Instant) {
    firstReplyAt = firstReplyAt ?? instant
    if status == .new { status = .open }
  }

  private mutating func reopen() {
    status = .open
    doneAt = nil
    doneBy = nil
  }

  private mutating func finish(_ beat: Beat) {
    if !isDone {
      doneAt = beat.at
      doneBy = beat.doer
    }
    status = beat.deed == .closed ? .closed : .solved
  }
}
