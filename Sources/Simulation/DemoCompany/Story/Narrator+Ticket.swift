internal import CivilTime

// Mail, phone and portal: everything a help desk knows can happen.
extension Narrator {
  mutating func tellTicket(_ chance: inout Chance) {
    switch chance.index(weights: [56, 6, 8, 6, 3, 5, 3, 3, 2, 8]) {
    case 0: tellQuestion(&chance)
    case 1: tellUnanswered(&chance)
    case 2: tellReturn(&chance)
    case 3: tellOutbound(&chance)
    case 4: tellWithoutReply(&chance)
    case 5: tellSpam(&chance)
    case 6: tellDeleted(&chance)
    case 7: tellTwice(&chance)
    case 8: tellClosedByCustomer(&chance)
    default: tellTransfer(&chance)
    }
  }

  private mutating func open(_ chance: inout Chance) {
    ask(exchange.question, &chance)
    acknowledge(&chance)
    sort(&chance)
  }

  private mutating func acknowledge(_ chance: inout Chance) {
    guard channel != .phone, chance.happens(40) else { return }
    pause(chance.within(1...5))
    happen(.autoReply(slots.fill(chance.pick(MachinePhrases.automatic))), by: .automation)
  }

  /// Tags by rule, some of them wrong; a team; somebody in turn.
  private mutating func sort(_ chance: inout Chance) {
    pause(chance.within(1...4))
    happen(.moved(team: 1), by: .automation)
    if chance.happens(94) { tag(chance.pick(product.tags), &chance) }
    let present = setting.rota.present(at: now)
    guard chance.happens(40), !present.isEmpty else { return }
    pause(chance.within(2...60))
    happen(.assigned(chance.pick(present).id), by: .automation)
  }

  private mutating func tag(_ tag: String, _ chance: inout Chance) {
    let wrong = chance.pick(setting.cast.products).tags[0]
    if chance.happens(4), !product.tags.contains(wrong) {
      happen(.tagged(wrong), by: .automation)
      pause(chance.within(30...900))
      happen(.untagged(wrong), by: .staff(closer(&chance).id))
    }
    happen(.tagged(tag), by: .automation)
  }

  private mutating func tellQuestion(_ chance: inout Chance) {
    open(&chance)
    answer(exchange.answer, &chance)
    talkOn(&chance)
    end(&chance)
  }

  private mutating func end(_ chance: inout Chance) {
    if chance.happens(45) { thank(&chance) }
    solve(&chance)
    if chance.happens(10) { thankTooLate(&chance) }
    guard chance.happens(18) else { return }
    pause(chance.within(300...2 * 86_400))
    rate([(.good, 76), (.okay, 15), (.bad, 9)], &chance)
  }

  /// A thank-you opens what was solved; somebody solves it once more.
  private mutating func thankTooLate(_ chance: inout Chance) {
    pause(chance.within(600...4 * 86_400))
    customerSays(chance.pick(book.thanks))
    pause(chance.patience())
    happen(.solved, by: .staff(closer(&chance).id))
  }

  private mutating func tellUnanswered(_ chance: inout Chance) {
    open(&chance)
    if chance.happens(50) {
      pause(chance.within(3_600...40_000))
      customerSays(chance.pick(book.nudges))
    }
    guard chance.happens(50) else { return }
    pause(14 * 86_400)
    happen(.closed, by: .automation)
  }

  private mutating func tellReturn(_ chance: inout Chance) {
    tellQuestion(&chance)
    pause(chance.within(2 * 86_400...40 * 86_400))
    let exchange = chance.pick(book.returns)
    ask(exchange.question, &chance)
    answer(exchange.answer, &chance)
    end(&chance)
  }

  private mutating func tellOutbound(_ chance: inout Chance) {
    let person = setting.rota.somebody(at: now, knowing: nil, &chance)
    now = setting.rota.nextAtWork(person, from: now)
    meet(person)
    let exchange = chance.pick(SidePhrases.outbound)
    subject = shortened(slots.fill(exchange.question))
    say(.staff(person.id), exchange.question)
    happen(.assigned(person.id), by: .staff(person.id))
    happen(.tagged(chance.pick(product.tags)), by: .staff(person.id))
    if chance.happens(65) {
      pause(chance.patience())
      customerSays(exchange.answer)
      answer(chance.pick(SidePhrases.outboundAnswers), &chance)
    }
    solve(&chance)
  }

  /// Settled elsewhere: a note, and done.
  private mutating func tellWithoutReply(_ chance: inout Chance) {
    open(&chance)
    let person = setting.rota.somebody(at: now, knowing: nil, &chance)
    now = setting.rota.nextAtWork(person, from: now)
    pause(chance.patience())
    meet(person)
    happen(.note(slots.fill(chance.pick(StoryPhrases.resolutions))), by: .staff(person.id))
    solve(&chance)
  }

  private mutating func tellClosedByCustomer(_ chance: inout Chance) {
    open(&chance)
    if chance.happens(50) { answer(exchange.answer, &chance) }
    pause(chance.patience())
    happen(.closed, by: .customer(customer.id))
  }

  private mutating func tellTransfer(_ chance: inout Chance) {
    open(&chance)
    answer(chance.pick(book.probes), &chance)
    pause(chance.patience())
    customerSays(chance.draw(from: &details) ?? "?")
    handOver(&chance)
    answer(exchange.answer, &chance)
    talkOn(&chance)
    end(&chance)
  }

  private mutating func handOver(_ chance: inout Chance) {
    let from = closer(&chance)
    let others = setting.rota.people.filter { $0.teamID != from.teamID && $0.id != from.id }
    let to = chance.pick(others)
    pause(chance.within(60...1_800))
    happen(.note(slots.fill(chance.pick(StoryPhrases.handovers))), by: .staff(from.id))
    happen(.moved(team: to.teamID), by: .staff(from.id))
    happen(.assigned(chance.happens(60) ? to.id : nil), by: .staff(from.id))
    meet(to)
  }
}
