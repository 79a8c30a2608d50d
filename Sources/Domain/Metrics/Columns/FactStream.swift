import CivilTime

/// Rows of one kind of fact, each with its moment, its conversation and what else is known of it.
///
/// After loading they lie in the order of time, in blocks that know their first and last moment, so that a question passes
/// over whole blocks. Rows of a changed conversation are marked as gone and appended anew.
struct FactStream<Detail: StreamDetail>: Sendable {
  private(set) var at = PackedColumn<UInt32>()
  private(set) var conversation = PackedColumn<UInt32>()
  /// 0 where the conversation counts; else the raw value of the exclusion, or `gone`.
  private(set) var verdict: [UInt8] = []
  private(set) var detail = Detail.Columns()
  private(set) var blocks = Blocks()
  private(set) var dead = 0

  var count: Int { verdict.count }
  var isEmpty: Bool { verdict.isEmpty }

  mutating func append(at instant: UInt32, conversation index: UInt32, verdict: UInt8, _ detail: Detail) {
    blocks.note(count, at: instant)
    at.append(instant)
    conversation.append(index)
    self.verdict.append(verdict)
    self.detail.append(detail)
  }

  /// `changed` has a flag for each conversation. Tells the rows that are gone now.
  mutating func bury(_ changed: [Bool], _ note: (_ row: Int) -> Void = { _ in }) {
    for row in 0..<count where changed[Int(conversation[row])] && verdict[row] != Verdict.gone {
      verdict[row] = Verdict.gone
      dead += 1
      note(row)
    }
  }

  var isWorthCompacting: Bool { dead > 10_000 && dead * 4 > count }

  mutating func compact() { rebuild(from: 0..<count) { $0 } }

  /// Puts the rows into the order of time. The conversations have moved; `places` tells where each is now.
  mutating func settle(_ places: [UInt32]) {
    guard !isEmpty else { return }
    rebuild(from: order(of: at.values)) { places[Int($0)] }
  }

  private mutating func rebuild(from rows: some Sequence<Int>, _ place: (UInt32) -> UInt32) {
    let old = self
    self = FactStream()
    verdict.reserveCapacity(old.count - old.dead)
    for row in rows where old.verdict[row] != Verdict.gone {
      append(at: old.at[row], conversation: place(old.conversation[row]), verdict: old.verdict[row], old.detail[row])
    }
    at.trim()
    conversation.trim()
    detail.trim()
  }
}

/// What becomes of a row: 0 counts, the raw value of an exclusion leaves it out, and these two say nothing about it.
enum Verdict {
  static let counts: UInt8 = 0
  /// The row does not belong to the question.
  static let outside: UInt8 = 62
  /// A later version of its conversation has replaced it.
  static let gone: UInt8 = 63
  /// Verdicts are below this.
  static let all = 64
}

/// The rows in the order of their moments.
func order(of moments: [UInt32]) -> [Int] {
  // One number holds moment and row, so that sorting moves no other column.
  moments.enumerated().map { UInt64($0.element) << 32 | UInt64($0.offset) }.sorted().map { Int($0 & 0xFFFF_FFFF) }
}

/// Columns hold 32-bit seconds, which reach from 1970 to 2106.
func seconds(_ instant: Instant) -> UInt32 { UInt32(clamping: instant.seconds) }

/// An instant, or a length, that is not there.
let never = UInt32.max
