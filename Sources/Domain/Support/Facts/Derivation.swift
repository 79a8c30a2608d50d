import CivilTime

/// Walks a history, and those that were merged into it, and lets every book take what it needs from each step.
struct Derivation {
  private let circumstances: Circumstances
  private let cast: Cast

  private var messages: [Message] = []
  private var flags = Flags()
  private var walk: Walk
  private var stations = StationBook()
  private var transfers: TransferBook
  private var chats = ChatBook()
  private var touches = TouchBook()
  private var activity = ActivityBook()
  private var ratings = RatingBook()
  private var problems: [Problem] = []
  private var holder: Actor?
  private var team: String?
  /// The first own message that is not automatic.
  private var heard: Instant?
  private var initiator: Initiator?

  init(of history: History, under rules: Rules) {
    cast = Cast(of: history, under: rules)
    circumstances = Circumstances(of: history, cast: cast, under: rules)
    walk = Walk(rules: rules, hasStates: history.conversation.hasStates)
    holder = circumstances.holder.initial
    team = circumstances.team.initial
    transfers = TransferBook(holder: holder, group: team)
    messages.reserveCapacity(history.events.count)
  }

  mutating func run(_ history: History, absorbing absorbed: [History], under rules: Rules) {
    let created = history.conversation.createdAt
    guard absorbed.isEmpty else {
      runTogether([history] + absorbed, under: rules)
      return
    }
    let events = history.events
    // By index: to copy an event is to count references to each of its texts.
    for index in events.indices {
      take(events[index], in: history.conversation, created: created, cast, under: rules)
    }
  }

  /// All histories in one order; at equal times our own, the first, goes first.
  ///
  /// Some vendors move what was said to the survivor, which then tells it itself.
  private mutating func runTogether(_ all: [History], under rules: Rules) {
    let created = all[0].conversation.createdAt
    let casts = all.map { Cast(of: $0, under: rules) }
    let own = Set(all[0].events.compactMap(Place.init))
    let order = all.indices.flatMap { number in
      all[number].events.indices.filter { index in
        number == 0 || Place(all[number].events[index]).map { !own.contains($0) } ?? true
      }.map { (number, $0) }
    }.sorted {
      let left = all[$0.0].events[$0.1].occurredAt
      let right = all[$1.0].events[$1.1].occurredAt
      return (left, $0.0, $0.1) < (right, $1.0, $1.1)
    }
    for (number, index) in order {
      let origin = number == 0 ? nil : all[number].conversation.key
      take(
        all[number].events[index], in: all[number].conversation, from: origin, created: created, casts[number],
        under: rules)
    }
  }

  /// What tells an event from all others of its source: `thread:123`. Every conversation has an `opening` of its own.
  private struct Place: Hashable {
    let id: String
    let at: Instant

    init?(_ event: Event) {
      guard event.id.utf8.contains(UInt8(ascii: ":")) else { return nil }
      (id, at) = (event.id, event.occurredAt)
    }
  }

  /// - Parameter origin: the conversation that it happened in, if that was merged into ours.
  private mutating func take(
    _ event: Event, in conversation: Conversation, from origin: ConversationKey? = nil, created: Instant?,
    _ cast: Cast, under rules: Rules
  ) {
    let actor = rules.actor(of: event, in: conversation)
    var message = rules.message(event, by: actor, in: conversation)
    if message != nil {
      message?.holder = holder
      message?.origin = origin
    }
    let step = Step(
      event: event, actor: actor,
      person: cast.person(namedBy: event, in: conversation.key.source, under: rules), message: message,
      holder: holder, team: team, isOwn: origin == nil)
    if let message { messages.append(message) }
    take(step, from: origin)
    if step.isOwn { takeOwn(step, created: created) }
  }

  private mutating func take(_ step: Step, from origin: ConversationKey?) {
    walk.take(step)
    if let ended = walk.ended { end(at: ended) }
    stations.take(step)
    transfers.take(step)
    chats.take(step)
    touches.take(step)
    activity.take(step, from: origin)
    ratings.take(step, from: origin, episode: walk.episodes.count)
    if case .rating(let rating) = step.event.happening, !(1...max(1, rating.scale)).contains(rating.score) {
      problems.append(.ratingOutOfScale(eventID: step.event.id))
    }
  }

  private mutating func end(at instant: Instant) {
    stations.end(at: instant)
    chats.end(at: instant)
  }

  private mutating func takeOwn(_ step: Step, created: Instant?) {
    flags.take(step.event)
    if let role = step.message?.role, role != .autoReply {
      heard = heard ?? step.at
      initiator = initiator ?? Initiator(role)
    }
    switch step.event.happening {
    case .assignment: holder = step.person
    case .team(let id): team = id
    default: break
    }
    if let created, step.at < created {
      problems.append(.beforeCreation(eventID: step.event.id, seconds: created - step.at))
    }
  }

  mutating func facts(of history: History, under rules: Rules) -> Facts {
    // The first message that is not automatic, where the source does not state it.
    let createdAt = history.conversation.createdAt ?? heard ?? history.events.first?.occurredAt
    walk.finish(createdAt: createdAt, isStated: history.conversation.createdAt != nil, holder, team)
    if let ended = walk.ended { end(at: ended) }
    transfers.finish()
    let stays = rules.needsStays ? rules.stays(of: history.conversation, circumstances) : []
    let measure = Measure(line: BusinessLine(stays, by: rules.clock), states: walk.states)
    let dropped = Facts.dropped(walk.episodes, circumstances.holder, under: rules)
    let isAutomatic = heard == nil && messages.contains { $0.origin == nil }
    let leftOut = Facts.reasons(
      flags, history.conversation, dropped: dropped, createdAt: createdAt, isAutomatic: isAutomatic, under: rules)
    return Facts(
      createdAt: createdAt, isCreatedInHours: createdAt.flatMap(measure.line.isOpen),
      standing: leftOut.first?.standing ?? .counted, leftOut: leftOut, dropped: dropped,
      initiator: history.conversation.initiator ?? initiator ?? .unknown, states: walk.states,
      circumstances: circumstances, stays: stays,
      episodes: measure.episodes(walk, holder: circumstances.holder), waits: measure.waits(walk.waits),
      messages: messages, turns: walk.turns, firstQuestion: walk.firstQuestion, firstAutomated: chats.firstAutomated,
      botReplied: chats.botReplied, handOffs: measure.handOffs(chats.handOffs), queue: measure.queue(chats.queue),
      stations: measure.stations(stations.stations), groupStations: stations.groups,
      toFirstAssignment: measure.assignment(stations.stations.first, since: walk.firstQuestion),
      toFirstAutomated: measure.automated(chats.firstAutomated, since: walk.firstQuestion),
      transfers: transfers.transfers, touches: touches.touches, activity: activity.activity, logged: activity.logged,
      ratings: ratings.ratings, surveys: ratings.surveys, problems: problems)
  }
}
