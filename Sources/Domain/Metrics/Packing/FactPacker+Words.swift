import CivilTime
import Support

extension FactPacker {
  func messages(_ writer: inout PackWriter) {
    // Both are in the order of time.
    var turns = facts.turns[...]
    rows(facts.messages.filter { !$0.isCustomers }, &writer) { message, writer in
      var beginsTurn = false
      if let turn = turns.first, message.role == .reply, turn.eventID == message.eventID, turn.origin == message.origin
      {
        beginsTurn = true
        turns.removeFirst()
      }
      instant(message.at, &writer)
      writer.byte(MessageCode(message, beginsTurn: beginsTurn).rawValue)
      person(message.actor, &writer)
      person(message.holder, &writer)
    }
  }

  func customerWords(_ writer: inout PackWriter) {
    rows(facts.messages.filter(\.isCustomers), &writer) { message, writer in
      instant(message.at, &writer)
      writer.byte(MessageCode(message, beginsTurn: false).rawValue)
    }
  }

  func waits(_ indices: [Int], _ writer: inout PackWriter) {
    let reopening = indices.isEmpty ? [] : Set(facts.reopenWaits.map(\.since))
    rows(indices, &writer) { index, writer in
      let wait = facts.waits[index]
      instant(wait.since, &writer)
      writer.byte(WaitFlags(wait, isFirst: index == 0, reopens: reopening.contains(wait.since)).rawValue)
      instant(wait.until, &writer)
      if case .answered(_, let actor) = wait.end { person(actor, &writer) } else { writer.text(nil) }
      person(wait.holder, &writer)
      writer.optional(wait.length?.business ?? nil)
      rows(wait.asides, &writer) { aside, writer in
        writer.signed(aside.from - createdAt)
        instant(aside.to, &writer)
      }
    }
  }
}
