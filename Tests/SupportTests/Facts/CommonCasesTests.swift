import CivilTime
import Testing

@testable import Support

/// METRICS §5, row by row.
@Suite struct `Cases that apply to every metric` {
  @Test func `spam is out everywhere once flagged, with the moment for the restatement`() {
    let spam = facts("C 0, H 60, spam 500")
    #expect(spam.standing == .spam)
    #expect(spam.leftOut == [LeftOut(.spam, at: at(500), learntAt: at(500))])
    #expect(facts("C 0, spam 10, ham 20").leftOut.isEmpty)
  }

  @Test func `deleted is out from when we learn of it, and counts again when it was restored`() {
    var gone = Event.example("deleted", at(900), sequence: 1)
    gone.observedAt = at(5_000)
    let facts = Facts(
      of: History(.example(hasStates: false), events: [.example("C", at(0), sequence: 0), gone]), under: Rules())
    #expect(facts.standing == .deleted)
    #expect(facts.leftOut == [LeftOut(.deleted, at: at(900), learntAt: at(5_000))])
  }

  @Test func `deleted goes before merged, merged before spam`() {
    let all = facts("C 0, spam 1, merged 2, deleted 3")
    #expect(all.leftOut.map(\.standing) == [.deleted, .merged, .spam])
    #expect(facts("C 0, merged 2").leftOut.first?.detail == "facebook:2")
  }

  @Test func `a merged conversation's words move to the survivor with their own times`() {
    let survivor = history("s:open 1000, C 1000, H 1600, s:solved 1700") { $0.createdAt = at(1_000) }
    let merged = history("s:open 0, C 0, s:closed 1200, merged 1200") {
      $0.key = ConversationKey(source: "facebook", vendorID: "2")
    }
    let facts = Facts(of: survivor, absorbing: [merged], under: Rules())
    #expect(facts.createdAt == at(1_000), "its own creation, for M01")
    #expect(facts.firstResponse == answered(0, 1_600), "the clocks start at the earliest first question")
    #expect(facts.episodes.first?.closing?.time.sinceFirstQuestion?.calendar == 1_700)
    #expect(facts.closings.map(\.at) == [at(1_700)], "the merged one's closing is none of ours")
    #expect(facts.messages.first?.origin == ConversationKey(source: "facebook", vendorID: "2"))
    #expect(facts.standing == .counted)
    #expect(facts.problems.isEmpty)
    #expect(Facts(of: merged, under: Rules()).standing == .merged, "so M02b still sees it")
  }

  @Test func `what the vendor moved to the survivor counts once`() {
    func named(_ history: History) -> History {
      var events = history.events
      for index in events.indices where events[index].occurredAt == at(0) || events[index].occurredAt == at(50) {
        if case .message = events[index].happening { events[index].id = "thread:\(events[index].occurredAt.seconds)" }
      }
      return History(history.conversation, events: events)
    }
    let survivor = named(history("C 0, H 50, s:open 1000, C 1000, H 1600") { $0.createdAt = at(1_000) })
    let merged = named(
      history("s:open 0, C 0, H 50, C 70, merged 1200") { $0.key = ConversationKey(source: "facebook", vendorID: "2") })
    let facts = Facts(of: survivor, absorbing: [merged], under: Rules())
    #expect(facts.messages.map(\.at) == [at(0), at(50), at(70), at(1_000), at(1_600)])
  }

