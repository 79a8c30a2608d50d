import CivilTime
import Testing

@testable import Support

@Suite struct `First response` {
  static let cases = [
    Case("a question and its answer", "C 0, H 90", answered(0, 90)),
    Case("the clock starts with the first of several questions", "C 0, C 30, H 90", answered(0, 90)),
    Case("an automatic reply stops no clock", "C 0, A 1, H 90", answered(0, 90)),
    Case("a message with *977# is automatic whoever sent it", "C 0, * 5, H 90", answered(0, 90)),
    Case("a bot stops no clock", "C 0, B 2, H 90", answered(0, 90)),
    Case("a private note stops no clock", "C 0, N 10, H 90", answered(0, 90)),
    Case("an agent who writes first starts no clock", "H 0, C 50, H 90", answered(50, 90)),
    Case("nobody asked", "H 0, H 50", .noCustomerMessage),
    Case("nothing but automatic replies", "A 0", .noCustomerMessage),
    Case("nobody answered yet", "C 0, C 60", .waiting(since: at(0), lapses: at(60 + 86_400))),
    Case("a bot's answer keeps the conversation alive", "C 0, B 60", .waiting(since: at(0), lapses: at(60 + 86_400))),
    Case("equal times keep the vendor's order", "C 0, H 0", answered(0, 0)),
    Case("an answer before the question in the vendor's order is no answer to it", "H 0, C 0, H 9", answered(0, 9)),
    Case("late arrivals are put in their place", "H 90, C 0", answered(0, 90)),
    Case("a sender nobody knows never counts as an agent", "C 0, U 10, H 90", answered(0, 90)),
    Case("an answer exactly at the gap is in time", "C 0, H 86400", answered(0, 86_400)),
    Case(
      "silence beyond the gap ends the wait unanswered", "C 0, H 86401",
      .closedWithoutReply(since: at(0), at: at(86_400))),
    Case(
      "only the first question counts, answered or not", "C 0, C 90000, H 90001",
      .closedWithoutReply(since: at(0), at: at(86_400))),
    Case("asked only after a long silence", "H 0, C 90000, H 90060", answered(90_000, 90_060)),
    Case(
      "states: solved before anybody answered", "s:open 0, C 0, s:solved 50, H 60",
      .closedWithoutReply(since: at(0), at: at(50))),
    Case("states: silence ends nothing", "s:open 0, C 0, H 200000", answered(0, 200_000)),
    Case("states: still open", "s:open 0, C 0", .waiting(since: at(0), lapses: nil)),
    Case("states: answer and close in one action", "s:open 0, C 0, H 60, s:closed 60", answered(0, 60)),
  ]

  @Test(arguments: cases) func `is`(_ example: Case) {
    #expect(Facts(of: example.history, under: Rules()).firstResponse == example.expected)
  }

  @Test func `does not depend on the day's length`() throws {
    // Berlin's clock jumps on 30 March 2025 between these two: one hour of local time is missing, not of waiting.
    let asked = try #require(Timestamp("2025-03-30T01:30:00+01:00")).instant
    let replied = try #require(Timestamp("2025-03-30T03:30:00+02:00")).instant
    let history = History(
      .example(hasStates: false), events: [.example("C", asked, sequence: 0), .example("H", replied, sequence: 1)])
    #expect(Facts(of: history, under: Rules()).firstResponse == .answered(from: asked, to: replied, by: .oscar))
    #expect(replied - asked == 3_600)
  }
}

@Suite struct `Facts of a history` {
  @Test func `count each message id once, in its latest version`() {
    var first = Event.example("H", at(60), sequence: 1)
    first.id = "same"
    var later = first
    later.version = 2
    later.occurredAt = at(70)
    let history = History(.example(hasStates: false), events: [later, .example("C", at(0), sequence: 0), first])
    let facts = Facts(of: history, under: Rules())
    #expect(facts.messages.map(\.role) == [.customer, .reply])
    #expect(facts.messages.last?.at == at(70))
  }

  @Test func `take a listed name for a bot, even when the vendor calls it an agent`() {
    let facts = Facts(of: history("C 0, H 60"), under: Rules(bots: ["Oscar Solis"]))
    #expect(facts.messages.map(\.role) == [.customer, .bot])
    #expect(facts.firstResponse == .waiting(since: at(0), lapses: at(60 + 86_400)))
  }

