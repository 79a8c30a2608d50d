import CivilTime

/// What the time up to each closing went into: one sweep over states and holders side by side.
extension Measure {
  func episodes(_ walk: Walk, holder: Track<Actor?>) -> [Episode] {
    guard let first = walk.episodes.first else { return [] }
    var sums = Sums(measure: self, walk: walk, holder: holder)
    var sweep = Sweep(from: first.start, states: states, holder: holder)
    return walk.episodes.map { episode in
      guard var closing = episode.closing else { return episode }
      while let stretch = sweep.next(until: closing.at) { sums.take(stretch) }
      closing.time = sums.time(at: closing.at)
      var episode = episode
      episode.closing = closing
      return episode
    }
  }
}

/// A stretch of time in which neither state nor holder changed.
private struct Stretch {
  var from: Instant
  var to: Instant
  var state: ConversationState?
  var holder: Actor?
}

/// Goes through two tracks at once.
private struct Sweep {
  private let states: Track<ConversationState?>
  private let holder: Track<Actor?>
  private var stateIndex: Int
  private var holderIndex: Int
  private var position: Instant

  init(from start: Instant, states: Track<ConversationState?>, holder: Track<Actor?>) {
    self.states = states
    self.holder = holder
    position = start
    stateIndex = states.count(through: start)
    holderIndex = holder.count(through: start)
  }

  mutating func next(until end: Instant) -> Stretch? {
    guard position < end else { return nil }
    let stateChange = stateIndex < states.changes.count ? states.changes[stateIndex].at : end
    let holderChange = holderIndex < holder.changes.count ? holder.changes[holderIndex].at : end
    let to = min(end, stateChange, holderChange)
    let stretch = Stretch(
      from: position, to: to, state: stateIndex == 0 ? states.initial : states.changes[stateIndex - 1].value,
      holder: holderIndex == 0 ? holder.initial : holder.changes[holderIndex - 1].value)
    if stateChange == to, stateIndex < states.changes.count { stateIndex += 1 }
    if holderChange == to, holderIndex < holder.changes.count { holderIndex += 1 }
    position = to
    return stretch
  }
}

/// Sums that only grow from one closing to the next.
private struct Sums {
  private let measure: Measure
  private let firstQuestion: Instant?
  private let hasStates: Bool
  private let tellsAssignments: Bool
  private var waits: ArraySlice<Wait>

  private var inStates = TimeSpent.InStates()
  private var unassigned = Clocked.zero
  private var handled = Clocked.zero
  private var waited = Clocked.zero
  private var longestWait = Clocked.zero
  /// In pending and on hold since the customer's first message.
  private var aside = Clocked.zero

  init(measure: Measure, walk: Walk, holder: Track<Actor?>) {
    self.measure = measure
    firstQuestion = walk.firstQuestion
    hasStates = walk.hasStates
    tellsAssignments = walk.hasStates && !holder.isAsOfNow
    waits = walk.waits[...]
  }

  mutating func take(_ stretch: Stretch) {
    guard hasStates, let state = stretch.state, !state.isDone else { return }
    let length = measure.line.length(from: stretch.from, to: stretch.to)
    add(length, in: state)
    if stretch.holder?.isPerson != true { unassigned += length }
    if stretch.holder?.isPerson == true, state == .new || state == .open { handled += length }
    if state == .pending || state == .onHold, let firstQuestion, stretch.to > firstQuestion {
      aside += measure.line.length(from: max(stretch.from, firstQuestion), to: stretch.to)
    }
  }

  private mutating func add(_ length: Clocked, in state: ConversationState) {
    switch state {
    case .new: inStates.new += length
    case .open: inStates.open += length
    case .pending: inStates.pending += length
    case .onHold: inStates.onHold += length
    case .solved, .closed: break
    }
  }

  mutating func time(at closing: Instant) -> TimeSpent {
    while let wait = waits.first, let until = wait.until, until <= closing {
      let length = measure.line.length(from: wait.since, to: until)
      waited += length
      longestWait = longestWait.longer(length)
      waits.removeFirst()
    }
    var time = TimeSpent()
    time.inStates = hasStates ? inStates : nil
    time.unassigned = tellsAssignments ? unassigned : nil
    time.handled = tellsAssignments ? handled : nil
    if let firstQuestion, firstQuestion <= closing {
      time.waited = waited
      time.longestWait = longestWait
      let whole = measure.line.length(from: firstQuestion, to: closing)
      time.sinceFirstQuestion = whole
      time.net = hasStates ? whole - aside : nil
    }
    return time
  }
}

extension Clocked {
  /// The longer one by each clock.
  fileprivate func longer(_ other: Clocked) -> Clocked {
    let business = business.flatMap { business in other.business.map { max(business, $0) } }
    return Clocked(calendar: max(calendar, other.calendar), business: business)
  }
}
