internal import CivilTime

/// Makes up one chat, message by message, as its people might have written it.
struct Plot {
  let zone: Zone
  let telling: Range<Instant>
  private(set) var lines: [Line] = []
  private var now: Instant
  private var slots: Slots
  private let book: Phrasebook
  private let topic: Topic
  /// What the customer has not said yet.
  private var details: [String]
  private var followUps: [Exchange]
  private var lastColleague: Colleague?

  init(at opening: Instant, telling: Range<Instant>, in zone: Zone, _ chance: inout Chance) {
    self.zone = zone
    self.telling = telling
    now = opening
    book = Phrasebook.of([.english, .german, .spanish][chance.index(weights: [84, 10, 6])])
    topic = chance.pick(book.topics)
    details = topic.details
    followUps = book.followUps
    slots = Slots(product: topic.product, &chance)
  }

  mutating func tell(_ chance: inout Chance) {
    switch chance.index(weights: [66, 8, 6, 14, 6]) {
    case 0: tellQuestion(&chance)
    case 1: tellUnanswered(&chance)
    case 2: tellOutbound(&chance)
    case 3: tellReturn(&chance)
    default: tellIdle(&chance)
    }
  }

  private mutating func tellQuestion(_ chance: inout Chance) {
    let exchange = chance.pick(topic.exchanges)
    ask(exchange.question, &chance)
    if chance.happens(25) { probe(&chance) }
    answer(exchange.answer, &chance)
    for _ in 0..<chance.index(weights: [45, 35, 20]) {
      guard let followUp = chance.draw(from: &followUps) else { break }
      pause(chance.patience())
      ask(followUp.question, &chance)
      answer(followUp.answer, &chance)
    }
    if chance.happens(60) { tellThanks(&chance) }
  }

  private mutating func tellThanks(_ chance: inout Chance) {
    pause(chance.patience())
    say(.customer, chance.pick(book.thanks))
    guard chance.happens(35), let colleague = lastColleague else { return }
    pause(chance.within(20...600))
    say(colleague, chance.pick(book.closings), &chance)
  }

  private mutating func tellUnanswered(_ chance: inout Chance) {
    ask(chance.pick(topic.exchanges).question, &chance)
    guard chance.happens(50) else { return }
    pause(chance.within(3_600...40_000))
    say(.customer, chance.pick(book.nudges))
    if chance.happens(25) { comeBack(&chance) }
  }

  private mutating func tellOutbound(_ chance: inout Chance) {
    guard let colleague = colleague(&chance) else { return tellQuestion(&chance) }
    now = colleague.nextAtWork(from: now, in: zone)
    meet(colleague)
    let exchange = chance.pick(SidePhrases.outbound)
    say(colleague, exchange.question, &chance)
    guard chance.happens(65) else { return }
    pause(chance.patience())
    say(.customer, exchange.answer)
    answer(chance.pick(SidePhrases.outboundAnswers), &chance)
  }

  private mutating func tellReturn(_ chance: inout Chance) {
    tellQuestion(&chance)
    comeBack(&chance)
  }

  /// Days or weeks later, in the same chat.
  private mutating func comeBack(_ chance: inout Chance) {
    pause(chance.within(2 * 86_400...40 * 86_400))
    let exchange = chance.pick(book.returns)
    ask(exchange.question, &chance)
    answer(exchange.answer, &chance)
    if chance.happens(50) { tellThanks(&chance) }
  }

  private mutating func tellIdle(_ chance: inout Chance) {
    let exchange = chance.pick(SidePhrases.idle)
    say(.customer, exchange.question)
    if chance.happens(40) { answer(exchange.answer, &chance) }
  }
}

extension Plot {
  /// A burst of the customer's messages, and what machines say to it.
  private mutating func ask(_ question: String, _ chance: inout Chance) {
    say(.customer, question)
    for _ in 0..<chance.index(weights: [55, 28, 12, 5]) {
      guard let detail = chance.draw(from: &details) else { break }
      pause(chance.within(8...200))
      say(.customer, detail)
    }
    if chance.happens(isAnyoneThere ? 8 : 55) {
      pause(chance.within(1...5))
      say(.autoReply, chance.pick(MachinePhrases.automatic))
    }
    if chance.happens(10) {
      pause(chance.within(2...9))
      say(.bot, chance.pick(MachinePhrases.bot))
    }
  }

  /// The colleague wants to know more first.
  private mutating func probe(_ chance: inout Chance) {
    guard let detail = chance.draw(from: &details) else { return }
    answer(chance.pick(book.probes), &chance)
    pause(chance.patience())
    say(.customer, detail)
  }

  private mutating func answer(_ text: String, _ chance: inout Chance) {
    guard let colleague = colleague(&chance) else { return }
    pause(chance.patience() * colleague.slowness / 100)
    if !colleague.works(at: now, in: zone) {
      now = colleague.nextAtWork(from: now, in: zone) + Int64(chance.within(120...3_600))
    }
    if lastColleague?.id != colleague.id {
      meet(colleague)
      if chance.happens(45) {
        say(colleague, chance.pick(book.greetings), &chance)
        pause(chance.within(10...150))
      }
    }
    say(colleague, text, &chance)
  }

  private mutating func meet(_ colleague: Colleague) {
    slots.meet(colleague.firstName)
    lastColleague = colleague
  }

  private var team: [Colleague] {
    let told = (telling.upperBound - telling.lowerBound) / 100
    return Roster.everyone.filter { now >= telling.lowerBound + told * Int64($0.joinsAfterPercent) }
  }

  private var isAnyoneThere: Bool { team.contains { $0.works(at: now, in: zone) } }

  /// Somebody at work, the one who already knows the chat if possible; else whoever comes in first.
  private mutating func colleague(_ chance: inout Chance) -> Colleague? {
    let present = team.filter { $0.works(at: now, in: zone) }
    if let known = lastColleague, present.contains(where: { $0.id == known.id }), chance.happens(75) { return known }
    if !present.isEmpty { return chance.pick(present) }
    return team.min { $0.nextAtWork(from: now, in: zone) < $1.nextAtWork(from: now, in: zone) }
  }

  /// Times within a chat lie whole seconds apart, so that their order never depends on the order of the rows.
  private mutating func pause(_ seconds: Int) { now = now + Int64(max(1, seconds)) }

  private mutating func say(_ speaker: Speaker, _ template: String) {
    if let last = lines.last, last.at >= now { now = last.at + 1 }
    guard now < telling.upperBound else { return }
    lines.append(Line(at: now, speaker: speaker, text: slots.fill(template)))
  }

  private mutating func say(_ colleague: Colleague, _ template: String, _ chance: inout Chance) {
    let isUnnamed = chance.happens(2)
    say(.colleague(id: isUnnamed ? "" : colleague.id, email: isUnnamed ? nil : colleague.email), template)
  }
}
