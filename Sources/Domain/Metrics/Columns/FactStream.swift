import CivilTime

/// Rows of one kind of fact, each with its moment, its conversation and what else is known of it.
///
/// After loading they lie in the order of time, in blocks that know their first and last moment, so that a question passes
/// over whole blocks. Rows of a changed conversation are marked as gone and appended anew.
struct FactStream<Detail: StreamDetail>: Sendable {
  private(set) var at = PackedColumn<UInt32>()
  private(set) var conversation = PackedColumn<UInt32>()
  /// 0 where the conversation counts; else the raw value of the exclusion, or `gone`.
  private(set) var verdict = VerdictColumn()
  private(set) var detail = Detail.Columns()
  private(set) var blocks = Blocks()
  private(set) var dead = 0

  var count: Int { verdict.count }
  var isEmpty: Bool { verdict.isEmpty }

  /// - Parameter kind: of streams that hold several kinds of rows, up to 15.
  mutating func append(
    at instant: UInt32, conversation index: UInt32, verdict: UInt8, kind: UInt8 = 0, _ detail: Detail
  ) {
    blocks.note(count, at: instant)
    at.append(instant)
    conversation.append(index)
    self.verdict.append(verdict, kind: kind)
    self.detail.append(detail)
  }

  /// `changed` has a flag for each conversation. Tells the rows that are gone now.
  mutating func bury(_ changed: [Bool], _ note: (_ row: Int) -> Void = { _ in }) {
    for row in 0..<count where changed[Int(conversation[row])] && verdict[row] != Verdict.gone {
      verdict.bury(row)
      dead += 1
      note(row)
    }
  }

  var isWorthCompacting: Bool { dead > 10_000 && dead * 4 > count }

  mutating func compact() { rebuild(from: 0..<count) { $0 } }

  /// Puts the rows into the order of time. The conversations have moved; `places` tells where each is now.
  ///
  /// - Parameter beginning: by which those that have not ended lie behind the others.
  mutating func settle(_ places: [UInt32], openBy beginning: (_ row: Int) -> UInt32 = { _ in 0 }) {
    guard !isEmpty else { return }
    var order = order(of: at.values)
    let firstOpen = order.firstIndex { at[$0] == never } ?? order.endIndex
    order[firstOpen...].sort { (beginning($0), $0) < (beginning($1), $1) }
    rebuild(from: order) { places[Int($0)] }
  }

  private mutating func rebuild(from rows: some Sequence<Int>, _ place: (UInt32) -> UInt32) {
    let old = self
    self = FactStream()
    verdict.reserve(old.count - old.dead)
    for row in rows where old.verdict[row] != Verdict.gone {
      append(
        at: old.at[row], conversation: place(old.conversation[row]), verdict: old.verdict[row],
        kind: old.verdict.kind(row), old.detail[row])
    }
    at.trim()
    conversation.trim()
    detail.trim()
  }
}

extension FactStream<MessageDetail> {
  @inline(__always) func code(_ row: Int) -> MessageCode { MessageCode(rawValue: verdict.kind(row)) ?? .unknown }
}

extension FactStream<WordDetail> {
  @inline(__always) func code(_ row: Int) -> MessageCode { MessageCode(rawValue: verdict.kind(row)) ?? .customer }
}

/// Verdicts that whole conversations have, and what kind of row each is, in one byte.
struct VerdictColumn: Sendable {
  private var marks: [UInt8] = []
  /// Verdicts on conversations are few, and `gone` is far from them.
  private static let gone: UInt8 = 15

  var count: Int { marks.count }
  var isEmpty: Bool { marks.isEmpty }

  /// Verdict and kind in one number, for tables of what becomes of each.
  @inline(__always) func mark(_ row: Int) -> UInt8 { marks[row] }
  @inline(__always) func kind(_ row: Int) -> UInt8 { marks[row] &>> 4 }
  @inline(__always) subscript(row: Int) -> UInt8 { VerdictColumn.verdict(of: marks[row]) }

  @inline(__always) static func verdict(of mark: UInt8) -> UInt8 {
    let low = mark & 15
    return low == gone ? Verdict.gone : low
  }
  private static func mark(_ verdict: UInt8, _ kind: UInt8) -> UInt8 { kind &<< 4 | min(verdict, gone) }

  mutating func append(_ verdict: UInt8, kind: UInt8) {
    marks.append(VerdictColumn.mark(verdict, kind))
  }
  mutating func set(_ row: Int, to verdict: UInt8, kind: UInt8) { marks[row] = VerdictColumn.mark(verdict, kind) }
  /// Puts the rows into another order.
  mutating func arrange(_ order: [Int]) { marks = order.map { marks[$0] } }
  mutating func bury(_ row: Int) { marks[row] |= VerdictColumn.gone }
  mutating func reserve(_ count: Int) { marks.reserveCapacity(count) }
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
