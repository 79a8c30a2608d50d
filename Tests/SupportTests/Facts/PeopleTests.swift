import CivilTime
import Testing

@testable import Support

@Suite struct `Transfers` {
  static let start = "s:open 0, a:oscar 0, t:tier1 0, C 0"

  @Test func `count after the first answer only`() {
    #expect(facts("\(Self.start), a:priya 5, H!priya 10").transfers.isEmpty)
    let one = facts("\(Self.start), H 10, a:priya 100").transfers
    #expect(one.map(\.from?.id) == ["oscar.solis"] && one.map(\.to?.id) == ["priya.nair"])
  }

  @Test func `take away and give within a minute are one, to oneself none`() {
    #expect(facts("\(Self.start), H 10, a:- 100, a:priya 160").transfers.map(\.to?.id) == ["priya.nair"])
    #expect(facts("\(Self.start), H 10, a:- 100, a:oscar 160").transfers.isEmpty)
    #expect(facts("\(Self.start), H 10, a:oscar 100").transfers.isEmpty)
  }

  @Test func `to nobody is one when nobody follows within the minute`() {
    let away = facts("\(Self.start), H 10, a:- 100, a:priya 161").transfers
    #expect(away.map(\.to) == [nil])
    #expect(away.map(\.at) == [at(100)])
  }

  @Test func `two people one after the other are two`() {
    #expect(
      facts("\(Self.start), H 10, a:priya 100, a:tomasz 110").transfers.map(\.to?.id) == ["priya.nair", "tomasz"])
  }

  @Test func `between groups count too, out of none and through none alike`() {
    #expect(facts("\(Self.start), H 10, t:tier2 100").transfers.map(\.toGroup) == ["tier2"])
    #expect(facts("s:open 0, C 0, H 10, t:tier2 100").transfers.isEmpty)
    let through = facts("\(Self.start), H 10, a:- 100, t:- 100, t:tier2 110, a:priya 120").transfers
    #expect(through.count == 1)
    #expect(through.first?.fromGroup == "tier1" && through.first?.toGroup == "tier2")
  }

  @Test func `from a bot to a person count apart, also before any answer`() {
    let transfers = facts("s:open 0, a:wynn 0, C 0, B 1, a:priya 50, H!priya 60, a:oscar 200").transfers
    #expect(transfers.map(\.isFromBot) == [true, false])
  }
}

@Suite struct `Stations` {
  @Test func `are the assignments to people, with the time to that person's answer`() {
    let facts = facts("s:open 0, C 0, t:tier1 1, a:oscar 10, H 30, a:priya 100, a:oscar 200, H 260, s:solved 300")
    #expect(facts.stations.map(\.person.id) == ["oscar.solis", "priya.nair", "oscar.solis"])
    #expect(facts.stations.map(\.until) == [at(100), at(200), nil])
    #expect(
      facts.stations.map(\.response) == [.answered(at: at(30)), .none(until: at(200)), .answered(at: at(260))])
    #expect(facts.stations.map(\.length?.calendar) == [20, nil, 60])
    #expect(facts.toFirstAssignment?.calendar == 10)
    #expect(facts.groupStations == [GroupStation(group: "tier1", since: at(1), until: nil)])
  }

  @Test func `of somebody who answered and so got it take no time`() {
    let facts = facts("s:open 0, C 0, H 30, a:oscar 31")
    #expect(facts.stations.map(\.response) == [.answered(at: at(31))])
    #expect(facts.stations.map(\.length?.calendar) == [0])
  }

  @Test func `begin anew with a new assignment, whatever was answered before`() {
    let facts = facts("s:open 0, C 0, a:oscar 1, H 30, a:priya 50, a:oscar 90, H 100")
    #expect(facts.stations.last?.response == .answered(at: at(100)))
  }

  @Test func `end without an answer when the conversation is done first`() {
    #expect(facts("s:open 0, C 0, a:oscar 10, s:solved 50, H 60").stations.map(\.response) == [.none(until: at(50))])
    #expect(facts("s:open 0, C 0, a:oscar 10").stations.map(\.response) == [.open])
  }

  @Test func `are no new ones to whoever has it, or had it a minute ago`() {
    #expect(facts("s:open 0, a:oscar 0, a:oscar 50, a:- 60, a:oscar 120").stations.count == 1)
    #expect(facts("s:open 0, a:oscar 0, a:- 60, a:oscar 121").stations.count == 2)
  }

  @Test func `are none where the source tells only who has it now`() {
    let facts = facts("s:open 0, C 0, H 60") { $0.assigneeID = "oscar.solis" }
    #expect(facts.stations.isEmpty && facts.toFirstAssignment == nil)
    #expect(facts.circumstances.holder == Track(.oscar, isAsOfNow: true))
  }

  @Test func `before the customer wrote are no wait for an assignment`() {
    #expect(facts("s:open 0, a:oscar 0, C 10, H 20").toFirstAssignment?.calendar == 0)
  }
}

