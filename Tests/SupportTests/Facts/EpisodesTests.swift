import CivilTime
import Testing

@testable import Support

@Suite struct `Episodes` {
  @Test func `begin with the conversation, also before anybody wrote`() {
    let stated = facts("s:open 5, C 10") { $0.createdAt = at(0) }
    #expect(stated.episodes.map(\.start) == [at(0)])
    #expect(stated.states.changes == [Track.Change(at: at(0), value: .open)])
    let silent = Facts(of: history("N 9, s:open 20") { $0.createdAt = at(0) }, under: Rules())
    #expect(silent.episodes.map(\.start) == [at(0)])
  }

  @Test func `a jump to closed is a done, and closed after solved is no second one`() {
    #expect(facts("s:open 0, C 0, s:closed 60").closings.map(\.at) == [at(60)])
    #expect(facts("s:open 0, C 0, s:solved 60, s:closed 90").closings.map(\.at) == [at(60)])
    #expect(facts("s:open 0, C 0, s:closed 60, s:solved 90").closings.map(\.at) == [at(60)])
  }

  @Test func `know what brought them back, and how long after which done`() throws {
    let facts = facts("s:open 0, C 0, H 60, s:solved!priya 60, C 95, s:open!system 100, H 130, s:closed 200")
    let reopen = try #require(facts.reopens.first)
    #expect(reopen.at == at(100) && reopen.question == at(95) && reopen.undone == at(60))
    #expect(reopen.secondsAfterDone == 40)
    #expect(reopen.undoneCloser == .person(.priya, isTold: true))
    #expect(facts.closings.map(\.undoneAt) == [at(100), nil])
    #expect(facts.reopenWaits.map(\.length?.calendar) == [35])
    #expect(facts.episodes.map(\.customerMessages) == [1, 1])
    #expect(facts.episodes.map(\.firstQuestion) == [at(0), at(95)])
  }

  @Test(arguments: [
    ("s:open!priya 100, C 300, H 330", nil as Int64?), ("s:open!customer 100, C 100, H 130", 100),
    ("s:open!system 100, C 130, H 140", 130), ("s:open!system 100, C 161, H 170", nil),
  ]) func `run no response clock when our side reopened`(_ events: String, _ question: Int64?) {
    let facts = facts("s:open 0, C 0, H 60, s:solved 60, \(events)")
    #expect(facts.reopens.map(\.question) == [question.map(at)])
    #expect(facts.reopenWaits.count == (question == nil ? 0 : 1))
  }

  @Test func `take an answer in the second of the reopen for an answer within it`() {
    let facts = facts("s:open 0, C 0, H 60, s:solved 60, C 80, H 200, s:pending 200")
    #expect(facts.reopens.map(\.question) == [at(80)])
    #expect(facts.waits.map(Waiting.init).last == answered(80, 200, in: 1))
    #expect(facts.waits.last?.isAfterDone == false)
  }

  @Test func `are inferred where a source tells of a done only by its time`() {
    let answered = facts("s:open 0, C 0, H 60, s:solved~ 60, C 80, H 200")
    #expect(answered.reopens.map(\.signal) == [.answer])
    #expect(answered.reopens.map(\.at) == [at(80)])
    #expect(answered.episodes.map(Span.init).last == Span(at(80), .stated(at(200))), "it went on saying solved")
    #expect(answered.closings.map(\.isInferred) == [true, true])

    let doneAgain = facts("s:open 0, C 0, H 60, s:solved~ 60, C 80, s:solved~ 300")
    #expect(doneAgain.reopens.map(\.signal) == [.doneAgain])
    #expect(doneAgain.episodes.map(Span.init).last == Span(at(80), .stated(at(300))))
    #expect(doneAgain.waits.last?.end == .unanswered(at: at(300)))
  }

  @Test func `count both signals of one reopen once`() {
    let both = facts("s:open 0, C 0, H 60, s:solved~ 60, C 80, H 200, s:open 210, H 220, s:solved 300")
    #expect(both.reopens.map(\.at) == [at(80)])
    #expect(both.closings.map(\.at) == [at(60), at(300)])
    #expect(facts("s:open 0, C 0, s:solved~ 60, C 80, s:closed~ 300").reopens.isEmpty, "closed follows on solved")
  }

