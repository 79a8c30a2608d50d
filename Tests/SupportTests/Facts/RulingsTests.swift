import CivilTime
import Testing

@testable import Support

/// METRICS §10, as far as one conversation's history decides it.
@Suite struct `Rulings` {
  @Test func `seconds: durations are differences of whole seconds`() {
    #expect(facts("C 0, H 90").waits.first?.length?.calendar == 90)
    #expect(facts("C 0, H 0").waits.first?.length?.calendar == 0)
  }

  @Test func `midnight: what happens exactly then belongs to the new day`() {
    let midnight = at(1_000)
    let facts = facts("s:open 0, C 0, a:priya 10, H 50, a:oscar 1000, s:solved 1000") { $0.createdAt = at(0) }
    #expect(facts.isActive(before: midnight))
    #expect(!facts.isActive(before: midnight + 1))
    #expect(facts.circumstances.holder.value(before: midnight)?.id == "priya.nair")
    #expect(facts.circumstances.holder.value(at: midnight)?.id == "oscar.solis")
    #expect(facts.closings.first?.stood(at: midnight) == false)
  }

  @Test func `several closes in a day: each is an entry into done, with its own closer`() {
    let facts = facts("s:open 0, C 0, s:solved!priya 60, s:open 70, s:solved!oscar 80, s:open 90, s:solved!priya 100")
    #expect(
      facts.closings.map(\.closer) == [
        .person(.priya, isTold: true), .person(.oscar, isTold: true), .person(.priya, isTold: true),
      ])
  }

  @Test func `who closed: the actor where the source tells, else the holder, and the number can say so`() {
    let told = facts("s:open 0, C 0, a:oscar 1, s:solved!priya 60").closings.first
    #expect(told?.closer == .person(.priya, isTold: true))
    let untold = facts("s:open 0, C 0, H 1, a:oscar 2, s:solved!unknown~ 60").closings.first
    #expect(untold?.closer == .person(.oscar, isTold: false))
    let byResponder = facts("s:open 0, C 0, s:solved!priya~ 60").closings.first
    #expect(byResponder?.closer == .person(.priya, isTold: false))
    #expect(facts("s:open 0, C 0, s:solved!unknown 60").closings.first?.closer == .nobody)
    #expect(facts("s:open 0, C 0, a:wynn 1, B 2, s:solved!unknown 60").closings.first?.closer == .nobody)
  }

  @Test func `M33: a later reopen does not change a past period, one inside it does`() throws {
    let closing = try #require(facts("s:open 0, C 0, H 60, s:solved 100, C 500, s:open 500").closings.first)
    #expect(closing.stood(at: at(400)))
    #expect(closing.stood(at: at(500)), "a reopen at the very end belongs to the next period")
    #expect(!closing.stood(at: at(501)))
    #expect(!closing.stood(at: at(100)), "it was not yet done")
  }

  @Test func `M41: the window runs from the done that the reopen undid`() {
    let facts = facts("s:open 0, C 0, s:solved 100, C 150, s:open 150, s:solved 300, s:closed 400, C 900, s:open 900")
    #expect(facts.reopens.map(\.undone) == [at(100), at(300)])
    #expect(facts.reopens.map(\.secondsAfterDone) == [50, 600])
  }

  @Test(arguments: [
    (1, 2, RatingFact.Verdict.negative), (2, 2, .positive), (2, 4, .negative), (3, 4, .positive), (3, 5, .neutral),
    (4, 5, .positive), (2, 3, .neutral), (3, 3, .positive), (1, 3, .negative), (5, 10, .negative), (6, 10, .positive),
  ]) func `M59: the upper half of an even scale, four and five of five, the top of three`(
    _ score: Int, _ scale: Int, _ verdict: RatingFact.Verdict
  ) {
    #expect(facts("C 0, H 10, rate:\(score)/\(scale) 20").ratings.map(\.verdict) == [verdict])
  }

  @Test func `M59: the latest revision within seven days of the first counts, dated by itself`() {
    let week: Int64 = 7 * 86_400
    let facts = facts("s:open 0, C 0, H 10, rate:1/5@a 20, rate:4/5@a \(20 + week), rate:2/5@a \(21 + week)")
    #expect(facts.ratings.map(\.score) == [4])
    #expect(facts.ratings.map(\.at) == [at(20 + week)])
    #expect(facts.ratings.map(\.firstAt) == [at(20)])
    #expect(facts.ratings.map(\.revisions) == [2])
  }

  @Test func `M59: credit is frozen at the sending, and without one goes to the last answer before the rating`() {
    let sent = facts("C 0, H!priya 10, survey 20, H!oscar 30, rate:5/5 40")
    #expect(sent.ratings.map(\.credit) == [.lastReplyBeforeSurvey(.priya)])
    #expect(sent.ratings.map(\.sentAt) == [at(20)])
    #expect(facts("C 0, H!priya 10, H!oscar 30, rate:5/5 40").ratings.map(\.credit) == [.lastReplyBeforeRating(.oscar)])
    #expect(facts("C 0, survey 20, H!oscar 30, rate:5/5 40").ratings.map(\.credit) == [.nobody])
    #expect(facts("C 0, B 10, rate:5/5 40").ratings.map(\.credit) == [.nobody])
  }

  @Test func `M69: from nobody is no transfer, and person and group within a minute are one`() {
    #expect(facts("s:open 0, C 0, H 10, a:oscar 20").transfers.isEmpty)
    let together = facts("s:open 0, a:oscar 0, t:tier1 0, C 0, H 10, t:tier2 100, a:priya 160").transfers
    #expect(together.map(\.at) == [at(100)])
    #expect(together.map(\.changesPerson) == [true] && together.map(\.changesGroup) == [true])
    #expect(facts("s:open 0, a:oscar 0, t:tier1 0, C 0, H 10, t:tier2 100, a:priya 161").transfers.count == 2)
  }

  @Test func `M73: a greeting before the customer's first word is no answer`() {
    let greeted = facts("s:open 0, B 0, C 5, s:closed 100")
    #expect(greeted.botOutcome == BotOutcome(kind: .untouched, since: at(100)))
  }

  @Test func `M73: handed off and left before an answer stays handed off, marked abandoned`() {
    let left = facts("s:open 0, C 0, B 5, handoff 10, s:closed!customer 100")
    #expect(left.botOutcome?.kind == .handedOff(isAbandoned: true))
    #expect(left.handOffs.map(\.left) == [at(100)])
    #expect(
      facts("s:open 0, C 0, B 5, handoff 10, H 50, s:closed 99").botOutcome?.kind == .handedOff(isAbandoned: false))
  }

  @Test func `M73: bot and human without a hand-off is assisted, and what is not done is running`() {
    #expect(facts("s:open 0, C 0, B 5, H 50, s:closed 100").botOutcome?.kind == .assisted)
    #expect(facts("s:open 0, C 0, B 5").botOutcome?.since == nil)
    #expect(facts("C 0, B 5").botOutcome?.since == at(5 + 86_400), "running until silence makes it done")
  }

  @Test func `M75: on live chats the unit is the turn, elsewhere each answer`() {
    let facts = facts("C 0, H 10, H 11, H!priya 12, C 20, H!priya 30, N 40, time:90 50")
    let weights = WorkUnits(note: 250_000, timeMinute: 100_000)
    let chat = facts.workUnits(in: .chat, weighing: weights)
    #expect(chat.filter { $0.kind == .chatTurn }.map(\.person) == [.oscar, .priya])
    let mail = facts.workUnits(in: .email, weighing: weights)
    #expect(mail.filter { $0.kind == .reply }.count == 4)
    #expect(mail.filter { $0.kind == .note }.map(\.weight) == [250_000])
    #expect(mail.filter { $0.kind == .loggedTime }.map(\.weight) == [150_000])
    #expect(facts.workUnits(in: .email, weighing: WorkUnits()).map(\.weight) == Array(repeating: 1_000_000, count: 4))
  }

  @Test func `deleted in source: the facts keep when it happened and when we learnt of it`() {
    #expect(facts("C 0, deleted 50").leftOut.map(\.learntAt) == [at(50)])
  }

  @Test func `excluded people: the holder when it was done decides, else the holder at the period's end`() {
    let rules = Rules(excluded: [ExcludedPerson(person: "Oscar Solis", drop: .conversations)])
    let facts = facts(
      "s:open 0, C 0, H 1, a:oscar 10, a:priya 100, s:solved 200, a:oscar 300, C 400, s:open 400", under: rules)
    func owner(_ end: Int64) -> String? { facts.dropped.value(before: at(end)) }
    #expect(owner(5) == nil)
    #expect(owner(50) == "Oscar Solis", "not yet done, so the holder then")
    #expect(owner(150) == nil)
    #expect(owner(350) == nil, "done under Priya, whoever has it since")
    #expect(owner(500) == "Oscar Solis", "open again, so the holder then")
    #expect(facts.standing == .excludedPerson)
  }

  @Test func `merged: wait clocks start at the earliest first question of all, through others too`() {
    func merged(_ id: String, _ text: String) -> History {
      history(text) { $0.key = ConversationKey(source: "facebook", vendorID: id) }
    }
    let survivor = history("s:open 100, C 100, H 400") { $0.createdAt = at(100) }
    let others = [merged("2", "s:open 50, C 50, merged 200"), merged("3", "s:open 7, C 7, merged 90")]
    let facts = Facts(of: survivor, absorbing: others, under: Rules())
    #expect(facts.createdAt == at(100))
    #expect(facts.firstQuestion == at(7))
    #expect(facts.waits.map(\.since) == [at(7)])
    #expect(!facts.isActive(before: at(100)), "the backlog holds the survivor from its own creation")
  }

  @Test func `uploads: silence ends the episode and an open wait, which counts as unanswered`() {
    let facts = facts("C 0, C 86401, H 86500")
    #expect(facts.waits.first?.end == .unanswered(at: at(86_400)))
    #expect(facts.closings.first?.isWithoutReply == true)
  }

  @Test func `uploads: an answer without a name is the work of the unnamed agent`() {
    var unnamed = Event.example("H", at(60), sequence: 1)
    unnamed.actor = .unnamedAgent
    let facts = Facts(
      of: History(.example(hasStates: false), events: [.example("C", at(0), sequence: 0), unnamed]), under: Rules())
    #expect(facts.participants().map(\.person.name) == ["Unnamed agent"])
  }

  @Test func `initiator: the source's word goes before the first message's`() {
    #expect(facts("H 0, C 1") { $0.initiator = .customer }.initiator == .customer)
    #expect(facts("H 0, C 1").initiator == .agent)
  }

  @Test func `running chats count from their creation`() {
    #expect(facts("s:open 5, C 6") { $0.createdAt = at(0) }.createdAt == at(0))
  }
}
