import CivilTime
import Testing

@testable import Support

private let gap: Int64 = 100

@Suite struct `A second derivation` {
  static let seeds = 0..<1_000

  /// Of sources whose every change of state is told, and of those without states.
  static let telling: [Telling] = [.history, .nothing]

  @Test(arguments: telling) func `finds the same episodes`(_ telling: Telling) {
    for seed in Self.seeds {
      let history = randomHistory(telling, seed: seed)
      let facts = Facts(of: history, under: Rules(inactivityGap: gap))
      let recount = Recount(history, gap: gap)
      #expect(facts.closings.map(\.at) == recount.closings, "seed \(seed): \(history.words)")
      #expect(facts.episodes.map(\.start) == recount.starts, "seed \(seed): \(history.words)")
    }
  }

  @Test(arguments: telling) func `finds the same waits`(_ telling: Telling) {
    for seed in Self.seeds {
      let history = randomHistory(telling, seed: seed)
      let facts = Facts(of: history, under: Rules(inactivityGap: gap))
      let waits = facts.waits.map { wait in
        var answeredBy: String?
        if case .answered(_, let actor) = wait.end { answeredBy = actor.name }
        return Recount.Wait(
          since: wait.since, until: wait.until, answeredBy: answeredBy, episode: wait.episode,
          isAfterDone: wait.isAfterDone)
      }
      #expect(waits == Recount(history, gap: gap).waits, "seed \(seed): \(history.words)")
    }
  }

  @Test(arguments: telling) func `finds the same states and holders in every second`(_ telling: Telling) {
    for seed in Self.seeds.prefix(200) {
      let history = randomHistory(telling, seed: seed)
      let facts = Facts(of: history, under: Rules(inactivityGap: gap))
      let recount = Recount(history, gap: gap)
      let wrong = history.seconds(beyond: gap + 5).first { second in
        facts.states.value(at: second) != recount.state(at: second)
          || facts.circumstances.holder.value(at: second)?.id != recount.holder(at: second)
      }
      #expect(wrong == nil, "seed \(seed): \(history.words)")
    }
  }

  @Test func `spends the same time, counted second by second`() {
    let rules = Rules(clock: halfHourClock)
    let calendar = halfHours()
    for seed in Self.seeds.prefix(150) {
      let history = randomHistory(.history, seed: seed)
      let facts = Facts(of: history, under: rules)
      guard let last = facts.closings.last, let start = facts.episodes.first?.start else { continue }
      var (pending, agent, unassigned) = (Clocked.zero, Clocked.zero, Clocked.zero)
      for second in start.seconds..<last.at.seconds {
        let instant = Instant(seconds: second)
        let one = Clocked(calendar: 1, business: calendar.isOpen(at: instant) ? 1 : 0)
        let state = facts.states.value(at: instant)
        if state == .pending { pending += one }
        if state == .new || state == .open { agent += one }
        if state?.isDone == false, facts.circumstances.holder.value(at: instant)?.isPerson != true { unassigned += one }
      }
      #expect(last.time.inStates?.pending == pending, "seed \(seed): \(history.words)")
      #expect(last.time.inStates?.agentWork == agent, "seed \(seed): \(history.words)")
      #expect(last.time.unassigned == unassigned, "seed \(seed): \(history.words)")
    }
  }

  @Test(arguments: Telling.allCases) func `finds the same touches and turns`(_ telling: Telling) {
    for seed in Self.seeds {
      let history = randomHistory(telling, seed: seed)
      let facts = Facts(of: history, under: Rules(inactivityGap: gap))
      let recount = Recount(history, gap: gap)
      let touches = facts.touches.map { "\($0.kind) \($0.person.name) \($0.at.seconds / 60)" }
      #expect(Set(touches) == recount.touches && touches.count == recount.touches.count, "seed \(seed)")
      #expect(facts.turns.count == recount.turns, "seed \(seed): \(history.words)")
    }
  }

  @Test(arguments: Telling.allCases) func `finds the same transfers`(_ telling: Telling) {
    for seed in Self.seeds {
      let history = randomHistory(telling, seed: seed)
      let facts = Facts(of: history, under: Rules(inactivityGap: gap))
      let transfers = facts.transfers.map { transfer in
        [transfer.from?.id, transfer.to?.id, transfer.fromGroup, transfer.toGroup].map { $0 ?? "-" }
          .joined(separator: " ") + " \(transfer.at - at(0))"
      }
      #expect(transfers == Responsibility.transfers(in: history), "seed \(seed): \(history.words)")
    }
  }
}

/// Transfers by looking ahead from each change: what belongs to it is taken off the list.
enum Responsibility {
  static func transfers(in history: History) -> [String] {
    var changes = history.events.filter {
      switch $0.happening {
      case .assignment, .team: true
      default: false
      }
    }[...]
    var (person, group) = (nil as String?, nil as String?)
    var found: [String] = []
    while let first = changes.first {
      let (fromPerson, fromGroup) = (person, group)
      var (movedPerson, movedGroup) = (false, false)
      while let change = changes.first, change.occurredAt - first.occurredAt <= 60 {
        if case .assignment(let next) = change.happening {
          if movedPerson, person != nil { break }
          (person, movedPerson) = (next, true)
        }
        if case .team(let next) = change.happening {
          if movedGroup, group != nil { break }
          (group, movedGroup) = (next, true)
        }
        changes.removeFirst()
      }
      let changesPerson = fromPerson != nil && fromPerson != person
      let changesGroup = fromGroup != nil && fromGroup != group
      let isBot = changesPerson && fromPerson == "wynn" && history.events.contains { $0.actor.id == "wynn" }
      let isAnswered = history.events.prefix { $0.id != first.id }.contains(where: \.isAnswer)
      guard changesPerson || changesGroup, isAnswered || (isBot && person != nil) else { continue }
      let parts = [
        changesPerson ? fromPerson : nil, changesPerson ? person : nil, changesGroup ? fromGroup : nil,
        changesGroup ? group : nil,
      ]
      found.append(parts.map { $0 ?? "-" }.joined(separator: " ") + " \(first.occurredAt - at(0))")
    }
    return found
  }
}

extension History {
  /// As one would write it by hand, to see what went wrong.
  var words: String {
    events.map { "\($0.happening) by \($0.actor.id) \($0.occurredAt - at(0))" }.joined(separator: "; ")
  }

  func seconds(beyond: Int64) -> [Instant] {
    guard let last = events.last else { return [] }
    return (-2...(last.occurredAt - at(0) + beyond)).map(at)
  }
}