  @Test func `follow the workspace's own marks of automatic replies`() {
    let facts = Facts(of: history("C 0, * 60"), under: Rules(autoReplies: ["We got your message"]))
    #expect(facts.messages.map(\.role) == [.customer, .reply])
  }

  @Test func `count public notes as replies only where the source is set so`() {
    var note = Event.example("N", at(60), sequence: 1)
    note.happening = .message(.publicNote)
    let history = History(.example(hasStates: true), events: [.example("C", at(0), sequence: 0), note])
    #expect(Facts(of: history, under: Rules()).messages.map(\.role) == [.customer, .note])
    #expect(
      Facts(of: history, under: Rules(publicNotesAreReplies: ["facebook"])).messages.map(\.role) == [.customer, .reply])
  }

  @Test(arguments: [
    ("C 0, H 60", Standing.counted), ("A 0, * 60", .autoReplyOnly), ("C 0, spam 60", .spam),
    ("C 0, spam 60, ham 70", .counted), ("C 0, spam 10, deleted 60", .deleted), ("C 0, merged 60", .merged),
    ("s:open 0", .counted),
  ]) func `say whether the conversation counts`(_ events: String, _ expected: Standing) {
    #expect(Facts(of: history(events), under: Rules()).standing == expected)
  }

  @Test func `date a conversation by its first message that is not automatic`() {
    #expect(Facts(of: history("* 0, C 30, H 90"), under: Rules()).createdAt == at(30))
    #expect(Facts(of: history("* 5"), under: Rules()).createdAt == at(5))
    var stated = Conversation.example(hasStates: true)
    stated.createdAt = at(-10)
    #expect(Facts(of: History(stated, events: []), under: Rules()).createdAt == at(-10))
  }

  @Test(arguments: [("C 0, H 1", Initiator.customer), ("H 0, C 1", .agent), ("A 0, B 1, C 2", .bot), ("A 0", .unknown)])
  func `know who began`(_ events: String, _ expected: Initiator) {
    #expect(Facts(of: history(events), under: Rules()).initiator == expected)
  }

  @Test func `survive an empty history`() {
    let facts = Facts(of: history(""), under: Rules())
    #expect(facts.createdAt == nil && facts.messages.isEmpty && facts.episodes.isEmpty && facts.waits.isEmpty)
    #expect(facts.firstResponse == .noCustomerMessage)
  }
}

@Suite struct `Episodes and waits` {
  @Test func `end by silence where a source knows no states`() {
    let facts = Facts(of: history("C 0, H 60, C 200000, C 200060, H 200100"), under: Rules())
    #expect(
      facts.episodes.map(Span.init) == [
        Span(at(0), .inferred(at(60 + 86_400))), Span(at(200_000), .open(lapses: at(200_100 + 86_400))),
      ])
    #expect(facts.waits.map(Waiting.init) == [answered(0, 60, in: 0), answered(200_000, 200_100, in: 1)])
  }

  @Test func `follow the stated changes elsewhere`() {
    let facts = Facts(
      of: history("s:new 0, C 0, H 60, s:solved 70, s:closed 90, C 95, s:open 100, H 130"), under: Rules())
    #expect(
      facts.episodes.map(Span.init) == [Span(at(0), .stated(at(70))), Span(at(100), .open(lapses: nil))])
    #expect(facts.waits.map(Waiting.init) == [answered(0, 60, in: 0), answered(95, 130, in: 1)])
  }

  @Test func `do not reopen for a thank-you that nobody answers`() {
    let facts = Facts(of: history("s:open 0, C 0, H 60, s:solved 60, C 80, s:closed 9000"), under: Rules())
    #expect(facts.episodes.map(Span.init) == [Span(at(0), .stated(at(60)))])
    #expect(facts.waits.count == 1)
  }

  @Test func `open a new wait for each question after an answer`() {
    let facts = Facts(of: history("C 0, H 10, H 20, C 30, B 31, C 40, H 100, C 110"), under: Rules())
    #expect(
      facts.waits.map(Waiting.init) == [
        answered(0, 10, in: 0), answered(30, 100, in: 0),
        Waiting(since: at(110), episode: 0, end: .open(lapses: at(110 + 86_400))),
      ])
    #expect(facts.openWait?.since == at(110))
  }
}
