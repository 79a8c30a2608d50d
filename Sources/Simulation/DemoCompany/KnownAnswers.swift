package import CivilTime

/// What any honest count of the generated file must find, kept while it is written.
///
/// It follows the product's definitions with the rules the demo company needs: messages that contain `autoReplyMark`
/// are automatic, `HaldenSoftware.bot` is a bot, and silence of more than a day ends an episode.
package struct KnownAnswers: Equatable, Sendable {
  package internal(set) var conversations = 0
  package internal(set) var messages = 0
  package internal(set) var customerMessages = 0
  package internal(set) var autoReplies = 0
  package internal(set) var botMessages = 0
  /// By the local day, and by the first of the local month, on which the first message came.
  package internal(set) var createdPerDay: [LocalDay: Int] = [:]
  package internal(set) var createdPerMonth: [LocalDay: Int] = [:]
  /// By the first of the local month of the reply, then by the agent's id; the unnamed agent's id is empty.
  package internal(set) var repliesPerMonth: [LocalDay: [String: Int]] = [:]
  /// By the month of creation: from the first customer message to the first human reply after it, sorted.
  package internal(set) var firstResponseSeconds: [LocalDay: [Int64]] = [:]
  /// Conversations in which a human wrote first.
  package internal(set) var outbound = 0
  /// Conversations whose first question nobody answered before it lapsed, or that still wait at the end.
  package internal(set) var withoutFirstResponse = 0

  package var replies: Int { repliesPerMonth.values.reduce(0) { $0 + $1.values.reduce(0, +) } }
}

extension KnownAnswers {
  mutating func count(_ chat: [Line], in zone: Zone) {
    guard let first = chat.first else { return }
    let day = zone.day(of: first.at)
    let month = day.firstOfMonth
    conversations += 1
    createdPerDay[day, default: 0] += 1
    createdPerMonth[month, default: 0] += 1
    for line in chat { count(line, in: zone) }
    if case .colleague = first.speaker { outbound += 1 }
    countFirstResponse(chat, month: month)
  }

  private mutating func count(_ line: Line, in zone: Zone) {
    messages += 1
    switch line.speaker {
    case .customer: customerMessages += 1
    case .bot: botMessages += 1
    case .autoReply: autoReplies += 1
    case .colleague(let id, _):
      repliesPerMonth[zone.day(of: line.at).firstOfMonth, default: [:]][id, default: 0] += 1
    }
  }

  private mutating func countFirstResponse(_ chat: [Line], month: LocalDay) {
    guard let asked = chat.firstIndex(where: { $0.speaker == .customer }) else { return }
    var last = chat[asked].at
    for line in chat[asked...] where line.speaker != .autoReply {
      if line.at - last > 86_400 { break }
      last = line.at
      guard case .colleague = line.speaker else { continue }
      firstResponseSeconds[month, default: []].append(line.at - chat[asked].at)
      return
    }
    withoutFirstResponse += 1
  }

  mutating func finish() {
    for month in firstResponseSeconds.keys { firstResponseSeconds[month]?.sort() }
  }
}
