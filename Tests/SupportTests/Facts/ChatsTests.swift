import CivilTime
import Testing

@testable import Support

@Suite struct `Queues` {
  @Test func `end when somebody joins, or answers without a word of joining`() {
    let joined = facts("s:open 0, queued 0, C 1, joined 40, H 50, s:closed 90")
    #expect(joined.queue.map(\.served) == [Reply(at: at(40), by: .oscar)])
    #expect(joined.queue.map(\.firstReply) == [Reply(at: at(50), by: .oscar)])
    #expect(joined.queue.map(\.length?.calendar) == [40])
    #expect(facts("s:open 0, queued 0, C 1, H 50").queue.map(\.served?.at) == [at(50)])
  }

  @Test func `were abandoned when the visitor left without an answer`() {
    let left = facts("s:open 0, queued 0, C 1, s:closed!customer 8")
    #expect(left.queue.map(\.isAbandoned) == [true])
    #expect(left.queue.map(\.length?.calendar) == [8])
    #expect(facts("s:open 0, queued 0, C 1, joined 5, s:closed 90").queue.map(\.isAbandoned) == [true])
    #expect(facts("s:open 0, queued 0, C 1, H 5, s:closed 90").queue.map(\.isAbandoned) == [false])
    #expect(facts("s:open 0, queued 0, C 1").queue.map(\.isAbandoned) == [false], "still there")
  }

  @Test func `are served by people, not by bots, and start once`() {
    let facts = facts("s:open 0, queued 0, joined!wynn 1, queued 5, H 20")
    #expect(facts.queue.map(\.since) == [at(0)])
    #expect(facts.queue.map(\.served?.at) == [at(20)])
  }
}

@Suite struct `Hand-offs` {
  @Test func `run from the bot's word to the first human answer`() {
    let facts = facts("s:open 0, C 0, B 1, handoff 10, handoff 12, H 50, C 60, H 70")
    #expect(facts.handOffs.map(\.at) == [at(10)])
    #expect(facts.handOffs.map(\.length?.calendar) == [40])
    #expect(facts.handOffs.map(\.isExplicit) == [true])
  }

  @Test func `are also a bot's conversation given to a person`() {
    #expect(facts("s:open 0, a:wynn 0, C 0, B 1, a:priya 30, H!priya 50").handOffs.map(\.length?.calendar) == [20])
  }

  @Test func `are without a word the customer's first message after the bot's last`() {
    #expect(facts("C 0, B 1, C 10, B 11, C 20, C 30, H 50").handOffs.map(\.length?.calendar) == [30])
    #expect(facts("C 0, B 1, H 50").handOffs.isEmpty)
    #expect(facts("C 0, B 1, C 10").handOffs.isEmpty)
  }
}

@Suite struct `A bot's part` {
  @Test(arguments: [
    ("s:open 0, C 0, B 5, s:closed 100", BotOutcome.Kind.contained),
    ("s:open 0, C 0, B 5, C 9, s:closed 100", .abandoned),
    ("s:open 0, C 0, s:closed 100", .untouched), ("s:open 0, C 0, A 5, s:closed 100", .untouched),
    ("s:open 0, C 0, B 5, H 9, s:closed 100", .assisted),
  ]) func `is told by who answered, and who had the last word`(_ events: String, _ kind: BotOutcome.Kind) {
    #expect(facts(events).botOutcome == BotOutcome(kind: kind, since: at(100)))
  }

  @Test func `is nothing where we began`() { #expect(facts("s:open 0, H 0, B 2, s:closed 9").botOutcome == nil) }
}

@Suite struct `A chat` {
  @Test func `lasts from the first word to the last, and its silent tail can be cut off`() {
    let facts = facts("A 0, C 10, H 60, N 70, C 100, H 2000")
    #expect(facts.talk() == at(10)..<at(2_000))
    #expect(facts.talk(trimming: 900) == at(10)..<at(100))
    #expect(Facts(of: history("A 0"), under: Rules()).talk() == nil)
  }

  /// A table tells when a chat began and when it was first answered, and not what was said until its end.
  @Test func `has no known length where its last words are inferred`() {
    let told = history("A 0, C 10, H 60")
    let events = told.events.map { event in
      var event = event
      event.isInferred = event.occurredAt == at(60)
      return event
    }
    #expect(Facts(of: History(told.conversation, events: events), under: Rules()).talk() == nil)
    #expect(Facts(of: told, under: Rules()).talk() == at(10)..<at(60))
  }
}

@Suite struct `Ratings` {
  @Test func `of a new survey are new ones`() {
    let named = facts("C 0, H 10, rate:1/3@a 20, rate:3/3@b 30, rate:2/3@a 40")
    #expect(named.ratings.map(\.score) == [2, 3])
    let sent = facts("s:open 0, C 0, H 10, survey 15, rate:1/3 20, survey 25, rate:3/3 30")
    #expect(sent.ratings.map(\.score) == [1, 3])
    #expect(sent.surveys.map(\.isRated) == [true, true])
    #expect(sent.surveys.map(\.lastReply?.by) == [.oscar, .oscar])
  }

  @Test func `without any word of surveys are one an episode`() {
    let again = facts("s:open 0, C 0, H 10, s:solved 15, rate:1/3 20, C 25, s:open 25, H 28, s:solved 28, rate:3/3 30")
    #expect(again.ratings.map(\.score) == [1, 3])
  }

  @Test func `are credited as the source says, where it says`() {
    var rating = Event.example("rate:2/2", at(30), sequence: 2)
    rating.happening = .rating(Rating(score: 2, of: 2, personID: "priya.nair"))
    let events = [Event.example("H!priya", at(0), sequence: 0), .example("H", at(10), sequence: 1), rating]
    let facts = Facts(of: History(.example(hasStates: false), events: events), under: Rules())
    #expect(facts.ratings.map(\.credit) == [.told(.priya)])
  }

  @Test func `may go unasked and unanswered`() {
    let facts = facts("C 0, H 10, survey 15")
    #expect(facts.ratings.isEmpty)
    #expect(facts.surveys == [SurveyFact(sentAt: at(15), lastReply: Reply(at: at(10), by: .oscar))])
  }

  @Test func `bring no survey with the words of the customer`() {
    var remark = Event.example("C", at(20), sequence: 2)
    remark.happening = .message(.survey)
    let events = [Event.example("C", at(0), sequence: 0), .example("H", at(10), sequence: 1), remark]
    let facts = Facts(of: History(.example(hasStates: false), events: events), under: Rules())
    #expect(facts.surveys.isEmpty && facts.ratings.isEmpty)
  }

  @Test func `outside their own scale are a problem of the data`() {
    #expect(facts("C 0, rate:7/5 20").problems == [.ratingOutOfScale(eventID: "e1")])
  }
}
