import CivilTime

/// Puts lengths of time by both clocks to what the walk found.
struct Measure {
  let line: BusinessLine
  let states: Track<ConversationState?>

  func waits(_ waits: [Wait]) -> [Wait] {
    waits.map { wait in
      var wait = wait
      if !wait.isOpen, let until = wait.until { wait.length = line.length(from: wait.since, to: until) }
      return wait
    }
  }

  func handOffs(_ handOffs: [HandOff]) -> [HandOff] {
    handOffs.map { handOff in
      var handOff = handOff
      handOff.length = handOff.firstReply.map { line.length(from: handOff.at, to: $0.at) }
      return handOff
    }
  }

  func queue(_ queue: [QueueWait]) -> [QueueWait] {
    queue.map { wait in
      var wait = wait
      wait.length = (wait.served?.at ?? wait.left).map { line.length(from: wait.since, to: $0) }
      return wait
    }
  }

  func stations(_ stations: [Station]) -> [Station] {
    stations.map { station in
      var station = station
      if case .answered(let at) = station.response { station.length = line.length(from: station.since, to: at) }
      return station
    }
  }

  /// No time at all where somebody had it before the customer wrote.
  func assignment(_ first: Station?, since question: Instant?) -> Clocked? {
    guard let first, let question else { return nil }
    return line.length(from: question, to: max(question, first.since))
  }

  func automated(_ reply: Reply?, since question: Instant?) -> Clocked? {
    guard let reply, let question else { return nil }
    return line.length(from: question, to: reply.at)
  }
}
