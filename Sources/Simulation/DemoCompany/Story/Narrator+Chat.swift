internal import CivilTime

// Live chat: somebody waits, somebody comes, and it is over when one of them goes.
extension Narrator {
  mutating func tellChat(_ chance: inout Chance) {
    happen(.queued, by: .customer(customer.id))
    let isBotFirst = chance.happens(55)
    if isBotFirst { botSays(chance.pick(StoryPhrases.chatGreetings), within: 1...4, &chance) }
    pause(chance.within(3...60))
    ask(exchange.question, &chance)
    if isBotFirst { botSays(chance.pick(StoryPhrases.botAnswers), within: 1...6, &chance) }
    happen(.tagged(chance.pick(product.tags)), by: .automation)
    guard !setting.rota.present(at: now).isEmpty else { return leave(&chance) }
    switch chance.index(weights: [66, 8, 10, 10, 4, 2]) {
    case 0: tellServed(&chance)
    case 1: leave(&chance)
    case 2: tellContained(&chance)
    case 3: tellPassedOn(&chance)
    case 4: tellSpamChat(&chance)
    default: tellDeletedChat(&chance)
    }
  }

  private mutating func botSays(_ template: String, within seconds: ClosedRange<Int>, _ chance: inout Chance) {
    guard let bot = setting.cast.bots.first else { return }
    pause(chance.within(seconds))
    say(.bot(bot.id), template)
  }

  private mutating func tellServed(_ chance: inout Chance) {
    join(&chance)
    chatAnswer(exchange.answer, &chance)
    for _ in 0..<chance.index(weights: [40, 35, 25]) { chatOn(&chance) }
    finishChat(&chance)
  }

  /// Comes in, greets, and has the chat.
  private mutating func join(_ chance: inout Chance) {
    pause(chance.within(5...240))
    join(as: setting.rota.somebody(at: now, knowing: nil, &chance))
    pause(chance.within(4...40))
    if let person = lastPerson { say(.staff(person.id), chance.pick(book.greetings)) }
  }

  private mutating func join(as person: Staff) {
    meet(person)
    happen(.joined, by: .staff(person.id))
    happen(.assigned(person.id), by: .automation)
  }

  private mutating func chatAnswer(_ text: String, _ chance: inout Chance) {
    guard let person = lastPerson else { return }
    pause(chance.within(8...180))
    if chance.happens(6) { think(by: person, &chance) }
    say(.staff(person.id), text)
  }

  private mutating func chatOn(_ chance: inout Chance) {
    guard let followUp = chance.draw(from: &followUps) else { return }
    pause(chance.within(5...150))
    customerSays(followUp.question)
    chatAnswer(followUp.answer, &chance)
  }

  private mutating func tellPassedOn(_ chance: inout Chance) {
    join(&chance)
    let first = lastPerson
    pause(chance.within(10...200))
    let others = setting.rota.present(at: now).filter { $0 != first }
    if let first, !others.isEmpty {
      happen(.left, by: .staff(first.id))
      join(as: chance.pick(others))
    }
    chatAnswer(exchange.answer, &chance)
    finishChat(&chance)
  }

  private mutating func finishChat(_ chance: inout Chance) {
    pause(chance.within(5...120))
    customerSays(chance.pick(book.thanks))
    if chance.happens(30) {
      pause(chance.within(5...60))
      rate([(.good, 84), (.bad, 16)], &chance)
    }
    pause(chance.within(5...300))
    if chance.happens(50) { happen(.left, by: .customer(customer.id)) }
    let person = closer(&chance)
    happen(.closed, by: chance.happens(70) ? .staff(person.id) : .automation)
  }

  /// Nobody came in time.
  private mutating func leave(_ chance: inout Chance) {
    pause(chance.within(5...900))
    happen(.left, by: .customer(customer.id))
    pause(chance.within(1...60))
    happen(.closed, by: .automation)
  }

  /// The bot was enough.
  private mutating func tellContained(_ chance: inout Chance) {
    botSays(chance.pick(StoryPhrases.botAnswers), within: 2...9, &chance)
    pause(chance.within(20...200))
    customerSays(chance.pick(book.thanks))
    happen(.left, by: .customer(customer.id))
    if let bot = setting.cast.bots.first { happen(.closed, by: .bot(bot.id)) }
  }

  private mutating func tellSpamChat(_ chance: inout Chance) {
    pause(chance.within(10...100))
    customerSays(chance.pick(StoryPhrases.spam).answer)
    join(&chance)
    if let person = lastPerson { happen(.closed, by: .staff(person.id)) }
    happen(.markedSpam, by: .staff(closer(&chance).id))
  }

  private mutating func tellDeletedChat(_ chance: inout Chance) {
    tellServed(&chance)
    pause(chance.within(3_600...5 * 86_400))
    happen(.deleted, by: .staff(closer(&chance).id))
  }
}