  @Test func `leave what came after the last answer to the done that the source goes on saying`() {
    let facts = facts("s:open 0, C 0, H 60, s:solved~ 60, C 80, H 200, C 250")
    #expect(facts.episodes.map(Span.init).last == Span(at(80), .stated(at(200))))
    #expect(facts.waits.map(Waiting.init) == [answered(0, 60, in: 0), answered(80, 200, in: 1)])
    #expect(facts.episodes.map(\.customerMessages) == [1, 1])
    #expect(facts.closings.last?.customerMessages == 2)
  }

  @Test func `without states end by silence, and a message begins a new one`() throws {
    let facts = facts("C 0, H 60, C 200000, H 200060")
    #expect(facts.reopens.map(\.signal) == [.newMessage])
    #expect(facts.reopens.map(\.by) == [.customer])
    #expect(facts.reopens.map(\.question) == [at(200_000)])
    #expect(facts.closings.map(\.at) == [at(60 + 86_400), at(200_060 + 86_400)])
    #expect(facts.closings.map(\.state) == [nil, nil])
    #expect(facts.closings.map(\.closer) == [.nobody, .nobody])
    #expect(facts.states.value(at: at(200_000 + 86_400)) == .open)
    #expect(
      facts.states.value(at: at(200_060 + 86_400)) == .closed, "done from the moment at which silence lasts too long")
  }

  @Test func `say at each moment whether the conversation is active, so that flows balance`() {
    let facts = facts("s:open 0, C 0, H 60, s:solved 60, C 95, s:open 100, s:closed 200") { $0.createdAt = at(0) }
    let active = [0, 1, 60, 61, 100, 101, 200, 201].filter { facts.isActive(before: at(Int64($0))) }
    #expect(active == [1, 60, 101, 200])
  }

  @Test func `hold what was said and who held it when they ended`() throws {
    let facts = facts(
      "s:open 0, C 0, a:priya 5, t:tier2 6, H 60, C 70, H 80, H 81, s:pending 90, s:solved!automation 500")
    let closing = try #require(facts.closings.first)
    #expect(closing.holder?.id == "priya.nair" && closing.team == "tier2")
    #expect(closing.customerMessages == 2 && closing.replies == 3 && closing.turns == 2)
    #expect(closing.pendingSince == at(90), "for the option that takes the time when the waiting began")
  }
}

@Suite struct `Waits` {
  @Test func `are the first of their episode or not`() {
    let facts = facts("s:open 0, C 0, H 10, C 20, H 30, s:solved 40, C 50, s:open 50, H 60")
    #expect(facts.waits.map(\.isFirstOfEpisode) == [true, false, true])
    #expect(facts.waits.map(\.length?.calendar) == [10, 10, 10])
  }

  @Test func `know who held the conversation when they ended`() {
    let facts = facts("s:open 0, C 0, a:priya 5, H 10, a:oscar 10, C 20")
    #expect(facts.waits.map(\.holder?.id) == ["priya.nair", "oscar.solis"])
  }

  @Test func `are not on us while pending, until the customer writes again`() throws {
    let facts = facts("s:open 0, C 0, s:pending 10, C 30, s:pending 40, H 50")
    let wait = try #require(facts.waits.first)
    #expect(wait.asides == [Wait.Aside(from: at(10), to: at(30))])
    #expect([5, 10, 11, 30, 31, 50, 51].filter { wait.isOnUs(before: at($0)) } == [5, 10, 31, 50])
  }

  @Test func `last in pending without a new word`() {
    let facts = facts("s:open 0, C 0, s:pending 10")
    #expect(facts.waits.first?.asides == [Wait.Aside(from: at(10), to: nil)])
    #expect(facts.waits.first?.isOnUs(before: at(500)) == false)
    #expect(facts.openWait?.since == at(0))
  }

  @Test func `longest and total are those of the conversation up to its closing`() {
    let facts = facts("s:open 0, C 0, H 10, C 20, H 90, C 95, s:solved 100, C 110, s:open 110, H 120, s:solved 130")
    #expect(facts.closings.map(\.time.waited?.calendar) == [85, 95], "10, 70 and 5, then 10 more")
    #expect(facts.closings.map(\.time.longestWait?.calendar) == [70, 70])
  }
}
