import CivilTime
import Testing

@testable import Support

/// A desk that is open in the first half of every hour, so that a history's seconds tell both clocks at a glance.
func halfHours(_ name: String = "half") -> WorkCalendar {
  let windows = (0..<24).map { WorkCalendar.Window(from: $0 * 3_600, to: $0 * 3_600 + 1_800) }
  return WorkCalendar(name: name, zone: .utc, week: Dictionary(uniqueKeysWithValues: (0..<7).map { ($0, windows) }))
}

/// `at(0)` is 15:06:40; its hour is open for another 1,400 seconds, and begins anew after 3,200.
let halfHourClock = BusinessClock(calendars: [halfHours()], rules: [CalendarRule(calendar: "half")])

@Suite struct `Time spent` {
  @Test func `is the time in each state up to each closing`() throws {
    let facts = facts(
      "s:new 0, C 10, s:open 20, s:pending 50, C 80, s:open 80, s:on_hold 100, s:open 170, s:solved 200"
    ) {
      $0.createdAt = at(0)
    }
    let time = try #require(facts.closings.first?.time)
    let states = try #require(time.inStates)
    #expect(states.new.calendar == 20 && states.open.calendar == 80)
    #expect(states.pending.calendar == 30 && states.onHold.calendar == 70)
    #expect(states.requesterWait.calendar == 170)
    #expect(states.agentWork.calendar == 100)
    #expect(states.active.calendar == 200)
    #expect(time.sinceFirstQuestion?.calendar == 190)
    #expect(time.net?.calendar == 90)
    #expect(time.net?.business == nil, "no calendar, no business time")
  }

  @Test func `grows from one closing to the next, without the time in between`() {
    let facts = facts("s:open 0, C 0, s:solved 100, C 150, s:open 150, s:solved 180")
    #expect(facts.closings.map(\.time.inStates?.open.calendar) == [100, 130])
    #expect(facts.closings.map(\.time.sinceFirstQuestion?.calendar) == [100, 180])
  }

  @Test func `is unassigned until somebody has it, and when it was taken away`() {
    let facts = facts(
      "s:open 0, C 0, t:tier1 5, a:priya 30, a:- 60, a:wynn 70, B 71, a:oscar 100, s:pending 150, s:solved 200")
    let time = facts.closings.first?.time
    #expect(time?.unassigned?.calendar == 70, "a bot is no person")
    #expect(time?.handled?.calendar == 80, "pending is not handled")
  }

  @Test func `is null where a source has no states, or tells no assignments`() {
    let stateless = facts("C 0, H 60").closings.first?.time
    #expect(stateless?.inStates == nil && stateless?.unassigned == nil && stateless?.net == nil)
    #expect(stateless?.waited?.calendar == 60)
    let asOfNow = facts("s:open 0, C 0, H 60, s:solved 70") { $0.assigneeID = "oscar.solis" }.closings.first?.time
    #expect(asOfNow?.unassigned == nil && asOfNow?.handled == nil)
    #expect(asOfNow?.inStates?.open.calendar == 70)
  }

  @Test func `runs by both clocks`() throws {
    let facts = facts(
      "s:open 0, C 0, a:priya 1000, s:pending 1300, s:open 3300, H!priya 3400, s:solved 3500",
      under: Rules(clock: halfHourClock))
    let time = try #require(facts.closings.first?.time)
    // Open until 1400, and again from 3200.
    #expect(facts.waits.first?.length == Clocked(calendar: 3_400, business: 1_600))
    #expect(time.inStates?.pending == Clocked(calendar: 2_000, business: 200))
    #expect(time.unassigned == Clocked(calendar: 1_000, business: 1_000))
    #expect(time.net == Clocked(calendar: 1_500, business: 1_500))
    #expect(facts.stations.first?.length == Clocked(calendar: 2_400, business: 600))
    #expect(facts.isCreatedInHours == true)
    #expect(SupportTests.facts("C 1400", under: Rules(clock: halfHourClock)).isCreatedInHours == false)
    #expect(SupportTests.facts("C 0").isCreatedInHours == nil)
  }

  @Test func `follows the calendar of the place at each instant`() {
    let rules = Rules(
      clock: BusinessClock(
        calendars: [halfHours(), halfHours("other")],
        rules: [CalendarRule(calendar: "other", inbox: "20"), CalendarRule(calendar: "half", priority: "low")]))
    let text = "s:open 0, p:low 0, C 0, p:none 1000, i:20 1200, H 1300"
    #expect(facts(text, under: rules).waits.first?.length?.business == nil, "no calendar from 1000 to 1200")
    let whole = facts(text.replacing("p:none 1000, ", with: ""), under: rules)
    #expect(whole.waits.first?.length?.business == 1_300)
    #expect(whole.stays.map(\.since) == [Instant(seconds: .min), at(0), at(1_200)])
  }

  @Test func `is null outside the days on which a calendar holds`() {
    var calendar = halfHours()
    calendar.from = Zone.utc.day(of: at(0)) + 1
    let clock = BusinessClock(calendars: [calendar], rules: [CalendarRule(calendar: "half")])
    #expect(facts("C 0, H 100", under: Rules(clock: clock)).waits.first?.length?.business == nil)
    #expect(facts("C 86400, H 86500", under: Rules(clock: clock)).waits.first?.length?.business == 100)
    calendar.from = nil
    calendar.to = Zone.utc.day(of: at(0)) + 1
    var next = halfHours()
    next.from = calendar.to
    let both = BusinessClock(calendars: [calendar, next], rules: [CalendarRule(calendar: "half")])
    #expect(facts("s:open 0, C 0, H 86400", under: Rules(clock: both)).waits.first?.length?.business == 43_200)
  }

  @Test func `knows clients by the settings' names`() {
    var clients = Clients()
    clients.add("Northwind", as: "2100", in: "facebook")
    clients.add("Contoso", domain: "contoso.example")
    let clock = BusinessClock(calendars: [halfHours()], rules: [CalendarRule(calendar: "half", client: "Northwind")])
    let rules = Rules(clients: clients, clock: clock)
    #expect(facts("C 0, H 9", under: rules) { $0.companyID = "2100" }.waits.first?.length?.business == 9)
    #expect(facts("C 0, H 9", under: rules).waits.first?.length?.business == nil)
    #expect(clients.client(of: [], email: "joe@Contoso.example", in: "facebook") == "Contoso")
  }
}
