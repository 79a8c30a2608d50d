/// What is known of the rows of a stream besides moment, conversation and verdict.
protocol StreamDetail: Sendable {
  associatedtype Columns: DetailColumns = PlainDetails<Self> where Columns.Detail == Self
}

protocol DetailColumns: Sendable {
  associatedtype Detail

  init()
  subscript(row: Int) -> Detail { get }
  mutating func append(_ detail: Detail)
  /// Gives back the room that was kept for more.
  mutating func trim()
}

/// Tells of one row when it was reopened and done again, without putting its whole detail together.
protocol UndoableColumns: DetailColumns {
  func undone(_ row: Int) -> UInt32
  func after(_ row: Int) -> UInt32
}

/// Details one after the other, as they are: for streams that few desks fill.
struct PlainDetails<Detail: Sendable>: DetailColumns {
  private var details: [Detail] = []

  init() {}

  @inline(__always) subscript(row: Int) -> Detail { details[row] }

  mutating func append(_ detail: Detail) { details.append(detail) }

  mutating func trim() { details = details.exact }
}

struct MessageDetails: DetailColumns {
  private(set) var person = PackedColumn<UInt16>()
  private(set) var holder = PackedColumn<UInt16>()

  init() {}

  subscript(row: Int) -> MessageDetail { MessageDetail(person: person[row], holder: holder[row]) }

  mutating func append(_ detail: MessageDetail) {
    person.append(detail.person)
    holder.append(detail.holder)
  }

  mutating func trim() {
    person.trim()
    holder.trim()
  }
}

struct WordDetails: DetailColumns {
  subscript(row: Int) -> WordDetail { WordDetail() }
  mutating func append(_ detail: WordDetail) {}
  mutating func trim() {}
}

/// Instants as distances from the beginning of the episode.
struct ClosingDetails: UndoableColumns {
  private(set) var since = PackedColumn<UInt32>()
  private var nearUndone = PackedColumn<UInt32>()
  private var nearAfter = PackedColumn<UInt32>()
  private var nearQuestion = PackedColumn<UInt32>()
  private var nearFirstReply = PackedColumn<UInt32>()
  private(set) var person = PackedColumn<UInt16>()
  private(set) var holder = PackedColumn<UInt16>()
  private(set) var flags: [ClosingFlags] = []

  init() {}

  @inline(__always) func undone(_ row: Int) -> UInt32 { instant(nearUndone[row], row) }
  @inline(__always) func after(_ row: Int) -> UInt32 { instant(nearAfter[row], row) }
  @inline(__always) func firstReply(_ row: Int) -> UInt32 { instant(nearFirstReply[row], row) }
  @inline(__always) func question(_ row: Int) -> UInt32 { instant(nearQuestion[row], row) }
  @inline(__always) private func instant(_ code: UInt32, _ row: Int) -> UInt32 {
    code == never ? never : since[row] &+ Near.distance(code)
  }

  subscript(row: Int) -> ClosingDetail {
    let since = since[row]
    return ClosingDetail(
      since: since, undone: Near.instant(nearUndone[row], to: since), after: Near.instant(nearAfter[row], to: since),
      question: Near.instant(nearQuestion[row], to: since), firstReply: Near.instant(nearFirstReply[row], to: since),
      person: person[row], holder: holder[row], flags: flags[row])
  }

  mutating func append(_ detail: ClosingDetail) {
    since.append(detail.since)
    nearUndone.append(Near.code(detail.undone, to: detail.since))
    nearAfter.append(Near.code(detail.after, to: detail.since))
    nearQuestion.append(Near.code(detail.question, to: detail.since))
    nearFirstReply.append(Near.code(detail.firstReply, to: detail.since))
    person.append(detail.person)
    holder.append(detail.holder)
    flags.append(detail.flags)
  }

  mutating func trim() {
    since.trim()
    nearUndone.trim()
    nearAfter.trim()
    nearQuestion.trim()
    nearFirstReply.trim()
    person.trim()
    holder.trim()
    flags = flags.exact
  }
}

struct ReopenDetails: DetailColumns {
  private var undone = PackedColumn<UInt32>()
  private var person = PackedColumn<UInt16>()
  private var isTold = PackedColumn<UInt8>()

  subscript(row: Int) -> ReopenDetail {
    ReopenDetail(undone: undone[row], person: person[row], isTold: isTold[row] == 1)
  }

  mutating func append(_ detail: ReopenDetail) {
    undone.append(detail.undone)
    person.append(detail.person)
    isTold.append(detail.isTold ? 1 : 0)
  }

  mutating func trim() {
    undone.trim()
    person.trim()
    isTold.trim()
  }
}

extension Array {
  /// The same without room for more.
  var exact: [Element] {
    var exact: [Element] = []
    exact.reserveCapacity(count)
    exact.append(contentsOf: self)
    return exact
  }
}
