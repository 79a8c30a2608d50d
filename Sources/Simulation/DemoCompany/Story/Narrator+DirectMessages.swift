internal import CivilTime

// Messages of a social network: no states, no people who hold them, only who wrote what.
extension Narrator {
  mutating func tellDirectMessages(_ chance: inout Chance) {
    switch chance.index(weights: [66, 10, 8, 16]) {
    case 0: tellTalk(&chance)
    case 1: write(exchange.question, &chance)
    case 2: tellApproach(&chance)
    default:
      tellTalk(&chance)
      pause(chance.within(2 * 86_400...40 * 86_400))
      let exchange = chance.pick(book.returns)
      write(exchange.question, &chance)
      answer(exchange.answer, &chance)
    }
  }

  private mutating func tellTalk(_ chance: inout Chance) {
    write(exchange.question, &chance)
    answer(exchange.answer, &chance)
    talkOn(&chance)
    if chance.happens(60) { thank(&chance) }
  }

  /// What the customer writes, and what machines say to it.
  private mutating func write(_ question: String, _ chance: inout Chance) {
    ask(question, &chance)
    if chance.happens(setting.rota.present(at: now).isEmpty ? 55 : 8) {
      pause(chance.within(1...5))
      happen(.autoReply(slots.fill(chance.pick(MachinePhrases.automatic))), by: .automation)
    }
    guard chance.happens(10), let bot = setting.cast.bots.first else { return }
    pause(chance.within(2...9))
    say(.bot(bot.id), chance.pick(MachinePhrases.bot))
  }

  private mutating func tellApproach(_ chance: inout Chance) {
    let person = setting.rota.somebody(at: now, knowing: nil, &chance)
    now = setting.rota.nextAtWork(person, from: now)
    meet(person)
    let exchange = chance.pick(SidePhrases.outbound)
    say(.staff(person.id), exchange.question)
    guard chance.happens(65) else { return }
    pause(chance.patience())
    customerSays(exchange.answer)
    answer(chance.pick(SidePhrases.outboundAnswers), &chance)
  }
}