  @Test func `tests and internal matters are left out by domain, tag and requester, and say by which`() {
    let rules = Rules(test: TestTraffic(domains: ["QA.acme.example"], tags: ["Test"], requesters: ["bot@acme.example"]))
    func reason(_ change: @escaping (inout Conversation) -> Void) -> LeftOut? {
      facts("C 0, H 60", under: rules, change).leftOut.first
    }
    #expect(
      reason { $0.customerEmail = "joe@qa.ACME.example" }
        == LeftOut(.test, at: at(0), detail: "domain qa.acme.example"))
    #expect(reason { $0.tags = ["urgent", "test"] } == LeftOut(.test, at: at(0), detail: "tag test"))
    #expect(reason { $0.customerEmail = "Bot@acme.example" }?.detail == "requester Bot@acme.example")
    #expect(reason { $0.customerEmail = "joe@acme.example" } == nil)
  }

  @Test func `excluded people may lose their conversations`() {
    let rules = Rules(excluded: [ExcludedPerson(person: "priya nair", drop: .conversations)])
    let dropped = facts("s:open 0, C 0, a:priya 10, H!priya 60, s:solved 70", under: rules)
    #expect(dropped.standing == .excludedPerson)
    #expect(dropped.leftOut.first?.detail == "Priya Nair")
    #expect(facts("s:open 0, C 0, a:priya 10, H!priya 20, a:oscar 60, s:solved 70", under: rules).standing == .counted)
  }

  @Test func `excluded people may lose their replies only`() {
    let rules = Rules(excluded: [ExcludedPerson(person: "priya.nair", drop: .replies)])
    let facts = facts("C 0, H!priya 60, H 90", under: rules)
    #expect(facts.standing == .counted)
    #expect(facts.messages.map(\.role) == [.customer, .excludedReply, .reply])
    #expect(facts.firstResponse == answered(0, 90))
    #expect(facts.touches.map(\.person.name) == ["Oscar Solis"])
  }

  @Test func `the exclusion of a person holds between its dates`() {
    let replies = Rules(excluded: [ExcludedPerson(person: "Priya Nair", drop: .replies, from: at(50), to: at(80))])
    let roles = facts("C 0, H!priya 49, H!priya 50, H!priya 79, H!priya 80", under: replies).messages.map(\.role)
    #expect(roles == [.customer, .reply, .excludedReply, .excludedReply, .reply])
    let rules = Rules(excluded: [ExcludedPerson(person: "Oscar Solis", drop: .conversations, to: at(60))])
    #expect(facts("s:open 0, a:oscar 0, C 0, s:solved 59, H 70", under: rules).standing == .excludedPerson)
    #expect(facts("s:open 0, a:oscar 0, C 0, s:solved 60, H 70", under: rules).standing == .counted)
  }

  @Test func `what we began is not inbound, and the clocks start at the customer's first word`() {
    let outbound = facts("s:open 0, H 0, C 500, H 560, s:solved 600")
    #expect(outbound.initiator == .agent)
    #expect(outbound.firstResponse == answered(500, 560))
    #expect(outbound.closings.first?.time.sinceFirstQuestion?.calendar == 100)
  }

  @Test func `a bot that answers first stops no human clock and has its own`() {
    let facts = facts("C 0, B 5, C 20, H 90")
    #expect(facts.firstResponse == answered(0, 90))
    #expect(facts.firstAutomated == Reply(at: at(5), by: .wynn))
    #expect(facts.toFirstAutomated?.calendar == 5)
    #expect(facts.handOffs.map(\.isExplicit) == [false])
    #expect(facts.handOffs.first?.length?.calendar == 70)
    #expect(facts.botOutcome?.kind == .assisted)
  }

  @Test(arguments: [
    ("s:solved!customer 70", Closing.Closer.customer), ("s:solved!automation 70", .automation),
    ("s:closed!system 70", .automation), ("s:solved!wynn 70", .automation),
    ("s:solved!priya 70", .person(.priya, isTold: true)), ("s:solved!unknown 70", .person(.oscar, isTold: false)),
  ]) func `a closing counts whoever made it, and credits people only`(_ event: String, _ closer: Closing.Closer) {
    #expect(facts("s:open 0, C 0, a:oscar 5, H 60, \(event)").closings.map(\.closer) == [closer])
  }

  @Test func `thanks after solving reopen by the source's state, else not at all`() {
    #expect(facts("s:open 0, C 0, H 60, s:solved 60, T 80").episodes.count == 1)
    let reopened = facts("s:open 0, C 0, H 60, s:solved 60, T 80, s:open!system 80, s:solved 200")
    #expect(reopened.reopens.map(\.signal) == [.state])
    #expect(reopened.waits.last?.end == .unanswered(at: at(200)))
  }

  @Test func `an answer to a message after solving is a wait, and no reopen while the source says done`() {
    let facts = facts("s:open 0, C 0, H 60, s:solved 60, C 80, H 200")
    #expect(facts.episodes.map(Span.init) == [Span(at(0), .stated(at(60)))])
    #expect(facts.waits.map(Waiting.init) == [answered(0, 60, in: 0), answered(80, 200, in: 0)])
    #expect(facts.waits.map(\.isAfterDone) == [false, true])
  }

  @Test func `thanks alone may be ignored by option, even where the source reopened`() {
    let rules = Rules(ignoresThanks: true)
    let thanked = "s:open 0, C 0, H 60, s:solved 60, T 80, s:open!system 80, s:solved 200"
    #expect(facts(thanked, under: rules).reopens.isEmpty)
    #expect(facts(thanked, under: rules).closings.count == 1)
    #expect(facts("\(thanked.dropLast(14)), C 90, H 99", under: rules).reopens.map(\.at) == [at(80)], "more came of it")
    #expect(facts("s:open 0, C 0, H 60, s:solved 60, C 80, s:open!system 80", under: rules).reopens.count == 1)
  }

  @Test func `a reply by private note only is none`() {
    let facts = facts("C 0, N 10")
    #expect(facts.firstResponse == .waiting(since: at(0), lapses: at(86_400)))
    #expect(facts.isNeverReplied)
    #expect(facts.messages.filter(\.isPrivateNote).count == 1)
  }

  @Test(arguments: ["s:open 0, C 0, H 60, s:solved 60", "s:open 0, C 0, s:solved 60, H 60"])
  func `first reply and close in one action is one touch, in whichever order it is listed`(_ events: String) {
    let facts = facts(events)
    #expect(facts.firstResponse == answered(0, 60))
    #expect(facts.closings.map(\.turns) == [1])
    #expect(facts.closings.map(\.isWithoutReply) == [false])
  }

  @Test func `equal times keep the vendor's order, then that of the ids`() {
    func event(_ id: String, _ word: String, sequence: Int) -> Event {
      var event = Event.example(word, at(0), sequence: sequence)
      event.id = id
      return event
    }
    let same = [event("b", "H", sequence: 1), event("a", "C", sequence: 1)]
    #expect(
      Facts(of: History(.example(hasStates: false), events: same), under: Rules()).firstResponse == answered(0, 0))
    let other = [event("a", "H", sequence: 1), event("b", "C", sequence: 2)]
    #expect(
      Facts(of: History(.example(hasStates: false), events: other), under: Rules()).firstResponse
        == .waiting(since: at(0), lapses: at(86_400)))
  }

  @Test func `what arrives late takes its place, and the facts are those of an undisturbed arrival`() {
    let late = history("s:open 0, s:solved 900, H 60, C 0")
    #expect(Facts(of: late, under: Rules()).episodes.first?.closing?.replies == 1)
    #expect(Facts(of: late, under: Rules()).firstResponse == answered(0, 60))
  }
}
