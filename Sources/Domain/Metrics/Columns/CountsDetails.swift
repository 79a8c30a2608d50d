struct CountsDetails: UndoableColumns {
  private var undoing = UndoingColumns()
  private(set) var person = PackedColumn<UInt16>()
  private(set) var holder = PackedColumn<UInt16>()
  private(set) var lastReplier = PackedColumn<UInt16>()
  private(set) var replies = PackedColumn<UInt16>()
  private(set) var turns = PackedColumn<UInt16>()
  private(set) var stations = PackedColumn<UInt8>()
  private(set) var assignees = PackedColumn<UInt8>()
  private(set) var groups = PackedColumn<UInt8>()
  private(set) var participants = PackedColumn<UInt8>()
  private var flagBits = PackedColumn<UInt8>()

  init() {}

  @inline(__always) func undone(_ row: Int) -> UInt32 { undoing.undone[row] }
  @inline(__always) func after(_ row: Int) -> UInt32 { undoing.after(row) }
  @inline(__always) func flags(_ row: Int) -> ClosingFlags { ClosingFlags(rawValue: flagBits[row]) }

  subscript(row: Int) -> CountsDetail {
    CountsDetail(
      undone: undone(row), after: after(row), person: person[row], holder: holder[row], lastReplier: lastReplier[row],
      replies: replies[row], turns: turns[row], stations: stations[row], assignees: assignees[row],
      groups: groups[row], participants: participants[row], flags: flags(row))
  }

  mutating func append(_ detail: CountsDetail) {
    undoing.append(detail)
    person.append(detail.person)
    holder.append(detail.holder)
    lastReplier.append(detail.lastReplier)
    replies.append(detail.replies)
    turns.append(detail.turns)
    stations.append(detail.stations)
    assignees.append(detail.assignees)
    groups.append(detail.groups)
    participants.append(detail.participants)
    flagBits.append(detail.flags.rawValue)
  }

  mutating func trim() {
    undoing.trim()
    person.trim()
    holder.trim()
    lastReplier.trim()
    replies.trim()
    turns.trim()
    stations.trim()
    assignees.trim()
    groups.trim()
    participants.trim()
    flagBits.trim()
  }
}

/// When closings were undone, and done again.
struct UndoingColumns: Sendable {
  private(set) var undone = PackedColumn<UInt32>()
  private var nearAfter = PackedColumn<UInt32>()

  @inline(__always) func after(_ row: Int) -> UInt32 { Near.instant(nearAfter[row], to: undone[row]) }

  mutating func append(_ detail: some Undoable) {
    undone.append(detail.undone)
    nearAfter.append(Near.code(detail.after, to: detail.undone))
  }

  mutating func trim() {
    undone.trim()
    nearAfter.trim()
  }
}
