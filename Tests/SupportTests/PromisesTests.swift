import CivilTime
import Testing

@testable import Support

private func decisions(
  _ text: String, _ targets: [Target], clock: BusinessClock = halfHourClock, warningAt warning: Int64 = 80
) -> [Decision] {
  let rules = Rules(clock: clock, targets: targets)
  return facts(text, under: rules).decisions(under: rules, warningAt: warning)
}

@Suite struct `First-reply promises` {
  static let hour = Target(firstReply: 3_600)

  @Test func `are met at the reply, exactly at the target too`() {
    let decision = decisions("s:open 0, C 0, a:priya 10, H 3600", [Self.hour]).first
    #expect(decision?.outcome == .met)
    #expect(decision?.decidedAt == at(3_600) && decision?.dueAt == at(3_600))
    #expect(decision?.elapsed == 3_600 && decision?.overrun == nil)
    #expect(decision?.holder?.id == "priya.nair")
  }

  @Test func `are missed at the target, whoever holds it then, with the whole overrun`() {
    let decision = decisions("s:open 0, C 0, a:priya 10, a:oscar 3601, H 4000", [Self.hour]).first
    #expect(decision?.outcome == .missed)
    #expect(decision?.decidedAt == at(3_600))
    #expect(decision?.holder?.id == "priya.nair")
    #expect(decision?.endedAt == at(4_000) && decision?.overrun == 400)
  }

  @Test func `are missed from an instant ahead while somebody waits`() throws {
    let decision = try #require(decisions("s:open 0, C 0", [Self.hour]).first)
    #expect(decision.outcome == .missed && decision.decidedAt == at(3_600) && decision.overrun == nil)
    #expect(!decision.isDecided(at: at(3_599)) && decision.isDecided(at: at(3_600)))
    #expect(decision.atRiskAt == at(2_880))
    #expect([2_879, 2_880, 3_599, 3_600].map { decision.isAtRisk(at: at($0)) } == [false, true, true, false])
    #expect(decision.holder == nil, "nobody: its own row")
    #expect(decisions("s:open 0, C 0", [Self.hour], warningAt: 50).first?.atRiskAt == at(1_800))
  }

  @Test func `are left out when done before the target without a reply`() {
    let decision = decisions("s:open 0, C 0, s:solved 3600", [Self.hour]).first
    #expect(decision?.outcome == .closedWithoutReply)
    #expect(decision?.decidedAt == at(3_600))
    #expect(decisions("s:open 0, C 0, s:solved 3601", [Self.hour]).first?.outcome == .missed)
    #expect(decisions("C 0", [Target(firstReply: 90_000)]).first?.decidedAt == at(86_400), "by silence to come")
  }

  @Test func `run by the target's clock`() {
    let target = Target(firstReply: 1_600, clock: .business(calendar: "half"))
    // 1,400 seconds are open, and from 3,200 on again.
    let met = decisions("s:open 0, C 0, H 3400", [target]).first
    #expect(met?.outcome == .met && met?.elapsed == 1_600 && met?.dueAt == at(3_400))
    #expect(decisions("s:open 0, C 0, H 3401", [target]).first?.outcome == .missed)
  }

  @Test func `that run out with the working day are broken when the next one begins`() {
    let target = Target(firstReply: 1_400, clock: .business(calendar: "half"))
    let waiting = decisions("s:open 0, C 0", [target]).first
    #expect(waiting?.dueAt == at(1_400) && waiting?.decidedAt == at(3_200))
    #expect(decisions("s:open 0, C 0, H 3000", [target]).first?.outcome == .met)
    #expect(decisions("s:open 0, C 0, H 3201", [target]).first?.outcome == .missed)
  }

  @Test func `are none where no target or no calendar covers the conversation`() {
    #expect(decisions("s:open 0, C 0, H 9", [Target(priority: "urgent", firstReply: 60)]).isEmpty)
    #expect(decisions("s:open 0, C 0, H 9", [Target(firstReply: 60, clock: .business(calendar: "none"))]).isEmpty)
    #expect(decisions("s:open 0, H 9", [Self.hour]).isEmpty)
  }

  @Test func `the first rule that covers a conversation counts, with what it promises`() {
    let targets = [Target(source: "facebook", resolution: 60), Self.hour]
    #expect(decisions("s:open 0, C 0, H 9", targets).map(\.kind) == [.resolution])
    #expect(decisions("s:open 0, C 0, H 9", targets.reversed()).map(\.kind) == [.firstReply])
  }
}

