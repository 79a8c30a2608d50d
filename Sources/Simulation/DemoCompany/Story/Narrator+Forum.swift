internal import CivilTime

// A public forum: every post reaches the help desk as a mail from the same sender, those of the company's people too.
extension Narrator {
  /// Set by a rule as soon as one of the company's people has posted.
  static let teamReplyTag = "team reply"

  mutating func tellForum(_ chance: inout Chance) {
    customerSays(exchange.question)
    happen(.tagged(product.tags[0]), by: .automation)
    if chance.happens(20) { chimeIn(&chance) }
    guard chance.happens(86) else { return }
    post(exchange.answer, &chance)
    for _ in 0..<chance.index(weights: [55, 30, 15]) {
      guard let followUp = chance.draw(from: &followUps) else { break }
      pause(chance.patience())
      customerSays(followUp.question)
      if chance.happens(10) { chimeIn(&chance) }
      post(followUp.answer, &chance)
    }
    if chance.happens(40) {
      pause(chance.patience())
      customerSays(chance.pick(book.thanks))
    }
    solve(&chance)
  }

  private mutating func post(_ text: String, _ chance: inout Chance) {
    answer(text, &chance)
    guard !standing.tags.contains(Narrator.teamReplyTag) else { return }
    happen(.tagged(Narrator.teamReplyTag), by: .automation)
  }

  /// Somebody else of the forum.
  private mutating func chimeIn(_ chance: inout Chance) {
    pause(chance.patience())
    let others = setting.cast.customers.filter { $0.email == nil && $0 != customer }
    customerSays(chance.pick(StoryPhrases.forumChimes), as: chance.pick(others))
  }
}
