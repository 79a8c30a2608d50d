internal import CivilTime

/// Who is at work when.
struct Rota: Sendable {
  let zone: Zone
  let telling: Range<Instant>
  let people: [Staff]

  /// The same person in the roster, which knows their shifts.
  private func colleague(_ person: Staff) -> Colleague { Roster.everyone[person.id - 1] }

  private func team(at now: Instant) -> [Staff] {
    let hundredth = (telling.upperBound - telling.lowerBound) / 100
    return people.filter { now >= telling.lowerBound + hundredth * Int64(colleague($0).joinsAfterPercent) }
  }

  func present(at now: Instant) -> [Staff] { team(at: now).filter { works($0, at: now) } }

  func works(_ person: Staff, at now: Instant) -> Bool { colleague(person).works(at: now, in: zone) }

  func nextAtWork(_ person: Staff, from now: Instant) -> Instant { colleague(person).nextAtWork(from: now, in: zone) }

  /// Percent of the usual time for an answer.
  func slowness(of person: Staff) -> Int { colleague(person).slowness }

  /// Somebody at work, the one who already knows the tale if possible; else whoever comes in first.
  func somebody(at now: Instant, knowing known: Staff?, _ chance: inout Chance) -> Staff {
    let present = present(at: now)
    if let known, present.contains(known), chance.happens(75) { return known }
    if !present.isEmpty { return chance.pick(present) }
    // The roster's first person is there from the first day.
    return team(at: now).min { nextAtWork($0, from: now) < nextAtWork($1, from: now) } ?? people[0]
  }
}
