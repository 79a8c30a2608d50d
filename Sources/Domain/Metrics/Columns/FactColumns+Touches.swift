/// How many conversations the rules about what counts have touched, of all there are.
package struct RuleTouches: Equatable, Sendable {
  /// Those with an answer that a machine sent.
  package var automatic = 0
  /// Tests and internal matters.
  package var test = 0
  /// Those in which a program wrote, by its name.
  package var programs: [String: Int] = [:]
  /// Those in which a reply was left out, by who wrote it.
  package var replies: [String: Int] = [:]
  /// Those that are left out, by who holds them.
  package var held: [String: Int] = [:]
}

extension FactColumns {
  package func ruleTouches() -> RuleTouches {
    var touches = RuleTouches()
    var (automatic, programs, replies) = (Marks(), [UInt16: Marks](), [UInt16: Marks]())
    for row in 0..<messages.count where messages.verdict[row] != Verdict.gone {
      let (person, conversation) = (messages.detail[row].person, Int(messages.conversation[row]))
      switch messages.code(row) {
      case .autoReply: automatic.set(conversation, of: conversations.count)
      case .bot: programs[person, default: Marks()].set(conversation, of: conversations.count)
      case .excludedReply: replies[person, default: Marks()].set(conversation, of: conversations.count)
      default: break
      }
    }
    touches.automatic = automatic.count
    touches.programs = named(programs)
    touches.replies = named(replies)
    touches.test = (0..<conversations.count).count { conversations.standing[$0] == Exclusion.test.rawValue }
    for code in attributes.dropped.now where code != 0 {
      touches.held[attributes.dropped.names[code], default: 0] += 1
    }
    return touches
  }

  private func named(_ marks: [UInt16: Marks]) -> [String: Int] {
    Dictionary(marks.map { (people[$0.key], $0.value.count) }, uniquingKeysWith: +)
  }
}

/// Which conversations were met, each counted once.
private struct Marks {
  private var isMet: [Bool] = []
  private(set) var count = 0

  mutating func set(_ conversation: Int, of all: Int) {
    if isMet.isEmpty { isMet = [Bool](repeating: false, count: all) }
    if isMet[conversation] { return }
    isMet[conversation] = true
    count += 1
  }
}
