import CivilTime
import Testing

@testable import Support

@Suite struct `Tracks` {
  @Test func `hold the last of several changes at one instant`() {
    var track = Track("a")
    track.turn(to: "b", at: at(10))
    track.turn(to: "c", at: at(10))
    track.turn(to: "c", at: at(20))
    track.turn(to: "d", at: at(30), isInferred: true)
    track.turn(to: "d", at: at(40))
    #expect(track.changes.map(\.value) == ["c", "d", "d"])
    #expect(track.changes.map(\.isInferred) == [false, true, false])
    #expect([9, 10, 29, 30].map { track.value(at: at($0)) } == ["a", "c", "c", "d"])
    #expect(track.value(before: at(10)) == "a")
  }

  @Test func `change at an instant to what held before it are no change`() {
    var track = Track("a")
    track.turn(to: "b", at: at(10))
    track.turn(to: "a", at: at(10))
    #expect(track.changes.isEmpty)
  }

  @Test func `give their periods from any instant on`() {
    var track = Track("a")
    track.turn(to: "b", at: at(10))
    track.turn(to: "c", at: at(20), isInferred: true)
    #expect(
      track.periods(from: at(15)) == [
        Track.Period(since: at(15), until: at(20), value: "b"),
        Track.Period(since: at(20), until: nil, value: "c", isInferred: true),
      ])
    #expect(Track("a", isAsOfNow: true).periods(from: at(0)).map(\.isInferred) == [true])
  }
}

@Suite struct `Attributes` {
  @Test func `are those of the time where a history tells`() {
    let facts = facts("s:open 0, p:low 0, C 0, i:20 50, p:urgent 100, company:acme 150, t:tier2 150") {
      $0.priority = "urgent"
      $0.inbox = "20"
      $0.type = "question"
    }
    #expect(facts.attributes(at: at(60)).priority == "low")
    #expect(facts.attributes(at: at(60)).inbox == "20")
    #expect(facts.attributes(at: at(40)).inbox == nil, "it came from somewhere, and nobody tells from where")
    #expect(facts.attributes(at: at(200)).priority == "urgent")
    #expect(facts.attributes(at: at(200)).company == "acme" && facts.attributes(at: at(200)).team == "tier2")
    #expect(facts.attributes(at: at(0)).type == "question")
    #expect(facts.circumstances.type.isAsOfNow && !facts.circumstances.priority.isAsOfNow)
  }

  @Test func `tags come and go, and those without a history were always there`() {
    let facts = facts("s:open 0, C 0, +vip 10, -old 20, -vip 30, +vip 40") { $0.tags = ["neve", "vip"] }
    #expect(
      [0, 10, 20, 30, 40].map { facts.attributes(at: at($0)).tags } == [
        ["neve", "old"], ["neve", "old", "vip"], ["neve", "vip"], ["neve"], ["neve", "vip"],
      ])
    #expect(!facts.circumstances.tags.isAsOfNow)
    let now = SupportTests.facts("C 0") { $0.tags = ["neve"] }
    #expect(now.circumstances.tags == Track(["neve"], isAsOfNow: true))
  }

  @Test func `count at the end of a period, or at done where that was before`() {
    let facts = facts("s:open 0, C 0, p:low 10, s:solved 50, p:high 100")
    #expect(facts.attributes(atEndOf: at(30)).priority == "low")
    #expect(facts.attributes(atEndOf: at(200)).priority == "low")
    #expect(facts.attributes(atEndOf: at(10)).priority == nil)
    let reopened = SupportTests.facts("s:open 0, C 0, p:low 10, s:solved 50, p:high 100, s:open 120")
    #expect(reopened.attributes(atEndOf: at(200)).priority == "high")
  }

  @Test func `mark what is only inferred`() {
    let facts = facts("s:open 0, C 0, s:solved~ 50, a:priya~ 60")
    #expect(facts.states.changes.map(\.isInferred) == [false, true])
    #expect(facts.circumstances.holder.changes.map(\.isInferred) == [true])
    #expect(SupportTests.facts("C 0, H 5").states.changes.map(\.isInferred) == [true, true])
  }
}

@Suite struct `Problems` {
  @Test func `are what happened before the creation`() {
    let facts = facts("s:open 0, C 0") { $0.createdAt = at(10) }
    #expect(
      facts.problems == [.beforeCreation(eventID: "e0", seconds: 10), .beforeCreation(eventID: "e1", seconds: 10)])
  }
}

@Suite struct `Activity` {
  @Test func `is everything but what our own sync noticed, changes by programs apart`() {
    let facts = facts("s:open!automation 0, C 0, C 0, deleted~ 50, ham 60, rate:1/2 70")
    #expect(facts.activity.map(\.at) == [at(0), at(0), at(60), at(70)])
    #expect(facts.activity.map(\.isAutomatic) == [true, false, false, false])
  }
}