@Suite struct `Touches` {
  @Test func `count once a kind, person and minute`() {
    // The minute of the first second has twenty more.
    let touches = facts("s:open 0, C 1, s:pending!priya 1, N 2, N 10, H 15, a:priya 16, t:tier1 17, +vip 18, H 41")
      .touches
    #expect(
      touches.map(\.kind) == [.stateChange, .note, .reply, .assignment, .tagChange, .reply])
    #expect(touches.map(\.at) == [at(1), at(2), at(15), at(16), at(18), at(41)])
  }

  @Test func `are those of people, and of what the source tells`() {
    #expect(facts("C 0, B 1, A 2, s:open!automation 3, s:solved~ 4, survey 5, rate:1/2 6, U 7").touches.isEmpty)
    #expect(facts("C 0, time:600!priya 9").touches.map(\.kind) == [.timeEntry])
    // A conversation begins with a state, and a state that is told twice is one.
    #expect(facts("s:open!priya 0, C 1").touches.isEmpty)
    #expect(facts("s:open 0, C 1, s:pending!priya 2, s:pending!oscar 90").touches.map(\.at) == [at(2)])
  }

  @Test func `minutes are those of the clock`() {
    let minute = (at(0).seconds / 60 + 1) * 60 - at(0).seconds
    #expect(facts("N \(minute - 1), N \(minute), N \(minute + 59), N \(minute + 60)").touches.count == 3)
  }
}

@Suite struct `Work written down` {
  @Test func `is whose work it is, when it was done, corrections included`() {
    let logged = facts("C 0, time:600!priya 10, time:-300 20").logged
    #expect(logged.map(\.seconds) == [600, -300])
    #expect(logged.map(\.person) == [.priya, .oscar])
    #expect(logged.map(\.at) == [at(10), at(20)])
  }
}

@Suite struct `Turns and participants` {
  @Test func `answers in a row are one turn, of whoever began it`() {
    let facts = facts("C 0, H 10, H!priya 20, B 21, N 22, H 30, C 40, H!priya 50")
    #expect(facts.turns.map(\.by) == [.oscar, .priya])
    #expect(facts.turns.map(\.replies) == [3, 1])
    #expect(facts.turns.map(\.lastAt) == [at(30), at(50)])
  }

  @Test func `parts of a conversation add up to one`() {
    let participants = facts("C 0, H 10, H!priya 20, H 30, N!priya 35, C 40, H 50, U 60").participants()
    #expect(participants.map(\.person) == [.oscar, .priya])
    #expect(participants.map(\.replies) == [3, 1])
    #expect(participants.map(\.notes) == [0, 1])
    #expect(participants.shares(.equally).map { [$0.part, $0.of] } == [[1, 2], [1, 2]])
    #expect(participants.shares(.byReplies).map { [$0.part, $0.of] } == [[3, 4], [1, 4]])
    #expect(facts("C 0, H 10, H!priya 20").participants(before: at(20)).map(\.person) == [.oscar])
  }

  @Test func `one person has one name, whichever source or spelling calls them`() {
    var colleagues = Colleagues()
    colleagues.add("Priya Nair", as: "p.nair@acme.example")
    var mail = Event.example("H", at(20), sequence: 2)
    mail.actor = Actor(kind: .agent, id: "p.nair@acme.example", name: "P. Nair")
    let events = [Event.example("C", at(0), sequence: 0), .example("H!priya", at(10), sequence: 1), mail]
    let facts = Facts(of: History(.example(hasStates: false), events: events), under: Rules(colleagues: colleagues))
    #expect(facts.participants().map(\.replies) == [2])
  }

  @Test func `people behind bare ids are known by settings, by what they did, and by the directory`() {
    var directory = Names()
    directory.add(DirectoryEntry(.person, id: "77", name: "Lena Vogt"), of: "facebook")
    directory.add(DirectoryEntry(.bot, id: "88", name: "Helper"), of: "facebook")
    let rules = Rules(directory: directory)
    func holder(_ id: String) -> Actor? {
      facts("s:open 0, C 0, H 60", under: rules) { $0.assigneeID = id }.circumstances.holder.last
    }
    #expect(holder("oscar.solis") == .oscar)
    #expect(holder("77")?.name == "Lena Vogt")
    #expect(holder("88")?.kind == .bot)
    #expect(holder("99")?.name == "99")
  }
}
