import CivilTime

/// What the source tells of states.
extension Walk {
  mutating func enter(_ state: ConversationState, _ step: Step) {
    begin(at: step.at)
    if state.isDone { enterDone(state, step) } else { enterActive(step) }
    told = state
    inferredEnd = nil
    states.turn(to: state, at: step.at, isInferred: step.event.isInferred)
    notePending(state, at: step.at)
  }

  private mutating func enterDone(_ state: ConversationState, _ step: Step) {
    forThanks = nil
    // Done once more, where the source tells of nothing in between: it must have been active.
    if isDone, doneIsInferred, !(told == .solved && state == .closed), let asked = afterDone, asked.first < step.at {
      reopen(at: asked.first, .doneAgain, by: asked.by)
    }
    guard !isDone else {
      // The source spoke of it after the customer did, and still says done.
      if afterDone != nil { doneIsInferred = false }
      return
    }
    isDone = true
    doneIsInferred = step.event.isInferred
    close(
      closing(at: step.at, state, by: step.actor, isInferred: step.event.isInferred, step), as: .stated(step.at))
  }

  private mutating func enterActive(_ step: Step) {
    guard isDone, forThanks == nil else { return }
    // Only with the option that ignores thanks somebody was thanked.
    if wasThanked, afterDone == nil, !step.actor.isPerson {
      forThanks = (step.at, step.actor)
      return
    }
    reopen(at: step.at, .state, by: step.actor)
    adoptAnswer(at: step.at)
  }

  /// An answer in the same second as the reopen, listed before it: the wait that it ended belongs to the new episode.
  private mutating func adoptAnswer(at instant: Instant) {
    guard let last = waits.indices.last, waits[last].isAfterDone, case .answered(instant, let actor) = waits[last].end
    else { return }
    let episode = episodes.count - 1
    waits[last].isAfterDone = false
    waits[last].episode = episode
    waits[last].isFirstOfEpisode = true
    episodes[episode].firstQuestion = waits[last].since
    episodes[episode].reopen?.question = waits[last].since
    episodes[episode].firstReply = Reply(at: instant, by: actor)
    episodes[episode].customerMessages += 1
    episodes[episode].replies += 1
  }

  private mutating func notePending(_ state: ConversationState, at instant: Instant) {
    if state != .pending {
      pendingSince = nil
      endAside(at: instant)
    } else if pendingSince == nil {
      pendingSince = instant
      if let open = openWait { waits[open].asides.append(Wait.Aside(from: instant, to: nil)) }
    }
  }
}

/// Waits begin and end.
extension Walk {
  var openWait: Int? {
    guard let last = waits.indices.last, waits[last].isOpen else { return nil }
    return last
  }

  mutating func startWait(since instant: Instant, isAfterDone: Bool = false) {
    let episode = episodes.count - 1
    waits.append(
      Wait(
        since: instant, episode: episode, isFirstOfEpisode: waits.last.map { $0.episode < episode } ?? true,
        isAfterDone: isAfterDone))
  }

  mutating func endWait(_ index: Int, _ end: Wait.End, _ holder: Actor?) {
    waits[index].end = end
    waits[index].holder = holder
    if let until = waits[index].until { endAside(index, at: until) }
  }

  mutating func endAside(at instant: Instant) {
    if let open = openWait { endAside(open, at: instant) }
  }

  private mutating func endAside(_ index: Int, at instant: Instant) {
    guard let last = waits[index].asides.indices.last, waits[index].asides[last].to == nil else { return }
    if waits[index].asides[last].from < instant {
      waits[index].asides[last].to = instant
    } else {
      waits[index].asides.removeLast()
    }
  }
}
