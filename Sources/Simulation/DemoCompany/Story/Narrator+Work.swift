internal import CivilTime

// What people of the company do in a tale.
extension Narrator {
  /// A burst of the customer's messages.
  mutating func ask(_ question: String, _ chance: inout Chance) {
    customerSays(question)
    for _ in 0..<chance.index(weights: [62, 24, 10, 4]) {
      guard let detail = chance.draw(from: &details) else { return }
      pause(chance.within(8...200))
      customerSays(detail)
    }
  }

  /// Somebody answers when their work lets them.
  mutating func answer(_ text: String, _ chance: inout Chance) {
    let person = setting.rota.somebody(at: now, knowing: lastPerson, &chance)
    pause(chance.patience() * setting.rota.slowness(of: person) / 100)
    if !setting.rota.works(person, at: now) {
      now = setting.rota.nextAtWork(person, from: now) + Int64(chance.within(120...3_600))
    }
    take(by: person, &chance)
    if chance.happens(14) { think(by: person, &chance) }
    say(.staff(person.id), text)
    if channel.isTicket, chance.happens(25) { happen(.pending, by: .staff(person.id)) }
  }

  /// Makes it theirs, where the help desk assigns.
  private mutating func take(by person: Staff, _ chance: inout Chance) {
    if lastPerson != person { meet(person) }
    guard channel.isTicket, standing.holder != person.id else { return }
    happen(.assigned(person.id), by: .staff(person.id))
    pause(chance.within(5...90))
  }

  /// A note before the answer.
  mutating func think(by person: Staff, _ chance: inout Chance) {
    guard channel != .directMessage else { return }
    happen(.note(slots.fill(chance.pick(StoryPhrases.notes))), by: .staff(person.id))
    pause(chance.within(20...900))
  }

  /// Whoever spoke last, or somebody who looks after what nobody touched.
  mutating func closer(_ chance: inout Chance) -> Staff {
    lastPerson ?? setting.rota.somebody(at: now, knowing: nil, &chance)
  }

  mutating func solve(_ chance: inout Chance) {
    let person = closer(&chance)
    pause(chance.within(5...240))
    if chance.happens(25) { logWork(by: person, &chance) }
    happen(chance.happens(8) ? .closed : .solved, by: .staff(person.id))
  }

  mutating func logWork(by person: Staff, _ chance: inout Chance) {
    guard channel.isTicket else { return }
    happen(.worked(minutes: chance.within(1...18) * 5, billable: chance.happens(60)), by: .staff(person.id))
    pause(chance.within(1...20))
  }

  mutating func rate(_ grades: [(Beat.Grade, Int)], _ chance: inout Chance) {
    let grade = grades[chance.index(weights: grades.map(\.1))].0
    let comment = chance.happens(40) ? slots.fill(chance.pick(StoryPhrases.comments(grade))) : nil
    happen(.rated(grade, comment: comment), by: .customer(customer.id))
  }

  /// Questions that follow from the answer.
  mutating func talkOn(_ chance: inout Chance) {
    for _ in 0..<chance.index(weights: [50, 33, 17]) {
      guard let followUp = chance.draw(from: &followUps) else { return }
      pause(chance.patience())
      ask(followUp.question, &chance)
      answer(followUp.answer, &chance)
    }
  }

  mutating func thank(_ chance: inout Chance) {
    pause(chance.patience())
    customerSays(chance.pick(book.thanks))
    guard let person = lastPerson, chance.happens(35) else { return }
    pause(chance.within(20...600))
    say(.staff(person.id), chance.pick(book.closings))
  }
}

extension Tale.Channel {
  /// Worked on in a help desk, with people who hold it, teams and hours.
  var isTicket: Bool { self == .email || self == .phone || self == .portal }
}
