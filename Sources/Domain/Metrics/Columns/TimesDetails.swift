/// A column for each length: most sources tell of few, and what is never told takes no room.
struct TimesDetails: UndoableColumns {
  private var undoing = UndoingColumns()
  private(set) var person = PackedColumn<UInt16>()
  private(set) var holder = PackedColumn<UInt16>()
  private var firstMarks = PackedColumn<UInt8>()
  /// By `TimeKind`, calendar and business.
  private var lengths = [PackedColumn<UInt32>](repeating: PackedColumn(), count: TimesDetail.lengthCount)

  init() {}

  @inline(__always) func undone(_ row: Int) -> UInt32 { undoing.undone[row] }
  @inline(__always) func after(_ row: Int) -> UInt32 { undoing.after(row) }
  @inline(__always) func isFirst(_ row: Int) -> Bool { firstMarks[row] == 1 }

  func length(_ kind: TimeKind, inHours: Bool) -> PackedColumn<UInt32> {
    lengths[kind.rawValue * 2 + (inHours ? 1 : 0)]
  }

  subscript(row: Int) -> TimesDetail {
    TimesDetail(
      undone: undone(row), after: after(row), person: person[row], holder: holder[row], isFirst: isFirst(row),
      lengths: InlineArray { lengths[$0][row] })
  }

  mutating func append(_ detail: TimesDetail) {
    undoing.append(detail)
    person.append(detail.person)
    holder.append(detail.holder)
    firstMarks.append(detail.isFirst ? 1 : 0)
    for index in lengths.indices { lengths[index].append(detail.lengths[index]) }
  }

  mutating func trim() {
    undoing.trim()
    person.trim()
    holder.trim()
    firstMarks.trim()
    for index in lengths.indices { lengths[index].trim() }
  }
}
