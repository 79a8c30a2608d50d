internal import CivilTime

// What counts for nothing in the end: spam, deleted tales, and those that became part of another.
extension Narrator {
  mutating func tellSpam(_ chance: inout Chance) {
    let exchange = chance.pick(StoryPhrases.spam)
    subject = exchange.question
    customerSays(exchange.answer)
    if channel.isTicket { happen(.moved(team: 1), by: .automation) }
    // Now and then somebody takes it for a customer first.
    if chance.happens(20) { answer(chance.pick(book.probes), &chance) }
    pause(chance.within(30...30_000))
    let doer = chance.happens(50) ? Beat.Doer.automation : .staff(closer(&chance).id)
    happen(.markedSpam, by: doer)
  }

  mutating func tellDeleted(_ chance: inout Chance) {
    ask(exchange.question, &chance)
    if chance.happens(50) {
      answer(exchange.answer, &chance)
      solve(&chance)
    }
    pause(chance.within(600...20 * 86_400))
    happen(.deleted, by: .staff(closer(&chance).id))
  }

  /// Somebody asks, and asks again before there is an answer; the second tale is merged into the first.
  mutating func tellTwice(_ chance: inout Chance) {
    ask(exchange.question, &chance)
    happen(.tagged(chance.pick(product.tags)), by: .automation)
    askAgain(&chance)
    answer(exchange.answer, &chance)
    solve(&chance)
  }

  private mutating func askAgain(_ chance: inout Chance) {
    let second = now + Int64(chance.within(120...5_400))
    let person = setting.rota.somebody(at: second, knowing: nil, &chance)
    let merging = setting.rota.nextAtWork(person, from: second + Int64(chance.within(300...7_200)))
    guard merging < setting.telling.upperBound else { return }
    now = max(now, merging)
    meet(person)
    happen(.absorbed(Narrator.duplicateNumber), by: .staff(person.id))
    guard let absorbed = beats.last, case .absorbed = absorbed.deed else { return }  // else the end came first
    duplicate = Tale(
      number: Narrator.duplicateNumber, channel: channel, inbox: setting.inbox, subject: subject,
      customerID: customer.id, product: product, priority: .medium, type: "Incident", category: category,
      beats: [
        Beat(at: second, by: .customer(customer.id), .message(slots.fill(chance.pick(StoryPhrases.duplicates)))),
        Beat(at: absorbed.at, by: absorbed.doer, .merged(into: Narrator.survivorNumber)),
      ])
  }

  /// Stand for the numbers that the teller gives out.
  static let duplicateNumber = -1
  static let survivorNumber = -2
}
