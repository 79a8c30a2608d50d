import CivilTime

@testable import Support

/// Chance from outside: the same seed gives the same histories on every machine.
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  /// Neighbouring seeds must not tell the same story a step later.
  init(seed: Int) {
    state = UInt64(seed) &* 0xD134_2543_DE82_EF95 ^ 0x2545_F491_4F6C_DD1D
    state = next() ^ next() << 17
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}

/// How much a source tells of states.
enum Telling: CaseIterable {
  case history, timesOnly, nothing
}

/// A history of some twenty things within some minutes, many of them in one second.
func randomHistory(_ telling: Telling, seed: Int, events limit: Int = 24) -> History {
  var chance = Chance(seed: seed)
  var second: Int64 = 0
  var words: [String] = []
  if telling != .nothing { words.append("s:open 0") }
  for _ in 0...chance.below(limit) {
    second += [0, 0, 1, 2, 7, 30, 61, 150].randomElement(using: &chance) ?? 0
    words.append("\(randomWord(telling, &chance)) \(second)")
  }
  return history(words.joined(separator: ", ")) { conversation in
    conversation.createdAt = chance.below(3) > 0 ? at(0) : nil
    conversation.hasStates = telling != .nothing
  }
}

private func randomWord(_ telling: Telling, _ chance: inout Chance) -> String {
  func any(_ words: [String]) -> String { words.randomElement(using: &chance) ?? "C" }
  switch chance.below(20) {
  case 0..<5: return any(["C", "C", "C", "T"])
  case 5..<9: return any(["H!oscar", "H!priya", "H!tomasz"])
  case 9..<14 where telling == .history:
    return any(["s:solved", "s:closed", "s:open", "s:pending", "s:on_hold"]) + any(["!priya", "!system", "!customer"])
  case 9..<12 where telling == .timesOnly: return any(["s:solved~", "s:solved~", "s:closed~", "s:open~"]) + ""
  case 14: return any(["B", "A", "N!priya", "U"])
  case 15, 16: return any(["a:oscar", "a:priya", "a:tomasz", "a:wynn", "a:-"]) + any(["!oscar", "!system"])
  case 17: return any(["t:tier1", "t:tier2", "t:-"])
  case 18: return any(["+vip!priya", "-vip!priya", "+new", "time:60!tomasz", "queued", "joined!priya", "handoff"])
  default: return any(["C", "H!oscar", "survey", "rate:1/5", "rate:5/5@a"])
  }
}

/// What kind of event one is, as naively as can be.
extension Event {
  var isQuestion: Bool { happening == .message(.publicReply) && actor.kind == .customer }
  var isAnswer: Bool { happening == .message(.publicReply) && actor.kind == .agent }
  var isWord: Bool { happening == .message(.publicReply) && actor.kind != .unknown }

  var state: ConversationState? { if case .state(let state) = happening { state } else { nil } }
}
