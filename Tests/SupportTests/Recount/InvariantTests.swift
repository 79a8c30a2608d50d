import CivilTime
import Testing

@testable import Support

@Suite struct `What always holds` {
  /// Everybody's name is known beforehand: else it changes when somebody first does something.
  static let directory: Names = {
    var names = Names()
    for actor in [Actor.oscar, .priya, .tomasz] {
      names.add(DirectoryEntry(.person, id: actor.id, name: actor.name), of: "facebook")
    }
    names.add(DirectoryEntry(.bot, id: Actor.wynn.id, name: Actor.wynn.name), of: "facebook")
    return names
  }()
  static let rules = [
    Rules(inactivityGap: 100, directory: directory, clock: halfHourClock),
    Rules(inactivityGap: 100, directory: directory, clock: halfHourClock, ignoresThanks: true),
  ]

  private func check(
    _ telling: Telling, seeds: Range<Int> = 0..<500,
    _ body: (_ history: History, _ facts: Facts, _ note: () -> Comment) -> Void
  ) {
    for seed in seeds {
      let history = randomHistory(telling, seed: seed)
      for rules in Self.rules {
        body(history, Facts(of: history, under: rules), { "seed \(seed), \(rules.ignoresThanks): \(history.words)" })
      }
    }
  }

  @Test(arguments: Telling.allCases) func `waits lie in order within their episodes, or after them`(_ telling: Telling)
  {
    check(telling) { history, facts, note in
      var last: Instant?
      for wait in facts.waits {
        let episode = facts.episodes[wait.episode]
        if let last { #expect(wait.since >= last, note()) }
        last = wait.until
        if wait.isAfterDone {
          #expect(wait.since >= episode.closing!.at, note())
          #expect(wait.until! <= episode.closing!.undoneAt ?? wait.until!, note())
        } else {
          let before = wait.episode > 0 ? facts.episodes[wait.episode - 1].closing!.at : Instant(seconds: .min)
          #expect(wait.since >= before && (episode.firstQuestion.map { wait.since >= $0 } ?? false), note())
          if let end = episode.closing?.at { #expect(wait.until! <= end, note()) }
        }
        #expect(
          wait.asides.allSatisfy { $0.from >= wait.since && $0.to.map { $0 <= wait.until ?? $0 } ?? true }, note())
      }
    }
  }

  @Test(arguments: Telling.allCases) func `no time is negative, and business time is no longer than the calendar's`(
    _ telling: Telling
  ) {
    check(telling) { history, facts, note in
      var lengths = facts.waits.compactMap(\.length) + facts.stations.compactMap(\.length)
      lengths += facts.queue.compactMap(\.length) + facts.handOffs.compactMap(\.length)
      lengths += [facts.toFirstAssignment, facts.toFirstAutomated].compactMap { $0 }
      for closing in facts.closings {
        let time = closing.time
        lengths += [time.unassigned, time.handled, time.sinceFirstQuestion, time.net].compactMap { $0 }
        lengths += [time.waited, time.longestWait].compactMap { $0 }
        if let states = time.inStates { lengths += [states.new, states.open, states.pending, states.onHold] }
      }
      for length in lengths {
        #expect(length.calendar >= 0, note())
        #expect((0...length.calendar).contains(length.business ?? -1), note())
      }
    }
  }

  @Test(arguments: Telling.allCases) func `episodes follow each other, and each but the last has ended`(
    _ telling: Telling
  ) {
    check(telling) { history, facts, note in
      for (index, episode) in facts.episodes.enumerated() {
        #expect((episode.reopen == nil) == (index == 0), note())
        if let closing = episode.closing { #expect(closing.at >= episode.start, note()) }
        guard index > 0 else { continue }
        let before = facts.episodes[index - 1].closing
        #expect(before != nil && before?.undoneAt == episode.start && before?.at == episode.reopen?.undone, note())
        #expect(episode.reopen.map { $0.secondsAfterDone >= 0 && $0.at == episode.start } ?? false, note())
      }
      #expect(facts.reopens.count == max(0, facts.episodes.count - 1), note())
      #expect(facts.episodes.last?.closing?.undoneAt == nil, note())
    }
  }

  @Test(arguments: Telling.allCases) func `the backlog balances with creations, reopens and closings`(
    _ telling: Telling
  ) {
    check(telling, seeds: 0..<150) { history, facts, note in
      guard let created = facts.createdAt, let first = facts.closings.first?.at, created <= first else { return }
      let wrong = history.seconds(beyond: 105).first { second in
        let flow =
          (created < second ? 1 : 0) + facts.reopens.count { $0.at < second } - facts.closings.count { $0.at < second }
        return facts.isActive(before: second) != (flow == 1) || !(0...1).contains(flow)
      }
      #expect(wrong == nil, note())
    }
  }

  @Test(arguments: Telling.allCases) func `closings add up what was said, and what time went into`(_ telling: Telling) {
    check(telling) { history, facts, note in
      for (before, after) in zip(facts.closings, facts.closings.dropFirst()) {
        #expect(before.replies <= after.replies && before.turns <= after.turns, note())
        #expect(before.customerMessages <= after.customerMessages, note())
        #expect(before.time.waited?.calendar ?? 0 <= after.time.waited?.calendar ?? 0, note())
      }
      for closing in facts.closings {
        guard let states = closing.time.inStates, let start = facts.episodes.first?.start else { continue }
        #expect(states.active.calendar <= closing.at - start, note())
        if let unassigned = closing.time.unassigned { #expect(unassigned.calendar <= states.active.calendar, note()) }
      }
    }
  }

  @Test(arguments: Telling.allCases) func `later events change nothing that was over, except where a rule says so`(
    _ telling: Telling
  ) {
    for seed in 0..<500 {
      let history = randomHistory(telling, seed: seed)
      func note() -> Comment { "seed \(seed): \(history.words)" }
      // What happens within a minute may belong together.
      let events = history.events
      guard let cut = events.indices.dropFirst().last(where: { events[$0].occurredAt - events[$0 - 1].occurredAt > 60 })
      else { continue }
      let limit = events[cut].occurredAt
      let facts = Facts(of: history, under: Self.rules[0])
      let before = Facts(of: History(history.conversation, events: Array(events[..<cut])), under: Self.rules[0])
      #expect(Array(facts.messages.prefix(before.messages.count)) == before.messages, note())
      #expect(Array(facts.touches.prefix(before.touches.count)) == before.touches, note())
      #expect(Array(facts.transfers.prefix(before.transfers.count)) == before.transfers, note())
      #expect(facts.turns.prefix(before.turns.count).map(\.at) == before.turns.map(\.at), note())
      #expect(facts.stations.prefix(before.stations.count).map(\.since) == before.stations.map(\.since), note())
      // Where a source tells of states only afterwards, what follows decides what was.
      if telling == .timesOnly { continue }
      let closings = before.closings.map(\.at).filter { $0 < limit }
      #expect(facts.closings.map(\.at).filter { $0 < limit } == closings, note())
      let ended = before.waits.filter { $0.until.map { $0 < limit } ?? false }
      #expect(facts.waits.prefix(ended.count).map(\.until) == ended.map(\.until), note())
      let over = ended.filter { !$0.isOpen }
      #expect(facts.waits.prefix(over.count).map(\.length) == over.map(\.length), note())
    }
  }

  @Test func `the same facts come of the same events in any order of arrival`() {
    for seed in 0..<300 {
      let history = randomHistory(Telling.allCases[seed % 3], seed: seed)
      var chance = Chance(seed: seed)
      let shuffled = History(history.conversation, events: history.events.shuffled(using: &chance))
      #expect(Facts(of: shuffled, under: Self.rules[0]) == Facts(of: history, under: Self.rules[0]), "seed \(seed)")
    }
  }

  @Test func `a merged conversation's words make the facts that one conversation would have made`() {
    for seed in 0..<500 {
      let history = randomHistory(.history, seed: seed)
      let isWord = { (event: Event) in event.isWord && event.sequence % 2 == 0 }
      var other = Conversation.example(hasStates: true)
      other.key = ConversationKey(source: "facebook", vendorID: "2")
      let merged = History(other, events: history.events.filter(isWord))
      let own = History(history.conversation, events: history.events.filter { !isWord($0) })
      // In one second our own events go first, so only histories that never meet can be compared.
      let seconds = Set(merged.events.map(\.occurredAt))
      guard own.events.allSatisfy({ !seconds.contains($0.occurredAt) }) else { continue }
      let facts = Facts(of: own, absorbing: [merged], under: Rules())
      let whole = Facts(of: history, under: Rules())
      #expect(facts.waits == whole.waits, "seed \(seed): \(history.words)")
      #expect(facts.turns.map(\.at) == whole.turns.map(\.at))
      #expect(facts.closings.map(\.replies) == whole.closings.map(\.replies))
    }
  }
}