@Suite struct `A change of priority` {
  static let targets = [Target(priority: "urgent", firstReply: 600), Target(priority: "low", firstReply: 7_200)]

  @Test func `before the decision replaces the target, with the same start`() {
    let raised = decisions("s:open 0, p:low 0, C 0, p:urgent 300, H 650", Self.targets)
    #expect(raised.map(\.outcome) == [.missed] && raised.map(\.promised) == [600])
    #expect(raised.map(\.decidedAt) == [at(600)])
    let lowered = decisions("s:open 0, p:urgent 0, C 0, p:low 300, H 650", Self.targets)
    #expect(lowered.map(\.outcome) == [.met] && lowered.map(\.promised) == [7_200])
  }

  @Test func `to a target that has passed already decides at the change`() {
    let decision = decisions("s:open 0, p:low 0, C 0, a:priya 5, p:urgent 900, H 1000", Self.targets).first
    #expect(decision?.outcome == .missed && decision?.decidedAt == at(900))
    #expect(decision?.elapsed == 1_000 && decision?.overrun == 400)
  }

  @Test func `after the decision changes nothing`() {
    let decision = decisions("s:open 0, p:urgent 0, C 0, p:low 700, H 900", Self.targets).first
    #expect(decision?.outcome == .missed && decision?.decidedAt == at(600) && decision?.promised == 600)
    #expect(decisions("s:open 0, p:low 0, C 0, H 650, p:urgent 700", Self.targets).map(\.outcome) == [.met])
  }

  @Test func `to no target leaves nothing to decide`() {
    #expect(decisions("s:open 0, p:low 0, C 0, p:none 300, H 650", Self.targets).isEmpty)
  }
}

@Suite struct `Next-reply promises` {
  static let target = Target(nextReply: 100)

  @Test func `are those of every later wait`() {
    let all = decisions("s:open 0, C 0, H 500, C 1000, H 1100, C 2000, H 2101", [Self.target])
    #expect(all.map(\.kind) == [.nextReply, .nextReply] && all.map(\.wait) == [1, 2])
    #expect(all.map(\.outcome) == [.met, .missed])
  }

  @Test func `closed while waiting are decided by the time that it took`() {
    #expect(decisions("s:open 0, C 0, H 1, C 10, s:solved 110", [Self.target]).map(\.outcome) == [.met])
    #expect(decisions("s:open 0, C 0, H 1, C 10, s:solved 111", [Self.target]).map(\.outcome) == [.missed])
  }
}

@Suite struct `Resolution promises` {
  static let target = Target(resolution: 1_000)

  @Test func `run from the first question to the first done after it`() {
    let met = decisions("s:open 0, H 0, C 100, s:pending 200, s:solved!priya 1100", [Self.target]).first
    #expect(met?.outcome == .met && met?.startedAt == at(100) && met?.elapsed == 1_000)
    let missed = decisions("s:open 0, C 0, s:solved 1500", [Self.target]).first
    #expect(missed?.outcome == .missed && missed?.decidedAt == at(1_000) && missed?.overrun == 500)
  }

  @Test func `stand still in pending and on hold where the target says so`() {
    let pausing = Target(resolution: 1_000, pausesWhileWaiting: true)
    let met = decisions("s:open 0, C 0, s:pending 300, s:on_hold 400, s:open 900, s:solved 1600", [pausing]).first
    #expect(met?.outcome == .met && met?.elapsed == 1_000 && met?.dueAt == at(1_600))
    let resting = decisions("s:open 0, C 0, s:pending 300", [pausing]).first
    #expect(resting?.decidedAt == nil && resting?.dueAt == nil && resting?.isAtRisk(at: at(9_000)) == false)
  }

  @Test func `stand still by the target's calendar too`() {
    let target = Target(resolution: 1_500, clock: .business(calendar: "half"), pausesWhileWaiting: true)
    // Open until 1,400, of which 300 in pending, and from 3,200 on again.
    let decision = decisions("s:open 0, C 0, s:pending 1000, s:open 1300", [target]).first
    #expect(decision?.dueAt == at(3_600))
  }

  @Test func `begin anew with a reopen only where the target says so`() {
    let text = "s:open 0, C 0, s:solved 500, C 600, s:open 610, s:solved 1700"
    #expect(decisions(text, [Self.target]).map(\.outcome) == [.met])
    let restarting = decisions(text, [Target(resolution: 1_000, restartsOnReopen: true)])
    #expect(restarting.map(\.startedAt) == [at(0), at(600)])
    #expect(restarting.map(\.outcome) == [.met, .missed])
  }
}
